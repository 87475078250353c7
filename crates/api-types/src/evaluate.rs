//! The rule playground, `POST /v1/rules/evaluate`.

use std::collections::BTreeMap;

use crate::Timestamp;
use acteon_core::{EvaluationTime, TraceEntry, VerdictKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::null::null_is_default;

/// Metadata in either of the two forms in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum MetadataInput {
    /// `{"labels": {"key": "value"}}`
    Labelled(Labelled),
    /// `{"key": "value"}`
    Flat(BTreeMap<String, String>),
}

/// The form with `labels`, and nothing beside them: a key that stood there would be lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    /// The labels.
    pub labels: BTreeMap<String, String>,
}

impl MetadataInput {
    /// The labels, whatever the form.
    #[must_use]
    pub fn into_labels(self) -> BTreeMap<String, String> {
        match self {
            Self::Labelled(Labelled { labels }) | Self::Flat(labels) => labels,
        }
    }
}

/// A value of `mock_state`: a number, the same in digits, or null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum MockStateValue {
    /// A number.
    Number(u64),
    /// A number in digits.
    Digits(String),
    /// Null: the key was never seen, nothing was counted.
    Absent,
}

/// Body of `POST /v1/rules/evaluate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluateRequest {
    /// Namespace of the action.
    pub namespace: String,
    /// Tenant of the action.
    pub tenant: String,
    /// Provider of the action.
    pub provider: String,
    /// Kind of the action.
    pub action_type: String,
    /// Content of the action.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub payload: Map<String, Value>,
    /// Labels of the action.
    #[serde(default)]
    pub metadata: Option<MetadataInput>,
    /// Evaluate rules that are switched off, too.
    #[serde(default, deserialize_with = "null_is_default")]
    pub include_disabled: bool,
    /// Go on after the first match.
    #[serde(default, deserialize_with = "null_is_default")]
    pub evaluate_all: bool,
    /// The instant to evaluate at; now when absent.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub evaluate_at: Option<Timestamp>,
    /// Stands in for the state that dispatch keeps: dedup key to seconds since it was seen,
    /// throttle rule to count; null: never seen, not counted.
    #[serde(default, deserialize_with = "null_is_default")]
    pub mock_state: BTreeMap<String, MockStateValue>,
    /// Text of a rule file to evaluate instead of the loaded rules.
    #[serde(default)]
    pub rules: Option<String>,
    /// Evaluate the rule set that had this revision (audit records name it) instead of the one in
    /// force. Not together with `rules`.
    #[serde(default)]
    pub rule_set_revision: Option<u64>,
    /// Switches rules for this evaluation: name to whether the rule is enabled.
    #[serde(default, deserialize_with = "null_is_default")]
    pub rule_switches: BTreeMap<String, bool>,
}

/// What the evaluation saw beside the action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationContext {
    /// The time.
    pub time: EvaluationTime,
    /// Keys of the state that the rules may read.
    pub accessed_state_keys: Vec<String>,
}

/// Answer of `POST /v1/rules/evaluate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluateResponse {
    /// What would become of the action.
    pub verdict: VerdictKind,
    /// The rule that decided; null when none matched.
    pub matched_rule: Option<String>,
    /// Whether any rule failed.
    pub has_errors: bool,
    /// Rules evaluated, failed ones included.
    pub total_rules_evaluated: usize,
    /// Rules not looked at.
    pub total_rules_skipped: usize,
    /// Time of the evaluation in microseconds.
    pub evaluation_duration_us: u64,
    /// Every rule, in the order of evaluation.
    pub trace: Vec<TraceEntry>,
    /// What the evaluation saw beside the action.
    pub context: EvaluationContext,
    /// The payload after a `modify`; null for other verdicts.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub modified_payload: Option<Value>,
    /// What was ignored or is likely a mistake in `rules`.
    pub warnings: Vec<crate::RuleFileError>,
}
