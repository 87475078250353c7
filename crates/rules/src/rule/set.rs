//! The set of rules by which decisions are made.

use std::collections::HashMap;
use std::sync::Arc;

use acteon_core::Action;
use jiff::tz::TimeZone;

use super::Rule;
use super::index::Index;
use crate::{LoadProblem, StateKeys};

/// Rules in the order in which they are evaluated.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    warnings: Arc<[LoadProblem]>,
    default_timezone: TimeZone,
    calls_plugins: bool,
    /// Of all rules.
    index: Arc<Index>,
    /// Of those that are switched on.
    enabled_index: Arc<Index>,
    /// Of those that read state, switched on or not.
    state_index: Arc<Index>,
    /// By rule: how many are switched on, up to this one and with it.
    enabled_until: Arc<[usize]>,
}

impl RuleSet {
    /// `rules` in file order; they are sorted by priority, ties stay in file order.
    pub(crate) fn new(
        mut rules: Vec<Rule>,
        warnings: Vec<LoadProblem>,
        default_timezone: TimeZone,
    ) -> Self {
        rules.sort_by_key(Rule::priority);
        let index = Index::new(&rules, |_| true);
        let state_index = Index::new(&rules, |rule| rule.condition().reads_state());
        let mut set = Self {
            calls_plugins: rules.iter().any(|rule| !rule.plugins().is_empty()),
            rules,
            warnings: warnings.into(),
            default_timezone,
            index: Arc::new(index),
            state_index: Arc::new(state_index),
            enabled_index: Arc::default(),
            enabled_until: Arc::default(),
        };
        set.index_enabled();
        set
    }

    fn index_enabled(&mut self) {
        let mut enabled = 0;
        self.enabled_until = (self.rules.iter())
            .map(|rule| {
                enabled += usize::from(rule.enabled());
                enabled
            })
            .collect();
        let is_enabled = |position| self.rules.get(position).is_some_and(Rule::enabled);
        self.enabled_index = if enabled == self.rules.len() {
            Arc::clone(&self.index)
        } else {
            Arc::new(self.index.filtered(is_enabled))
        };
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
        set.index_enabled();
        set
    }

    /// The same rules without an index: every rule is looked at in every decision. Decisions are
    /// the same; it is there to be compared with.
    #[must_use]
    pub fn without_index(&self) -> Self {
        let mut set = self.clone();
        set.index = Arc::new(Index::none(self.rules.len()));
        set.state_index = Arc::clone(&set.index);
        set.index_enabled();
        set
    }

    /// Whether any rule, switched on or not, may call a plugin.
    #[must_use]
    pub fn may_call_plugins(&self) -> bool {
        self.calls_plugins
    }

    /// The plugins that a decision about `action` may call, sorted and each once. Rules that are
    /// switched off count if `include_disabled` says so, as in
    /// [`Options::include_disabled`](crate::Options::include_disabled).
    #[must_use]
    pub fn plugins_for(&self, action: &Action, include_disabled: bool) -> Vec<&str> {
        if !self.calls_plugins {
            return Vec::new();
        }
        let mut plugins: Vec<&str> = self
            .candidates(action, include_disabled)
            .flat_map(|(_, rule)| rule.plugins())
            .map(|reference| reference.plugin.as_str())
            .collect();
        plugins.sort_unstable();
        plugins.dedup();
        plugins
    }

    /// The state that a decision about `action` may read, rules that are switched off included. A
    /// key that cannot be determined is left out: the rule that needs it fails when it is evaluated.
    #[must_use]
    pub fn state_keys(&self, action: &Action) -> StateKeys {
        let mut keys = StateKeys::default();
        for (_, rule) in self.select(&self.state_index, action) {
            rule.condition().collect_state_keys(action, &mut keys);
        }
        keys
    }

    /// The rules that a decision about `action` evaluates unless an earlier one decides, in order,
    /// with their positions: those whose requirement it meets.
    pub(crate) fn candidates<'r>(
        &'r self,
        action: &Action,
        include_disabled: bool,
    ) -> impl Iterator<Item = (usize, &'r Rule)> {
        let index = if include_disabled {
            &self.index
        } else {
            &self.enabled_index
        };
        self.select(index, action)
    }

    fn select<'r>(
        &'r self,
        index: &'r Index,
        action: &Action,
    ) -> impl Iterator<Item = (usize, &'r Rule)> {
        index
            .candidates(action)
            .filter_map(|position| Some((position, self.rules.get(position)?)))
            .filter(|(_, rule)| rule.condition().may_hold(action))
    }

    /// How many rules a decision looks at that goes no further than the rule at `position`; all of
    /// them without a position.
    pub(crate) fn looked_at(&self, position: Option<usize>, include_disabled: bool) -> usize {
        let last = position.or_else(|| self.rules.len().checked_sub(1));
        match last {
            None => 0,
            Some(last) if include_disabled => last + 1,
            Some(last) => self.enabled_until.get(last).copied().unwrap_or_default(),
        }
    }

    pub(crate) fn default_timezone(&self) -> &TimeZone {
        &self.default_timezone
    }
}
