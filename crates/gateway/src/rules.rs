//! The rules in force: loading, reloading, switching.

mod history;
mod load;
mod manage;
mod read;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use acteon_api_types::RuleFileError;
use acteon_rules::RuleSet;
use arc_swap::ArcSwapOption;

use crate::{Gateway, GatewayError};

/// A rule set that was loaded.
pub(crate) struct LoadedRules {
    /// The rules, with what was switched over the API.
    pub(crate) set: Arc<RuleSet>,
    /// Number of the set; rises when the files' content changes.
    pub(crate) revision: u64,
    /// Rules whose `enabled` was set over the API.
    pub(crate) overrides: HashMap<String, bool>,
}

/// What the gateway keeps about rules.
#[derive(Default)]
pub(crate) struct Rules {
    /// None until a good set has loaded since the start.
    current: ArcSwapOption<LoadedRules>,
    /// Why the files as they are now were refused; empty when they were not.
    refused: Mutex<Vec<RuleFileError>>,
    /// Whether good files could not be put in force, so that they are read again soon.
    retry: AtomicBool,
    /// Held by whoever loads or switches rules.
    changing: tokio::sync::Mutex<()>,
}

impl Rules {
    pub(crate) fn current(&self) -> Option<Arc<LoadedRules>> {
        self.current.load_full()
    }

    /// Why the files were refused when they were read last.
    pub(crate) fn refused(&self) -> Vec<RuleFileError> {
        lock(&self.refused).clone()
    }

    /// Whether the files are to be read again although they have not changed.
    pub(crate) fn retry(&self) -> bool {
        self.retry.load(Ordering::Relaxed)
    }

    fn set_refused(&self, problems: Vec<RuleFileError>) {
        *lock(&self.refused) = problems;
    }
}

impl Gateway {
    /// The rules in force.
    pub(crate) fn rules_in_force(&self) -> Result<Arc<LoadedRules>, GatewayError> {
        self.inner.rules.current().ok_or_else(|| {
            let refused = self.inner.rules.refused();
            GatewayError::RulesNotReady(
                refused
                    .first()
                    .map_or_else(|| "none have been read yet".to_owned(), place),
            )
        })
    }

    /// Names of the rules that may call a plugin.
    pub(crate) fn rules_calling(&self, plugin: &str) -> Vec<String> {
        let Some(rules) = self.inner.rules.current() else {
            return Vec::new();
        };
        (rules.set.rules().iter())
            .filter(|rule| rule.plugins().iter().any(|call| call.plugin == plugin))
            .map(|rule| rule.name().to_owned())
            .collect()
    }
}

/// A problem in one line.
pub(crate) fn place(problem: &RuleFileError) -> String {
    let mut text = problem.file.clone();
    if let Some(line) = problem.line {
        text.push_str(&format!(":{line}"));
    }
    if let Some(field) = &problem.field {
        text.push_str(&format!(": {field}"));
    }
    if text.is_empty() {
        return problem.message.clone();
    }
    format!("{text}: {}", problem.message)
}

/// What a panic left behind is still valid: every write is a single assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
