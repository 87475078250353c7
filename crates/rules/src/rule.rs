//! A loaded rule and the set of them.

mod index;
mod set;

use std::sync::Arc;

use acteon_core::{OnError, PartPlace, RuleAction, RuleSource, SharedText};
use jiff::tz::TimeZone;

use crate::condition::Condition;

pub use set::RuleSet;

/// A plugin function that a rule's condition may call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PluginReference {
    /// Name of the plugin.
    pub plugin: String,
    /// Name of the exported function.
    pub function: String,
}

/// A rule as it stands in its file.
#[derive(Debug)]
pub(crate) struct RuleDefinition {
    pub name: SharedText,
    pub priority: i32,
    pub enabled: bool,
    pub description: Option<SharedText>,
    pub source: RuleSource,
    pub action: RuleAction,
    pub on_error: OnError,
    pub timezone: TimeZone,
    pub timezone_name: String,
    pub condition: Condition,
    pub file: String,
    pub line: u64,
}

/// A loaded rule. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rule {
    definition: Arc<RuleDefinition>,
    enabled: bool,
}

impl Rule {
    pub(crate) fn new(definition: RuleDefinition) -> Self {
        Self {
            enabled: definition.enabled,
            definition: Arc::new(definition),
        }
    }

    /// Unique name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.definition.name
    }

    /// Lower is evaluated first.
    #[must_use]
    pub fn priority(&self) -> i32 {
        self.definition.priority
    }

    /// Whether it is evaluated: the file's value, unless [`RuleSet::with_enabled`] overrode it.
    #[must_use]
    pub fn enabled(&self) -> bool {
        self.enabled
    }

    /// `enabled` as the file has it.
    #[must_use]
    pub fn file_enabled(&self) -> bool {
        self.definition.enabled
    }

    /// What it is for.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.definition.description.as_deref()
    }

    /// How its condition is written.
    #[must_use]
    pub fn source(&self) -> RuleSource {
        self.definition.source
    }

    /// What happens to an action that it matches.
    #[must_use]
    pub fn action(&self) -> &RuleAction {
        &self.definition.action
    }

    /// What becomes of it when its condition fails.
    #[must_use]
    pub fn on_error(&self) -> OnError {
        self.definition.on_error
    }

    /// Where the parts of the condition stand that a trace shows, outermost first.
    #[must_use]
    pub fn condition_parts(&self) -> &[PartPlace] {
        self.definition.condition.places()
    }

    /// The condition in its canonical form.
    #[must_use]
    pub fn condition_display(&self) -> &str {
        self.definition.condition.display()
    }

    /// IANA name of the time zone that its `time` is in.
    #[must_use]
    pub fn timezone(&self) -> &str {
        &self.definition.timezone_name
    }

    /// The plugin functions that its condition may call: sorted, each once.
    #[must_use]
    pub fn plugins(&self) -> &[PluginReference] {
        self.definition.condition.plugins()
    }

    /// The file it stands in, as [`RuleFile::path`](crate::RuleFile::path) named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.definition.file
    }

    /// The line it starts at, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.definition.line
    }

    pub(crate) fn shared_name(&self) -> &SharedText {
        &self.definition.name
    }

    pub(crate) fn shared_description(&self) -> Option<&SharedText> {
        self.definition.description.as_ref()
    }

    pub(crate) fn condition(&self) -> &Condition {
        &self.definition.condition
    }

    pub(crate) fn zone(&self) -> &TimeZone {
        &self.definition.timezone
    }
}
