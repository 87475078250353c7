//! Source files.

use super::Tree;

const MAX_LINES: usize = 400;
const LANGUAGES: [&str; 8] = [".rs", ".ts", ".js", ".mjs", ".css", ".py", ".go", ".java"];
/// What the first line of a file says that nobody edits.
const GENERATED: &str = "do not edit";

/// Finds files that are too long, and modules with two possible names.
///
/// # Errors
/// Never.
pub fn check(tree: &Tree<'_>) -> anyhow::Result<Vec<String>> {
    let is_source = |file: &str| LANGUAGES.iter().any(|ending| file.ends_with(ending));
    Ok(tree
        .texts(is_source)
        .filter_map(|(file, text)| problem(file, &text))
        .collect())
}

fn problem(file: &str, text: &str) -> Option<String> {
    let is_generated = text
        .lines()
        .next()
        .is_some_and(|first| first.to_lowercase().contains(GENERATED));
    let lines = text.lines().count();
    if lines > MAX_LINES && !is_generated {
        return Some(format!(
            "{file} has {lines} lines, more than {MAX_LINES}: split it"
        ));
    }
    (file == "mod.rs" || file.ends_with("/mod.rs"))
        .then(|| format!("{file}: name it after its folder, `foo.rs` beside `foo/`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_and_mod_rs_are_found() {
        assert_eq!(problem("a.rs", &"x\n".repeat(MAX_LINES)), None);
        assert!(problem("a.rs", &"x\n".repeat(MAX_LINES + 1)).is_some());
        let generated = "/* Do not edit. */\n".to_owned() + &"x\n".repeat(MAX_LINES);
        assert_eq!(problem("a.ts", &generated), None);
        assert!(problem("src/a/mod.rs", "").is_some());
        assert_eq!(problem("src/modern.rs", ""), None);
    }
}
