//! What is printed at the end: a table, what did not run, and the sums as the last line.

use std::process::ExitCode;

use super::Finished;
use crate::console::seconds;
use crate::outcome::{Outcome, TestNote};

/// Prints the report. The code is a failure as soon as one step failed.
pub fn print(finished: &[Finished]) -> ExitCode {
    println!(
        "\n{:<18} {:<7} {:>10} {:>7} {:>7} {:>8}",
        "step", "result", "time", "passed", "failed", "skipped"
    );
    for step in finished {
        println!(
            "{:<18} {:<7} {:>10} {:>7} {:>7} {:>8}",
            step.step.name,
            if step.outcome.failure.is_none() {
                "ok"
            } else {
                "FAILED"
            },
            seconds(step.duration),
            step.outcome.passed,
            step.outcome.failed,
            step.outcome.skipped.len()
        );
    }
    println!();
    if !print_notes(finished, "skipped", |outcome| &outcome.skipped) {
        println!("nothing was skipped\n");
    }
    print_notes(finished, "passed only when tried again", |outcome| {
        &outcome.flaky
    });
    print_notes(finished, "failed", |outcome| &outcome.failures);
    let (passed, failed) = sums(finished);
    println!("{passed} passed, {failed} failed");
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints a list of tests below a heading; answers whether there was anything to print.
fn print_notes(
    finished: &[Finished],
    heading: &str,
    of: impl Fn(&Outcome) -> &Vec<TestNote>,
) -> bool {
    let notes: Vec<_> = finished.iter().flat_map(|step| of(&step.outcome)).collect();
    if notes.is_empty() {
        return false;
    }
    println!("{heading}:");
    for note in notes {
        println!("  {}: {}", note.name, note.reason.replace('\n', "\n    "));
    }
    println!();
    true
}

/// Tests that passed and failed. A step that failed without a failed test, because it has no tests
/// or because they did not even compile, counts as one.
fn sums(finished: &[Finished]) -> (u64, u64) {
    finished.iter().fold((0, 0), |(passed, failed), step| {
        let outcome = &step.outcome;
        let failures = match &outcome.failure {
            Some(_) => outcome.failed.max(1),
            None => outcome.failed,
        };
        (passed + outcome.passed, failed + failures)
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::STEPS;
    use super::*;

    fn finished(passed: u64, failed: u64, failure: Option<&str>) -> Finished {
        Finished {
            step: &STEPS[0],
            outcome: Outcome {
                passed,
                failed,
                failure: failure.map(str::to_owned),
                ..Outcome::default()
            },
            duration: Duration::ZERO,
        }
    }

    #[test]
    fn a_failed_step_is_never_counted_as_nothing() {
        let steps = [
            finished(10, 0, None),
            finished(0, 0, Some("does not compile")),
            finished(4, 2, Some("two tests failed")),
        ];
        assert_eq!(sums(&steps), (14, 3));
        assert_eq!(print(&steps), ExitCode::FAILURE);
        assert_eq!(print(&steps[..1]), ExitCode::SUCCESS);
    }
}
