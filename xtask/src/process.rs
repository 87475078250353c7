//! Child processes: their output is shown while they run and kept for when they fail.

use std::fmt;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::Context as _;

use crate::console::{Line, seconds};

/// Time without a line of output after which it is said what the child wrote last.
const QUIET: Duration = Duration::from_secs(300);

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
    let (sender, written) = mpsc::channel();
    let reading = thread::spawn(move || read_lines(reader, &sender));
    let output = follow(
        &written,
        QUIET,
        |text| line.note(text),
        |text| line.say(text),
    );
    match reading.join() {
        Ok(read) => read?,
        Err(panic) => std::panic::resume_unwind(panic),
    }
    Ok(Ended {
        success: child.wait()?.success(),
        output,
        command: shown,
    })
}

fn read_lines(output: impl Read, lines: &Sender<String>) -> std::io::Result<()> {
    let mut output = BufReader::new(output);
    let mut bytes = Vec::new();
    while output.read_until(b'\n', &mut bytes)? > 0 {
        // Nobody listens only when this program ends.
        let _ = lines.send(String::from_utf8_lossy(&bytes).into_owned());
        bytes.clear();
    }
    Ok(())
}

/// Notes what a child writes until its output ends, and gives it back. After each `quiet` without a
/// line the last one is said where it stays, so that a log cut off in a step that hangs tells what
/// hung.
fn follow(
    written: &Receiver<String>,
    quiet: Duration,
    mut note: impl FnMut(&str),
    mut say: impl FnMut(&str),
) -> String {
    let mut output = String::new();
    loop {
        match written.recv_timeout(quiet) {
            Ok(text) => {
                if !text.trim().is_empty() {
                    note(&text);
                }
                output.push_str(&text);
            }
            Err(RecvTimeoutError::Timeout) => {
                let last = output.lines().rfind(|line| !line.trim().is_empty());
                let last = last.unwrap_or("none");
                say(&format!("quiet for {}; last line: {last}", seconds(quiet)));
            }
            Err(RecvTimeoutError::Disconnected) => return output,
        }
    }
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

    #[test]
    fn a_quiet_child_has_its_last_line_said() {
        let (lines, written) = mpsc::channel();
        lines.send("begun\n".to_owned()).unwrap();
        let mut lines = Some(lines);
        let mut said = Vec::new();
        let say = |text: &str| {
            said.push(text.to_owned());
            // The output ends after the first time.
            lines.take();
        };
        let output = follow(&written, Duration::from_millis(1), |_| (), say);
        assert_eq!(output, "begun\n");
        assert_eq!(said, ["quiet for 0.0 s; last line: begun"]);
    }
}
