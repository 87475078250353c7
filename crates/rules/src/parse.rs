//! Reading rule files.

mod action;
mod condition;
mod document;
mod field;
mod mapping;
mod predicate;
mod report;
mod rule;

use std::collections::HashSet;
use std::thread;

use acteon_core::RuleAction;
use jiff::tz::TimeZone;

use crate::bounds::{LOADER_STACK_BYTES, MAX_FILE_BYTES, PROBLEMS, RULES};
use crate::{LoadProblem, Rule, RuleSet};
use report::{FileReport, Place, Spent};

/// A rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFile {
    /// Its name for messages, relative to the rule directory. `*.cel` means that the conditions are
    /// CEL expressions.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// What rule files leave open.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// The time zone of rules that name none.
    pub default_timezone: TimeZone,
}

/// Reads rule files, in the order given.
///
/// # Errors
/// Everything that is wrong in them, not only the first; at least one problem.
pub fn load(files: &[RuleFile], options: &LoadOptions) -> Result<RuleSet, Vec<LoadProblem>> {
    let failed = |message: String| {
        vec![LoadProblem {
            file: files
                .first()
                .map(|file| file.path.clone())
                .unwrap_or_default(),
            line: None,
            field: None,
            message,
        }]
    };
    // A thread of its own, because the parser of CEL recurses more deeply than the caller's stack
    // may allow, and because a fault in a parser must not end the caller.
    thread::scope(|scope| {
        thread::Builder::new()
            .name("rule-loader".to_owned())
            .stack_size(LOADER_STACK_BYTES)
            .spawn_scoped(scope, || load_here(files, options))
            .map_err(|error| {
                failed(format!(
                    "no thread could be started to read the rules: {error}"
                ))
            })?
            .join()
            .unwrap_or_else(|_| {
                Err(failed(
                    "the rules made their parser fail; load the files one by one to find which"
                        .to_owned(),
                ))
            })
    })
}

fn load_here(files: &[RuleFile], options: &LoadOptions) -> Result<RuleSet, Vec<LoadProblem>> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut names = rule::Names::new();
    let mut spent = Spent::default();
    let mut errors = Vec::new();
    let mut warnings = Vec::new();
    for file in files {
        let mut report = FileReport::new(&file.path, &mut spent);
        if file.text.len() > MAX_FILE_BYTES {
            report.error(
                &Place::file(),
                format!(
                    "the file has {} bytes; the bound is {MAX_FILE_BYTES}, split it",
                    file.text.len()
                ),
            );
        } else if let Some(document) = document::read(&file.text, &mut report) {
            rule::read_file(&document, options, &mut report, &mut names, &mut rules);
        }
        add(&mut errors, report.errors);
        add(&mut warnings, report.warnings);
    }
    if rules.len() > RULES {
        errors.push(LoadProblem {
            file: files
                .first()
                .map(|file| file.path.clone())
                .unwrap_or_default(),
            line: None,
            field: Some("rules".to_owned()),
            message: format!("there are {} rules; the bound is {RULES}", rules.len()),
        });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    add(&mut warnings, idle_counters(&rules));
    Ok(RuleSet::new(
        rules,
        warnings,
        options.default_timezone.clone(),
    ))
}

/// Adds as many problems as someone may want to read.
fn add(problems: &mut Vec<LoadProblem>, more: impl IntoIterator<Item = LoadProblem>) {
    let room = PROBLEMS.saturating_sub(problems.len());
    problems.extend(more.into_iter().take(room));
}

/// Warns of counters that no rule counts: they are always 0, most likely for a mistyped name.
fn idle_counters(rules: &[Rule]) -> impl Iterator<Item = LoadProblem> {
    let counted: HashSet<&str> = rules
        .iter()
        .filter(|rule| matches!(rule.action(), RuleAction::Throttle { .. }))
        .map(Rule::name)
        .collect();
    rules.iter().flat_map(move |rule| {
        let mut names = rule.condition().counters_named();
        names.retain(|name| !counted.contains(name));
        names.into_iter().map(|name| LoadProblem {
            file: rule.file().to_owned(),
            line: Some(rule.line()),
            field: Some("state_counter".to_owned()),
            message: format!(
                "no rule `{name}` has the action `throttle`, so its count is always 0"
            ),
        })
    })
}
