//! Rules that were switched on or off.

use jiff::Timestamp;

/// A rule's switch as somebody set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleOverride {
    /// The rule.
    pub name: String,
    /// Whether it shall be evaluated.
    pub enabled: bool,
    /// What the rule file said at the time: the override holds until the file says otherwise.
    pub file_enabled: bool,
    /// Rises with every change of the rule's switch, over clearing it too.
    pub revision: u64,
    /// Who set it.
    pub caller: Option<String>,
    /// When, to the microsecond.
    pub at: Timestamp,
}

/// A rule's switch to be set.
#[derive(Clone, Debug)]
pub struct SetRuleOverride {
    /// The rule.
    pub name: String,
    /// Whether it shall be evaluated.
    pub enabled: bool,
    /// What the rule file says now.
    pub file_enabled: bool,
    /// Who sets it.
    pub caller: Option<String>,
    /// When.
    pub at: Timestamp,
}
