//! Who changed what.

use jiff::Timestamp;

/// A stored word that this version does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {what}")]
pub struct UnknownName {
    what: &'static str,
    text: String,
}

impl UnknownName {
    pub(crate) fn new(what: &'static str, text: &str) -> Self {
        Self {
            what,
            text: text.to_owned(),
        }
    }
}

/// What a change was made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceKind {
    /// A plugin.
    Plugin,
    /// A single rule.
    Rule,
    /// The rule set as a whole.
    RuleSet,
}

impl ResourceKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Plugin, Self::Rule, Self::RuleSet];

    /// The name it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plugin => "plugin",
            Self::Rule => "rule",
            Self::RuleSet => "rule_set",
        }
    }

    /// The reverse of [`as_str`](Self::as_str).
    ///
    /// # Errors
    /// The text is no such name.
    pub fn parse(text: &str) -> Result<Self, UnknownName> {
        (Self::ALL.into_iter().find(|kind| kind.as_str() == text))
            .ok_or_else(|| UnknownName::new("resource kind", text))
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeOperation {
    /// A plugin was registered.
    Register,
    /// Description, limits or state of a plugin were changed.
    Update,
    /// A plugin's module was replaced.
    Replace,
    /// A former revision of a plugin was restored.
    Restore,
    /// A plugin was deleted.
    Delete,
    /// A rule was switched on.
    Enable,
    /// A rule was switched off.
    Disable,
    /// The rule set was loaded anew with different content.
    Reload,
}

impl ChangeOperation {
    /// Every operation.
    pub const ALL: [Self; 8] = [
        Self::Register,
        Self::Update,
        Self::Replace,
        Self::Restore,
        Self::Delete,
        Self::Enable,
        Self::Disable,
        Self::Reload,
    ];

    /// The name it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Update => "update",
            Self::Replace => "replace",
            Self::Restore => "restore",
            Self::Delete => "delete",
            Self::Enable => "enable",
            Self::Disable => "disable",
            Self::Reload => "reload",
        }
    }

    /// The reverse of [`as_str`](Self::as_str).
    ///
    /// # Errors
    /// The text is no such name.
    pub fn parse(text: &str) -> Result<Self, UnknownName> {
        (Self::ALL
            .into_iter()
            .find(|operation| operation.as_str() == text))
        .ok_or_else(|| UnknownName::new("change operation", text))
    }
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRecord {
    /// Its number; later changes have higher ones.
    pub id: u64,
    /// When it was made, to the microsecond.
    pub at: Timestamp,
    /// Who made it.
    pub caller: Option<String>,
    /// What it was made to.
    pub resource: ResourceKind,
    /// Name of the plugin or rule; none for the rule set.
    pub name: Option<String>,
    /// What was done.
    pub operation: ChangeOperation,
    /// Revision before: of the plugin from the same source, of the rule's switch, of the rule set.
    pub old_revision: Option<u64>,
    /// Revision after; none when it was deleted.
    pub new_revision: Option<u64>,
}
