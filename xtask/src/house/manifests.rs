//! Manifests.

use super::Tree;

/// Finds members that do not take over the lints of the workspace.
///
/// # Errors
/// When a manifest is not valid.
pub fn check(tree: &Tree<'_>) -> anyhow::Result<Vec<String>> {
    let metadata = crate::workspace::cargo_metadata(tree.workspace.root(), &["--no-deps"])?;
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        if !takes_over_lints(&std::fs::read_to_string(manifest)?.parse()?) {
            problems.push(format!("{manifest}: add `[lints]` with `workspace = true`"));
        }
    }
    Ok(problems)
}

fn takes_over_lints(manifest: &toml::Table) -> bool {
    manifest
        .get("lints")
        .and_then(|lints| lints.get("workspace")?.as_bool())
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_without_the_lints_is_found() {
        let takes_over = |text: &str| takes_over_lints(&text.parse().unwrap());
        assert!(takes_over("[lints]\nworkspace = true"));
        assert!(!takes_over("[package]\nname = \"x\""));
        assert!(!takes_over("[lints]\nworkspace = false"));
    }
}
