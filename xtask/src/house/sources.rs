//! Source files.

use super::Tree;

const MAX_LINES: usize = 400;
const LANGUAGES: [&str; 5] = [".rs", ".ts", ".js", ".mjs", ".css"];

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
    let lines = text.lines().count();
    if lines > MAX_LINES {
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
        assert!(problem("src/a/mod.rs", "").is_some());
        assert_eq!(problem("src/modern.rs", ""), None);
    }
}
