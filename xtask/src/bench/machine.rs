//! When, where and of what a benchmark was run.

use std::process::Command;

use jiff::Timestamp;

use crate::process;
use crate::workspace::Workspace;

/// One line: date, processor, cores, kernel, commit.
///
/// # Errors
/// When there is no git repository.
pub fn describe(workspace: &Workspace) -> anyhow::Result<String> {
    let date = Timestamp::now().strftime("%Y-%m-%d");
    let cores = std::thread::available_parallelism()?;
    let kernel = process::output(Command::new("uname").args(["-s", "-r", "-m"]))?;
    Ok(format!(
        "{date}, {}, {cores} cores, {}, commit {}",
        processor().unwrap_or_else(|| "unknown processor".to_owned()),
        kernel.trim(),
        commit(workspace)?
    ))
}

fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

/// The commit, and whether the files differ from it (the document being written aside).
fn commit(workspace: &Workspace) -> anyhow::Result<String> {
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        process::output(git.current_dir(workspace.root()).args(arguments))
    };
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?.trim().to_owned();
    let document = format!(":(exclude){}", super::DOCUMENT);
    let changes = git(&["status", "--porcelain", "--", ".", &document])?;
    Ok(if changes.trim().is_empty() {
        commit
    } else {
        format!("{commit} with changes")
    })
}
