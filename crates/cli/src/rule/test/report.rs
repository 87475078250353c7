//! What came of the tests, for people, scripts and CI.

use std::io;

use acteon_evaluator::rule_test::{Coverage, Gap, RuleGaps, TestResult};
use acteon_rules::RuleSet;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use serde_json::json;

use super::super::trace;
use crate::error::CliError;
use crate::show::{Output, printable};

/// A test that has run.
pub struct Finished {
    pub file: String,
    pub name: String,
    pub result: TestResult,
}

/// Prints everything; for people without the coverage when only some of the tests have run.
///
/// # Errors
/// When standard output is closed.
pub fn print(
    finished: &[Finished],
    coverage: &Coverage,
    rules: &RuleSet,
    verbose: bool,
    is_filtered: bool,
    output: &Output,
) -> Result<(), CliError> {
    let failed = finished.iter().filter(|test| !test.result.passed()).count();
    let passed = finished.len() - failed;
    let (matched, enabled) = coverage.matched(rules);
    let gaps = coverage.gaps(rules);
    let tests: Vec<_> = finished
        .iter()
        .map(|test| {
            json!({
                "file": test.file,
                "name": test.name,
                "passed": test.result.passed(),
                "mismatches": test.result.mismatches,
            })
        })
        .collect();
    let report = json!({
        "passed": passed,
        "failed": failed,
        "tests": tests,
        "coverage": { "rules": enabled, "rules_matched": matched, "gaps": gaps },
    });
    output.print(&report, |_| {
        let mut text = String::new();
        for test in finished {
            text += &one(test, verbose);
        }
        text += &format!("\n{passed} passed, {failed} failed\n");
        if !is_filtered {
            text += &uncovered(matched, enabled, &gaps);
        }
        printable(&text)
    })
}

/// What no test has reached.
fn uncovered(matched: usize, enabled: usize, gaps: &[RuleGaps]) -> String {
    let mut text = format!("{matched} of {enabled} enabled rules matched in a test\n");
    for gap in gaps {
        let never = if gap.matched { "" } else { "  never matched" };
        text += &format!("  {}:{} {}{never}\n", gap.file, gap.line, gap.rule);
        for branch in &gap.branches {
            let what = match branch.gap {
                Gap::NeverEvaluated => "never evaluated",
                Gap::NeverTrue => "never true",
                Gap::NeverFalse => "never false",
            };
            text += &format!("      {what}: {}\n", branch.part);
        }
    }
    text
}

fn one(test: &Finished, verbose: bool) -> String {
    let mark = if test.result.passed() { "ok" } else { "FAILED" };
    let mut text = format!("{mark:<7} {}: {}\n", test.file, test.name);
    for mismatch in &test.result.mismatches {
        text += &format!(
            "        {}\n          expected  {}\n          but it is {}\n",
            mismatch.field, mismatch.expected, mismatch.found
        );
    }
    if verbose || !test.result.passed() {
        if let Some(error) = &test.result.decision.error {
            text += &format!("        the decision failed: {}\n", error.message);
        }
        text += &trace::human(&test.result.decision.trace, verbose);
    }
    text
}

/// The results in the format that CI systems read.
///
/// # Errors
/// When they cannot be written as XML.
pub fn junit(finished: &[Finished]) -> Result<String, CliError> {
    let mut report = Report::new("acteon rule test");
    let mut suites: Vec<TestSuite> = Vec::new();
    for test in finished {
        let status = if test.result.passed() {
            TestCaseStatus::success()
        } else {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_message("the decision is another one");
            status.set_description(printable(&one(test, false)));
            status
        };
        let case = TestCase::new(test.name.clone(), status);
        let last = suites
            .last_mut()
            .filter(|suite| suite.name.as_str() == test.file);
        match last {
            Some(suite) => suite.add_test_case(case),
            None => {
                let mut suite = TestSuite::new(test.file.clone());
                suite.add_test_case(case);
                suites.push(suite);
                continue;
            }
        };
    }
    report.add_test_suites(suites);
    report
        .to_string()
        .map_err(|error| CliError::Output(io::Error::other(error)))
}
