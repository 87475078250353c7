//! What to try with a running server.

use crate::workspace::Workspace;

const TEMPLATE: &str = include_str!("next_steps.txt");
/// The plugin of the specification's Quick Start.
const MODULE: &str = "my-plugin.wasm";

/// The text for a server at `url`.
pub fn text(workspace: &Workspace, url: &str) -> String {
    let module = workspace.example_plugins().join(MODULE);
    TEMPLATE
        .replace("{url}", url)
        .replace("{module}", &Workspace::typed(&module))
}

/// The commands in it, each with the comment before it as its name.
pub fn commands(workspace: &Workspace, url: &str) -> Vec<(String, String)> {
    text(workspace, url)
        .split("\n\n")
        .filter_map(|paragraph| {
            let (comment, command) = paragraph.trim().strip_prefix("# ")?.split_once('\n')?;
            Some((comment.to_owned(), command.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_in_the_text_is_found_and_complete() {
        let workspace = Workspace::find().unwrap();
        let url = "http://127.0.0.1:9000";
        let commands = commands(&workspace, url);
        assert_eq!(commands.len(), TEMPLATE.matches("curl -s ").count());
        for (_, command) in commands {
            assert!(
                command.starts_with(&format!("curl -s {url}/v1/")),
                "{command}"
            );
            assert!(!command.contains("{module}"), "{command}");
        }
    }
}
