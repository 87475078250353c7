//! Plugins in every language: the examples answer every input, and what `acteon plugin new` begins
//! compiles and answers.

use std::fs;
use std::process::Command;

use anyhow::Context as _;

use crate::console::Line;
use crate::outcome::Outcome;
use crate::workspace::Workspace;
use crate::{bench, example_plugins, languages, process};

/// What a template answers to the action that it comes with.
const ANSWER: &str = "low priority actions are suppressed";

/// Each example and each template counts as one test.
///
/// # Errors
/// When something does not compile, or a plugin answers wrongly.
pub fn run(workspace: &Workspace, line: &Line) -> anyhow::Result<Outcome> {
    let plugins = example_plugins::build_all(workspace, line)?;
    bench::build(workspace, line)?;
    line.note("inputs");
    let rows = languages::rows(workspace, line, &["--check"])?;
    let mut outcome = Outcome {
        passed: rows.len() as u64,
        skipped: plugins.left_out,
        ..Outcome::default()
    };
    let folder = workspace.target().join("templates");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let acteon = workspace.target().join("release/acteon");
    let begin = |language: &str| {
        let mut new = Command::new(&acteon);
        new.current_dir(&folder)
            .args(["plugin", "new", language, "--language", language]);
        process::run(line, &mut new)?.expect_success()?;
        Ok(folder.join(language))
    };
    for (language, module) in example_plugins::build_templates(workspace, line, begin)? {
        let input = folder.join(&language).join("action.json");
        let mut run = Command::new(&acteon);
        run.args(["plugin", "run"])
            .arg(&module)
            .arg("--input")
            .arg(&input)
            // Go's runtime takes its time on a busy machine.
            .args(["--timeout-ms", "5000"]);
        let said = process::run(line, &mut run)?
            .expect_success()
            .with_context(|| format!("the template for `{language}`"))?;
        anyhow::ensure!(said.contains(ANSWER), "`{language}` answered: {said}");
        outcome.passed += 1;
    }
    Ok(outcome)
}
