//! The rules resource, `/v1/rules`.

use crate::Timestamp;
use acteon_core::{OnError, RuleAction, RuleSource};
use serde::{Deserialize, Serialize};

/// What `enabled` of a rule was set by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnabledBy {
    /// The rule file.
    File,
    /// `PUT /v1/rules/{name}/enabled`; holds until the file's own value changes.
    Override,
}

/// A loaded rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Unique name.
    pub name: String,
    /// Lower is evaluated first.
    pub priority: i32,
    /// Whether it is evaluated.
    pub enabled: bool,
    /// What `enabled` was set by.
    pub enabled_by: EnabledBy,
    /// What it is for.
    pub description: Option<String>,
    /// How its condition is written.
    pub source: RuleSource,
    /// Kind of the action.
    pub action: String,
    /// The action with its parameters.
    pub action_details: RuleAction,
    /// The condition in its canonical form.
    pub condition_display: String,
    /// What becomes of the rule when its condition fails.
    pub on_error: OnError,
    /// IANA time zone the rule's `time` is in.
    pub timezone: String,
    /// Plugins its condition may call.
    pub plugins: Vec<String>,
    /// Decisions of dispatched actions in which it matched, since the server started.
    pub match_count: u64,
    /// File it stands in, relative to the rule directory.
    pub file: String,
    /// Line it starts at in that file, from 1.
    pub line: u64,
}

/// Body of `POST /v1/rules/reload`; may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReloadRequest {
    /// A folder within `[rules] directory` to load instead of all of it.
    #[serde(default)]
    pub directory: Option<String>,
}

/// Answer of `POST /v1/rules/reload`, successful or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReloadResponse {
    /// What went wrong, in one sentence; absent on success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Whether the new rules are in force; when not, the former ones still are.
    pub reloaded: bool,
    /// Rules now in force.
    pub loaded: usize,
    /// The folder they came from, as it is configured; null when none is.
    pub directory: Option<String>,
    /// What kept the rules from loading.
    pub errors: Vec<RuleFileError>,
    /// What was ignored or is likely a mistake.
    pub warnings: Vec<RuleFileError>,
}

/// A place in a rule file and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleFileError {
    /// File, relative to the rule directory.
    pub file: String,
    /// Line, from 1; null when the file as a whole is meant.
    pub line: Option<u64>,
    /// The field concerned, for example `rules[0].condition`; null when none is.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Body of `PUT /v1/rules/{name}/enabled`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetRuleEnabled {
    /// Switch on or off.
    pub enabled: bool,
}

/// Answer of `PUT /v1/rules/{name}/enabled`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleEnabled {
    /// The rule.
    pub name: String,
    /// Whether it is evaluated now.
    pub enabled: bool,
    /// `enabled` or `disabled`.
    pub status: String,
}

/// Answer of `GET /v1/rules/revisions/{revision}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleSetRevision {
    /// Number of the rule set; audit records name it.
    pub revision: u64,
    /// When it was put in force first.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub loaded_at: Timestamp,
    /// Its files, in their order.
    pub files: Vec<RuleSetFile>,
}

/// A rule file as it was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleSetFile {
    /// Its path within the rule folder.
    pub path: String,
    /// What it says.
    pub text: String,
}
