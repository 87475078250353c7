//! Reads what the test runners print.

use serde_json::Value;

use crate::outcome::{Outcome, TestNote};

/// Sums the `test result:` lines of `cargo test`, and lists the ignored tests.
pub fn of_cargo(output: &str) -> Outcome {
    let mut outcome = Outcome::ok();
    for line in output.lines() {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            outcome.passed += number_before(result, " passed");
            outcome.failed += number_before(result, " failed");
        } else if let Some(skipped) = ignored(line) {
            outcome.skipped.push(skipped);
        } else if let Some(name) = failed(line) {
            outcome.failures.push(TestNote {
                name: name.to_owned(),
                reason: "see above".to_owned(),
            });
        }
    }
    outcome
}

/// `test NAME ... ignored, REASON`
fn ignored(line: &str) -> Option<TestNote> {
    let (name, result) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let reason = match result.strip_prefix("ignored")? {
        "" => "marked #[ignore] without a reason",
        reason => reason.strip_prefix(", ")?,
    };
    Some(TestNote {
        name: name.to_owned(),
        reason: reason.to_owned(),
    })
}

/// `test NAME ... FAILED`
fn failed(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

fn number_before(text: &str, word: &str) -> u64 {
    text.split(word)
        .next()
        .and_then(|before| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// Reads `N passed, M failed`, which a script prints as its last line.
pub fn of_last_line(output: &str) -> Outcome {
    let last = output.trim_end().lines().last().unwrap_or_default();
    let mut outcome = Outcome::ok();
    outcome.passed = number_before(last, " passed");
    outcome.failed = number_before(last, " failed");
    outcome
}

/// Reads the counts at the end of a TAP report of Node's test runner.
pub fn of_node(report: &str) -> Outcome {
    let count = |name: &str| {
        let number = |line: &str| line.strip_prefix(name)?.trim().parse::<u64>().ok();
        report.lines().rev().find_map(number).unwrap_or(0)
    };
    let mut outcome = Outcome::ok();
    outcome.passed = count("# pass ");
    outcome.failed = count("# fail ") + count("# cancelled ");
    outcome
}

/// Counts the tests of a Playwright JSON report. One that passed only when it was tried again
/// counts as passed, and is named.
pub fn of_playwright(report: &Value) -> Outcome {
    let stat = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    let mut outcome = Outcome::ok();
    outcome.passed = stat("expected") + stat("flaky");
    outcome.failed = stat("unexpected");
    collect_notes(report, &mut Vec::new(), &mut outcome);
    // An error outside of any test, such as a spec that does not load.
    if outcome.failed == 0
        && report["errors"]
            .as_array()
            .is_some_and(|errors| !errors.is_empty())
    {
        outcome.failed = 1;
    }
    outcome
}

/// Names the tests below `node` that were skipped, failed, or passed only at another try.
fn collect_notes<'a>(node: &'a Value, path: &mut Vec<&'a str>, outcome: &mut Outcome) {
    for suite in items(node, "suites").chain(items(node, "specs")) {
        path.push(suite["title"].as_str().unwrap_or("?"));
        collect_notes(suite, path, outcome);
        path.pop();
    }
    for test in items(node, "tests") {
        let (notes, reason) = match test["status"].as_str() {
            Some("skipped") => (&mut outcome.skipped, reason_to_skip(test)),
            Some("flaky") => (&mut outcome.flaky, first_error(test)),
            Some("unexpected") => (&mut outcome.failures, first_error(test)),
            _ => continue,
        };
        notes.push(TestNote {
            name: format!(
                "{} [{}]",
                path.join(" > "),
                test["projectName"].as_str().unwrap_or("?")
            ),
            reason: reason.unwrap_or("no reason given").to_owned(),
        });
    }
}

fn reason_to_skip(test: &Value) -> Option<&str> {
    items(test, "annotations").find_map(|annotation| annotation["description"].as_str())
}

fn first_error(test: &Value) -> Option<&str> {
    items(test, "results").find_map(|result| result["error"]["message"].as_str())
}

fn items<'a>(node: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    node[key].as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_result_line_of_cargo_counts() {
        let outcome = of_cargo(
            "running 3 tests\n\
             test a::b ... ok\n\
             test a::slow ... ignored, needs a network\n\
             test a::c ... FAILED\n\
             test result: FAILED. 1 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
             test src/lib.rs - doc (line 4) ... ignored\n\
             test result: ok. 20 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.01s\n",
        );
        assert_eq!((outcome.passed, outcome.failed), (21, 1));
        assert_eq!(outcome.failures.len(), 1);
        assert_eq!(outcome.failures[0].name, "a::c");
        let skipped = [
            ("a::slow", "needs a network"),
            (
                "src/lib.rs - doc (line 4)",
                "marked #[ignore] without a reason",
            ),
        ];
        assert_eq!(
            outcome.skipped,
            skipped.map(|(name, reason)| TestNote {
                name: name.to_owned(),
                reason: reason.to_owned()
            })
        );
    }

    #[test]
    fn the_counts_of_node_are_read_from_its_last_lines() {
        let outcome = of_node(
            "TAP version 13\n# pass 99\nok 1 - a\nnot ok 2 - b\n1..3\n\
             # tests 3\n# pass 1\n# fail 1\n# cancelled 1\n# skipped 0\n",
        );
        assert_eq!((outcome.passed, outcome.failed), (1, 2));
    }

    #[test]
    fn a_script_says_its_counts_at_its_end() {
        let outcome = of_last_line("9 passed, 9 failed\nmore\n12 passed, 3 failed\n\n");
        assert_eq!((outcome.passed, outcome.failed), (12, 3));
        assert_eq!(of_last_line("Traceback").passed, 0);
    }

    #[test]
    fn browser_tests_that_did_not_simply_pass_are_named() {
        let report = json!({
            "stats": {"expected": 1, "unexpected": 1, "flaky": 1, "skipped": 1},
            "errors": [],
            "suites": [{"title": "plugins.spec.ts", "suites": [{"title": "list", "specs": [
                {"title": "sorts", "tests": [{"projectName": "no-js", "status": "skipped",
                    "annotations": [{"type": "skip", "description": "needs JavaScript"}]}]},
                {"title": "shows", "tests": [
                    {"projectName": "no-js", "status": "expected"},
                    {"projectName": "hydrated", "status": "flaky", "results": [
                        {"error": {"message": "timed out"}}, {}]}]},
                {"title": "opens", "tests": [{"projectName": "hydrated", "status": "unexpected",
                    "results": [{"error": {"message": "no dialog"}}]}]},
            ]}]}],
        });
        let outcome = of_playwright(&report);
        assert_eq!((outcome.passed, outcome.failed), (2, 1));
        for (notes, name, reason) in [
            (&outcome.skipped, "sorts [no-js]", "needs JavaScript"),
            (&outcome.flaky, "shows [hydrated]", "timed out"),
            (&outcome.failures, "opens [hydrated]", "no dialog"),
        ] {
            assert_eq!(
                notes,
                &[TestNote {
                    name: format!("plugins.spec.ts > list > {name}"),
                    reason: reason.to_owned()
                }]
            );
        }
    }

    #[test]
    fn a_spec_that_does_not_load_is_a_failure() {
        let report = json!({"stats": {"expected": 0, "unexpected": 0, "flaky": 0}, "errors": [{"message": "x"}]});
        assert_eq!(of_playwright(&report).failed, 1);
    }
}
