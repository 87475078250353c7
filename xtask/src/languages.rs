//! `cargo xtask languages`: the filter of the specification in every language, measured, as a table
//! in `docs/plugin-languages.md`. The check runs the same binary without measuring.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value;

use crate::bench::{machine, replace_section};
use crate::console::{self, Line};
use crate::workspace::Workspace;
use crate::{bench, example_plugins, process};

const DOCUMENT: &str = "docs/plugin-languages.md";
/// What the table stands between.
const SECTION: &str = "languages";

/// Measures every plugin and writes the table.
///
/// # Errors
/// When something does not compile, or a plugin answers wrongly.
pub fn run(workspace: &Workspace) -> anyhow::Result<()> {
    let plugins = console::step("example plugins", |line| {
        example_plugins::build_all(workspace, line)
    })?;
    console::step("benchmarks", |line| bench::build(workspace, line))?;
    let rows = console::step("languages: inputs, cost, limits", |line| {
        rows(workspace, line, &[])
    })?;
    let mut text = table(&rows, &machine::describe(workspace)?)?;
    for left_out in &plugins.left_out {
        writeln!(text, "\nLeft out: {}: {}", left_out.name, left_out.reason)?;
    }
    println!("{text}");
    let path = workspace.path(DOCUMENT);
    let present = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    std::fs::write(&path, replace_section(&present, SECTION, &text))?;
    println!("written to {DOCUMENT}");
    Ok(())
}

/// Sends every input to every compiled plugin; answers what was found, one value for each.
pub fn rows(workspace: &Workspace, line: &Line, arguments: &[&str]) -> anyhow::Result<Vec<Value>> {
    let binary: PathBuf = workspace.target().join("release").join("languages");
    let mut languages = Command::new(binary);
    languages
        .arg(workspace.example_plugins())
        .arg("--samples")
        .arg(workspace.path(example_plugins::SOURCES))
        .arg("--json")
        .args(arguments);
    let output = process::run(line, &mut languages)?.expect_success()?;
    let report = output.lines().rfind(|line| line.starts_with('['));
    serde_json::from_str(report.unwrap_or_default())
        .with_context(|| format!("`languages` wrote no report:\n{output}"))
}

fn table(rows: &[Value], machine: &str) -> anyhow::Result<String> {
    let mut text = format!(
        "`cargo xtask languages`, {machine}.\n\n\
         | plugin | compiler | size | to register | memory of a call | call | from a snapshot | \
         fuel of a call | largest input in 16 MiB | inputs |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n"
    );
    let mut notes = String::new();
    for row in rows {
        let figures = &row["figures"];
        let name = format!("{}/{}", word(&row["language"]), word(&row["plugin"]));
        let tally = &row["tally"];
        let refused = tally["refused"].as_array().map_or(0, Vec::len);
        let results = format!("{} right, {refused} typed errors", tally["right"]);
        writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} | {results} |",
            word(&row["toolchain"]),
            kib(&row["size_bytes"]),
            both(&figures["prepare_ms"], &figures["prepare_snapshot_ms"]),
            kib(&figures["memory_bytes"]),
            microseconds(&figures["call_us"]),
            microseconds(&figures["call_snapshot_us"]),
            fuel(figures),
            kib(&figures["largest_input_bytes"]),
        )?;
        if let Some(reason) = figures["no_snapshot"].as_str() {
            writeln!(notes, "- {name}: no snapshot, {reason}.")?;
        }
        if let Some(frozen) = figures["frozen"].as_str() {
            writeln!(
                notes,
                "- {name}: the initialisation reads {frozen}; a snapshot has to be asked for."
            )?;
        }
    }
    Ok(format!("{text}\n{notes}"))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn kib(value: &Value) -> String {
    value
        .as_f64()
        .map_or_else(String::new, |bytes| format!("{:.0} KiB", bytes / 1024.0))
}

fn microseconds(value: &Value) -> String {
    value.as_f64().map_or_else(
        || "-".to_owned(),
        |time| {
            let decimals = usize::from(time < 100.0);
            format!("{time:.decimals$} µs")
        },
    )
}

/// Without and with a snapshot, in seconds.
fn both(plain: &Value, snapshot: &Value) -> String {
    let seconds = |value: &Value| value.as_f64().map(|ms| format!("{:.2} s", ms / 1e3));
    match (seconds(plain), seconds(snapshot)) {
        (Some(plain), Some(snapshot)) => format!("{plain}, {snapshot} with"),
        (plain, _) => plain.unwrap_or_default(),
    }
}

fn fuel(figures: &Value) -> String {
    match figures["initialisation_fuel"].as_u64() {
        Some(0) | None => figures["fuel"].to_string(),
        Some(start) => format!("{} + {start} to start", figures["fuel"]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_says_what_was_measured_and_why_there_is_no_snapshot() {
        let row = json!({
            "language": "c", "plugin": "low", "toolchain": "clang 22", "size_bytes": 2048,
            "tally": {"right": 3, "refused": ["x"], "wrong": []},
            "figures": {"prepare_ms": 1500.0, "prepare_snapshot_ms": null, "frozen": null,
                "no_snapshot": "it has nothing to initialise", "memory_bytes": 65536,
                "call_us": 12.34, "call_snapshot_us": null, "fuel": 7, "initialisation_fuel": 0,
                "largest_input_bytes": 1024}
        });
        let text = table(&[row], "here").unwrap();
        assert!(
            text.contains(
                "| c/low | clang 22 | 2 KiB | 1.50 s | 64 KiB | 12.3 µs | - | 7 | 1 KiB | \
                 3 right, 1 typed errors |"
            ),
            "{text}"
        );
        assert!(text.contains("no snapshot, it has nothing to initialise."));
    }
}
