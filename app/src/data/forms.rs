//! Forms that were sent to a page without scripts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ApiError;

/// A form that was sent to a page and is answered by the same page: it was refused, or it has a
/// result to show. A form that succeeded and has nothing to show leads to another page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submitted {
    /// Which form: the value of its hidden field `do`.
    pub form: String,
    /// What was sent, by field; files and keys are left out.
    pub fields: BTreeMap<String, String>,
    /// Why it was refused.
    pub error: Option<ApiError>,
    /// What came of it: the answer of the REST API's operation.
    pub result: Option<Value>,
}

impl Submitted {
    /// What was sent in a field; empty when it was not there.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// What a form has done, for the page that it led to: the value of `done` in its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A plugin was registered.
    Registered,
    /// A plugin was changed.
    Updated,
    /// A plugin or a rule was switched on.
    Enabled,
    /// A plugin or a rule was switched off.
    Disabled,
    /// A plugin's module was replaced.
    Replaced,
    /// A former revision of a plugin was restored.
    Restored,
    /// A plugin was deleted.
    Deleted,
    /// The rules were loaded anew.
    Reloaded,
    /// The session was ended.
    SignedOut,
}

impl Done {
    /// Each of them.
    pub const ALL: [Self; 9] = [
        Self::Registered,
        Self::Updated,
        Self::Enabled,
        Self::Disabled,
        Self::Replaced,
        Self::Restored,
        Self::Deleted,
        Self::Reloaded,
        Self::SignedOut,
    ];

    /// The word in the address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Updated => "updated",
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::Replaced => "replaced",
            Self::Restored => "restored",
            Self::Deleted => "deleted",
            Self::Reloaded => "reloaded",
            Self::SignedOut => "signed-out",
        }
    }

    /// Reads the word in the address; none for any other.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.as_str() == word)
    }

    /// What is said about it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Registered => "The plugin is registered.",
            Self::Updated => "The plugin is changed.",
            Self::Enabled => "It is enabled.",
            Self::Disabled => "It is disabled.",
            Self::Replaced => "The module is replaced.",
            Self::Restored => "The revision is restored.",
            Self::Deleted => "The plugin is deleted.",
            Self::Reloaded => "The rules are reloaded.",
            Self::SignedOut => "You are signed out.",
        }
    }
}
