//! The rules of this repository that no other tool checks.

mod dependencies;
mod documents;
mod manifests;
mod sources;
mod words;

use std::path::PathBuf;
use std::process::Command;

use crate::outcome::Outcome;
use crate::process;
use crate::workspace::Workspace;

/// One rule: its name, and what finds the places that break it.
type Rule = (&'static str, fn(&Tree<'_>) -> anyhow::Result<Vec<String>>);

const RULES: &[Rule] = &[
    ("the dependency direction holds", dependencies::check),
    (
        "every crate takes over the workspace's lints",
        manifests::check,
    ),
    (
        "source files are small and have one name each",
        sources::check,
    ),
    ("no file names the machine it was written on", words::check),
    ("links in documents lead somewhere", documents::links),
    ("commands in documents exist", documents::commands),
];

/// The repository and its files.
pub struct Tree<'a> {
    /// The repository.
    pub workspace: &'a Workspace,
    /// Every file that is tracked, or new and not ignored, relative to the root.
    pub files: Vec<PathBuf>,
}

impl Tree<'_> {
    /// The text files among those that `wanted` says yes to.
    pub fn texts<'b>(
        &'b self,
        wanted: impl Fn(&str) -> bool + 'b,
    ) -> impl Iterator<Item = (&'b str, String)> + 'b {
        self.files
            .iter()
            .filter_map(|file| file.to_str())
            .filter(move |file| wanted(file))
            .filter_map(|file| {
                Some((
                    file,
                    std::fs::read_to_string(self.workspace.path(file)).ok()?,
                ))
            })
    }
}

/// Checks every rule. Each counts as one test.
///
/// # Errors
/// When the files cannot be listed.
pub fn run(workspace: &Workspace) -> anyhow::Result<Outcome> {
    let mut git = Command::new("git");
    git.current_dir(workspace.root()).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let files = process::output(&mut git)?;
    let tree = Tree {
        workspace,
        files: files
            .split('\0')
            .map(PathBuf::from)
            // One that is tracked and was just deleted is still listed.
            .filter(|file| workspace.root().join(file).is_file())
            .collect(),
    };
    let mut outcome = Outcome::ok();
    for (name, check) in RULES {
        let problems = check(&tree)?;
        if problems.is_empty() {
            outcome.passed += 1;
        } else {
            outcome.add(Outcome {
                failed: 1,
                failure: Some(format!("{name}: no\n  {}", problems.join("\n  "))),
                ..Outcome::default()
            });
        }
    }
    Ok(outcome)
}
