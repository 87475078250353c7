//! Rule sets, and rules that were switched on or off.

use jiff::Timestamp;

use crate::Sha256Digest;

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

/// A rule file as it was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetFile {
    /// Its path within the rule folder.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A rule set that is put in force.
#[derive(Clone, Debug)]
pub struct NewRuleSet {
    /// Digest of the files, names included.
    pub content: Sha256Digest,
    /// The files, in their order.
    pub files: Vec<RuleSetFile>,
    /// Who loads it.
    pub caller: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A rule set that is or was in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetRecord {
    /// Its number.
    pub revision: u64,
    /// When it was put in force first, to the microsecond.
    pub at: Timestamp,
    /// Its files, in their order; none when they are no longer kept.
    pub files: Option<Vec<RuleSetFile>>,
}
