//! What the engine asks of the outside: plugin calls, and the state that dispatch keeps.

use std::collections::{BTreeSet, HashMap};

use acteon_core::PluginCall;

/// Calls plugins for one decision.
///
/// An implementation is made per decision: it holds the action in the form that plugins read.
pub trait PluginInvoker {
    /// Calls `function` of `plugin` with the action that is being decided. Does not fail: what goes
    /// wrong is in [`PluginCall::result`].
    fn invoke(&self, plugin: &str, function: &str) -> PluginCall;
}

/// The state that a decision may read, fetched before it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateSnapshot {
    /// Dedup key to the seconds since it was seen; absent when it was not.
    pub seen: HashMap<String, u64>,
    /// Throttle rule to its present count; absent means 0.
    pub counters: HashMap<String, u64>,
}

/// The keys a rule set may read for one action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateKeys {
    /// Dedup keys, for [`StateSnapshot::seen`].
    pub seen: BTreeSet<String>,
    /// Throttle rules, for [`StateSnapshot::counters`].
    pub counters: BTreeSet<String>,
}

impl StateKeys {
    /// Whether there is nothing to fetch.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty() && self.counters.is_empty()
    }
}
