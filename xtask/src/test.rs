//! `cargo xtask test`: every check and every test, each a step with a name.

mod clients;
mod counts;
mod examples;
mod first_steps;
mod languages;
mod report;
mod running;
mod runs;
mod steps;

use std::process::ExitCode;
use std::time::Duration;

use clap::builder::PossibleValuesParser;

pub use self::counts::{of_node, of_playwright};
use self::steps::{STEPS, Step};
use crate::console::Line;
use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// Which steps to run.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Run only this step and those it needs (may be repeated)
    #[arg(long, value_name = "NAME", value_parser = step_names())]
    only: Vec<String>,
    /// Also look for known vulnerabilities (fetches the advisory database)
    #[arg(long)]
    advisories: bool,
}

impl Arguments {
    /// The steps that take seconds and need nothing but the compiler.
    pub fn quick() -> Self {
        Self {
            only: ["fmt", "house", "clippy", "clippy-browser"]
                .map(str::to_owned)
                .into(),
            advisories: false,
        }
    }
}

/// A step that has been run, or could not be.
struct Finished {
    step: &'static Step,
    outcome: Outcome,
    duration: Duration,
}

/// Runs the steps in order and prints the report, whose last line says how many tests passed and
/// how many failed.
///
/// # Errors
/// Never for a failing step: that is in the report and in the exit code.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let context = steps::Context {
        workspace,
        advisories: arguments.advisories,
    };
    let mut finished: Vec<Finished> = Vec::new();
    for step in selected(STEPS, &arguments.only) {
        let missing = step.needs.iter().find(|needed| {
            finished
                .iter()
                .any(|done| done.step.name == **needed && done.outcome.failure.is_some())
        });
        finished.push(match missing {
            Some(missing) => Finished {
                step,
                outcome: Outcome {
                    failure: Some(format!("not run, because `{missing}` failed")),
                    ..Outcome::default()
                },
                duration: Duration::ZERO,
            },
            None => run_step(step, &context),
        });
    }
    Ok(report::print(&finished))
}

fn run_step(step: &'static Step, context: &steps::Context<'_>) -> Finished {
    let line = Line::start(&format!("{}: {}", step.name, step.about));
    let outcome = (step.run)(context, &line).unwrap_or_else(|error| Outcome {
        failure: Some(format!("{error:#}")),
        ..Outcome::default()
    });
    let duration = line.finish(outcome.failure.is_none());
    if let Some(failure) = &outcome.failure {
        println!("{failure}\n");
    }
    Finished {
        step,
        outcome,
        duration,
    }
}

/// The steps that `only` names and, before them, those they need; all of them when it is empty.
fn selected<'a>(steps: &'a [Step], only: &[String]) -> Vec<&'a Step> {
    let mut wanted: Vec<&str> = only.iter().map(String::as_str).collect();
    // A step needs only earlier ones, so one pass from the end finds them all.
    for step in steps.iter().rev() {
        if wanted.contains(&step.name) {
            wanted.extend(step.needs);
        }
    }
    steps
        .iter()
        .filter(|step| only.is_empty() || wanted.contains(&step.name))
        .collect()
}

fn step_names() -> PossibleValuesParser {
    PossibleValuesParser::new(STEPS.iter().map(|step| step.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_needs_only_earlier_ones() {
        for (index, step) in STEPS.iter().enumerate() {
            for needed in step.needs {
                assert!(
                    STEPS[..index].iter().any(|earlier| earlier.name == *needed),
                    "`{}` needs `{needed}`",
                    step.name
                );
            }
        }
    }

    #[test]
    fn the_quick_steps_exist() {
        let quick = Arguments::quick().only;
        let names: Vec<_> = selected(STEPS, &quick)
            .iter()
            .map(|step| step.name)
            .collect();
        assert_eq!(names, quick);
    }

    #[test]
    fn a_chosen_step_brings_what_it_needs() {
        let names: Vec<_> = selected(STEPS, &["crash".to_owned()])
            .iter()
            .map(|step| step.name)
            .collect();
        assert_eq!(names, ["bundle", "server", "crash"]);
    }
}
