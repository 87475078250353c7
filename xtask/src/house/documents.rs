//! Documents.

use std::path::Path;

use super::Tree;

const COMMAND: &str = "cargo xtask ";

/// Finds links to files that are not there.
///
/// # Errors
/// Never.
pub fn links(tree: &Tree<'_>) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for (file, text) in tree.texts(|file| file.ends_with(".md")) {
        let folder = Path::new(file).parent().unwrap_or(Path::new(""));
        for target in link_targets(&text) {
            let path = target.split('#').next().unwrap_or_default();
            let exists = tree.workspace.root().join(folder).join(path).exists();
            if !path.is_empty() && !exists {
                problems.push(format!("{file}: `{target}` leads nowhere"));
            }
        }
    }
    Ok(problems)
}

/// Finds subcommands of this program that it does not have.
///
/// # Errors
/// Never.
pub fn commands(tree: &Tree<'_>) -> anyhow::Result<Vec<String>> {
    let known = crate::subcommands();
    let named_in =
        |file: &str| file.ends_with(".md") || file.ends_with(".toml") || file.starts_with(".ci/");
    Ok(tree
        .texts(named_in)
        .flat_map(|(file, text)| unknown_commands(&text, &known, file))
        .collect())
}

/// Targets of the links `[text](target)` that are files. Code is not looked at.
fn link_targets(text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    let mut in_code_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code_block = !in_code_block;
            continue;
        }
        if in_code_block {
            continue;
        }
        // Every other piece between back quotes is code.
        for prose in line.split('`').step_by(2) {
            for after in prose.split("](").skip(1) {
                let target = after.split([')', ' ']).next().unwrap_or_default();
                if !target.contains("://") && !target.starts_with("mailto:") {
                    targets.push(target.to_owned());
                }
            }
        }
    }
    targets
}

fn unknown_commands(text: &str, known: &[String], file: &str) -> Vec<String> {
    text.split(COMMAND)
        .skip(1)
        .map(|after| {
            after
                .split(|character: char| !character.is_ascii_alphanumeric() && character != '-')
                .next()
                .unwrap_or_default()
        })
        // `cargo xtask --help`, and `cargo xtask <command>`.
        .filter(|name| !name.is_empty() && !name.starts_with('-'))
        .filter(|name| !known.iter().any(|known| known == name))
        .map(|name| format!("{file}: there is no `{COMMAND}{name}`"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_prose_are_found_and_code_is_not() {
        let text = "See [one](docs/a.md#part) and [two](https://example.com), \
                    `[not](this.md)`.\n```\n[nor](that.md)\n```\n[three](../b.md \"title\") `[x`](c.md)";
        assert_eq!(link_targets(text), ["docs/a.md#part", "../b.md", "c.md"]);
    }

    #[test]
    fn an_unknown_command_is_found() {
        let known = ["serve".to_owned(), "test".to_owned()];
        let text = "`cargo xtask serve`, cargo xtask tset. cargo xtask --help";
        assert_eq!(
            unknown_commands(text, &known, "README.md"),
            ["README.md: there is no `cargo xtask tset`"]
        );
    }
}
