//! The generated sections of the document: each stands between two comments that name its
//! benchmark, and everything else is left as it is.

use std::fmt::Write as _;

use anyhow::Context as _;
use serde_json::Value;

/// The text of one benchmark's section.
///
/// # Errors
/// When the report does not have the form that the benchmarks write.
pub fn section(report: &Value, name: &str, about: &str, machine: &str) -> anyhow::Result<String> {
    let summary = report["summary"]
        .as_str()
        .context("the report has no `summary`")?;
    let figures = report["figures"]
        .as_array()
        .context("the report has no `figures`")?;
    let mut text = format!(
        "### {name}: {about}\n\n`cargo xtask bench {name}`, {machine}.\n\n{summary}.\n\n\
         | figure | value | goal |\n| --- | ---: | --- |\n"
    );
    for figure in figures {
        let goal = match figure["goal"]["text"].as_str() {
            Some(goal) if figure["goal"]["met"] == true => format!("{goal}: met"),
            Some(goal) => format!("{goal}: **missed**"),
            None => String::new(),
        };
        writeln!(
            text,
            "| {} | {} {} | {goal} |",
            figure["name"].as_str().context("a figure has no `name`")?,
            number(
                figure["value"]
                    .as_f64()
                    .context("a figure has no `value`")?
            ),
            figure["unit"].as_str().unwrap_or_default()
        )?;
    }
    Ok(text)
}

/// Three digits that matter, and all digits before the point.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        0.0 => 0,
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    format!("{value:.decimals$}")
}

/// The document with the section `name` replaced, or added at the end when it has none.
pub fn replace_section(document: &str, name: &str, text: &str) -> String {
    let begin = format!("<!-- begin {name}: written by `cargo xtask bench` -->");
    let end = format!("<!-- end {name} -->");
    let section = format!("{begin}\n{}\n{end}", text.trim_end());
    let present = document
        .find(&begin)
        .and_then(|start| Some((start, start + document[start..].find(&end)? + end.len())));
    match present {
        Some((start, stop)) => format!("{}{section}{}", &document[..start], &document[stop..]),
        None => format!("{}\n\n{section}\n", document.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_section_itself_changes() {
        let first = replace_section("# Benchmarks\n", "startup", "slow\n");
        let other = replace_section(&first, "crash", "none lost");
        let again = replace_section(&other, "startup", "fast\n");
        assert!(again.starts_with("# Benchmarks\n\n<!-- begin startup:"));
        assert!(again.contains("\nfast\n<!-- end startup -->"));
        assert!(again.contains("\nnone lost\n<!-- end crash -->"));
        assert!(!again.contains("slow"));
    }

    #[test]
    fn a_missed_goal_is_shown() {
        let report = json!({"summary": "s", "figures": [
            {"name": "a", "value": 1234.5, "unit": "s", "goal": {"text": "at most 1 s", "met": false}},
            {"name": "b", "value": 0.25, "unit": ""},
        ]});
        let text = section(&report, "startup", "start", "today").unwrap();
        assert!(
            text.contains("| a | 1234 s | at most 1 s: **missed** |"),
            "{text}"
        );
        assert!(text.contains("| b | 0.250  |  |"), "{text}");
    }
}
