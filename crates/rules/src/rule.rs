//! A loaded rule and the set of them.

use std::collections::HashMap;
use std::sync::Arc;

use acteon_core::{Action, OnError, RuleAction, RuleSource};
use jiff::tz::TimeZone;

use crate::condition::Condition;
use crate::{LoadProblem, StateKeys};

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
    pub name: String,
    pub priority: i32,
    pub enabled: bool,
    pub description: Option<String>,
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

    pub(crate) fn condition(&self) -> &Condition {
        &self.definition.condition
    }

    pub(crate) fn zone(&self) -> &TimeZone {
        &self.definition.timezone
    }
}

/// Rules in the order in which they are evaluated.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    warnings: Arc<[LoadProblem]>,
    default_timezone: TimeZone,
}

impl RuleSet {
    /// `rules` in file order; they are sorted by priority, ties stay in file order.
    pub(crate) fn new(
        mut rules: Vec<Rule>,
        warnings: Vec<LoadProblem>,
        default_timezone: TimeZone,
    ) -> Self {
        rules.sort_by_key(Rule::priority);
        Self {
            rules,
            warnings: warnings.into(),
            default_timezone,
        }
    }

    /// A set without rules: every action is allowed.
    #[must_use]
    pub fn empty(default_timezone: TimeZone) -> Self {
        Self::new(Vec::new(), Vec::new(), default_timezone)
    }

    /// The rules, in the order of evaluation.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What was ignored or is likely a mistake, and where.
    #[must_use]
    pub fn warnings(&self) -> &[LoadProblem] {
        &self.warnings
    }

    /// The same rules, with `enabled` replaced for those that are named; the others have the value
    /// of their file. The rules themselves are shared, not copied.
    #[must_use]
    pub fn with_enabled(&self, overrides: &HashMap<String, bool>) -> Self {
        let mut set = self.clone();
        for rule in &mut set.rules {
            rule.enabled = overrides
                .get(rule.name())
                .copied()
                .unwrap_or_else(|| rule.file_enabled());
        }
        set
    }

    /// Whether any rule, switched on or not, may call a plugin.
    #[must_use]
    pub fn may_call_plugins(&self) -> bool {
        self.rules.iter().any(|rule| !rule.plugins().is_empty())
    }

    /// The state that the rules, switched on or not, may read about `action`. A key that cannot be
    /// determined is left out: the rule that needs it fails when it is evaluated.
    #[must_use]
    pub fn state_keys(&self, action: &Action) -> StateKeys {
        let mut keys = StateKeys::default();
        for rule in &self.rules {
            rule.condition().collect_state_keys(action, &mut keys);
        }
        keys
    }

    pub(crate) fn default_timezone(&self) -> &TimeZone {
        &self.default_timezone
    }
}
