//! Child processes: their output is shown while they run and kept for when they fail.

use std::fmt;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context as _;

use crate::console::Line;

/// How a child ended.
#[derive(Debug)]
pub struct Ended {
    /// Whether its exit code was 0.
    pub success: bool,
    /// Everything it wrote, standard output and error as they came.
    pub output: String,
    command: String,
}

impl Ended {
    /// The output of a child that must succeed.
    ///
    /// # Errors
    /// When it did not; the message has all of its output.
    pub fn expect_success(self) -> anyhow::Result<String> {
        if self.success {
            return Ok(self.output);
        }
        Err(anyhow::anyhow!("{self}"))
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.success { "succeeded" } else { "failed" };
        write!(
            formatter,
            "`{}` {how}:\n{}",
            self.command,
            self.output.trim_end()
        )
    }
}

/// Runs a child and shows its last line of output on `line`.
///
/// # Errors
/// When it cannot be started. That it fails is not an error here.
pub fn run(line: &Line, command: &mut Command) -> anyhow::Result<Ended> {
    let shown = display(command);
    let (reader, writer) = std::io::pipe()?;
    let child = command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn();
    // The command holds the writing ends: while they are open the output does not end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.with_context(|| format!("`{shown}` does not start"))?;
    let mut output = String::new();
    let mut lines = BufReader::new(reader);
    let mut bytes = Vec::new();
    while lines.read_until(b'\n', &mut bytes)? > 0 {
        let text = String::from_utf8_lossy(&bytes);
        if !text.trim().is_empty() {
            line.note(&text);
        }
        output.push_str(&text);
        bytes.clear();
    }
    Ok(Ended {
        success: child.wait()?.success(),
        output,
        command: shown,
    })
}

/// Standard output of a quick command that must succeed; nothing of it is shown.
///
/// # Errors
/// When it cannot be started or fails.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    let shown = display(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{shown}` does not start"))?;
    anyhow::ensure!(
        output.status.success(),
        "`{shown}` failed: {}",
        String::from_utf8_lossy(&output.stderr).trim_end()
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// Cargo in `folder`, free of the variables that the cargo which started this program set for it.
pub fn cargo(folder: &Path) -> Command {
    let mut command = Command::new("cargo");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
        .current_dir(folder)
        .env_remove("CARGO")
        .env("CARGO_TERM_COLOR", "never");
    command
}

fn display(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_child_shows_all_it_wrote() {
        let line = Line::start("failing child");
        let mut command = Command::new("sh");
        command.args(["-c", "echo first; echo second >&2; exit 3"]);
        let ended = run(&line, &mut command).unwrap();
        assert!(!ended.success);
        let message = ended.expect_success().unwrap_err().to_string();
        assert!(message.ends_with("failed:\nfirst\nsecond"), "{message}");
    }
}
