//! What a person sees while a step runs: in a terminal one line that moves, elsewhere plain lines.

use std::io::{IsTerminal as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const FRAMES: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const REFRESH: Duration = Duration::from_millis(100);
/// Width that is assumed when the terminal does not say it.
const COLUMNS: usize = 80;

/// The line of one running step.
pub struct Line {
    name: String,
    started: Instant,
    spinner: Option<Spinner>,
}

struct Spinner {
    notes: Sender<String>,
    thread: JoinHandle<()>,
}

impl Line {
    /// Starts the line of the step `name`.
    pub fn start(name: &str) -> Self {
        let started = Instant::now();
        let spinner = std::io::stdout().is_terminal().then(|| {
            let (notes, incoming) = mpsc::channel();
            let name = name.to_owned();
            let thread = std::thread::spawn(move || spin(&name, started, &incoming));
            Spinner { notes, thread }
        });
        if spinner.is_none() {
            println!("==> {name}");
        }
        Self {
            name: name.to_owned(),
            started,
            spinner,
        }
    }

    /// Shows what the step is doing just now.
    pub fn note(&self, text: &str) {
        if let Some(spinner) = &self.spinner {
            // Nobody listens only when the thread that draws has ended, and then there is no line.
            let _ = spinner.notes.send(text.trim().to_owned());
        }
    }

    /// Says something that stays on the screen.
    pub fn say(&self, text: &str) {
        if self.spinner.is_some() {
            println!("\r\x1b[2K  {text}");
        } else {
            println!("    {text}");
        }
    }

    /// Ends the line and says how long the step took.
    pub fn finish(mut self, success: bool) -> Duration {
        let elapsed = self.started.elapsed();
        let time = seconds(elapsed);
        if let Some(spinner) = self.spinner.take() {
            drop(spinner.notes);
            // The thread only draws: that it panicked would change nothing here.
            let _ = spinner.thread.join();
            let mark = if success {
                "\x1b[32m✓\x1b[0m"
            } else {
                "\x1b[31m✗\x1b[0m"
            };
            println!("\r\x1b[2K{mark} {}  {time}", self.name);
        } else {
            let word = if success { "ok" } else { "FAILED" };
            println!("    {word} ({time})");
        }
        elapsed
    }
}

/// Runs `work` as a step with a line of its own.
///
/// # Errors
/// The error of `work`.
pub fn step<T>(name: &str, work: impl FnOnce(&Line) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let line = Line::start(name);
    let result = work(&line);
    line.finish(result.is_ok());
    result
}

/// A duration as people read it.
pub fn seconds(duration: Duration) -> String {
    let whole = duration.as_secs();
    if whole < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{}:{:02} min", whole / 60, whole % 60)
    }
}

/// Draws the line until the sender of notes is gone.
fn spin(name: &str, started: Instant, notes: &mpsc::Receiver<String>) {
    let width = width();
    let mut note = String::new();
    for frame in FRAMES.iter().cycle() {
        let line = format!("{frame} {name}  {}  {note}", seconds(started.elapsed()));
        let shown: String = line.chars().take(width.saturating_sub(1)).collect();
        print!("\r\x1b[2K{shown}");
        // A terminal that has gone away cannot be told so.
        let _ = std::io::stdout().flush();
        let wake = Instant::now() + REFRESH;
        loop {
            match notes.recv_timeout(wake.saturating_duration_since(Instant::now())) {
                Ok(text) => note = text,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }
}

/// Characters in a line of the terminal.
fn width() -> usize {
    let size = Command::new("stty")
        .arg("size")
        .stdin(Stdio::inherit())
        .stderr(Stdio::null())
        .output();
    size.ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .and_then(|rows_and_columns| rows_and_columns.split_whitespace().nth(1)?.parse().ok())
        .filter(|columns| *columns > 0)
        .unwrap_or(COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_readable() {
        assert_eq!(seconds(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2:05 min");
    }
}
