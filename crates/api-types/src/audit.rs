//! The audit: one record for every dispatched action.

use std::collections::BTreeMap;

use crate::Timestamp;
use acteon_core::{ConditionPart, Outcome, PluginFailureKind, VerdictKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::null::none_if_empty;

/// One dispatched action: what it was, what was decided and why, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AuditRecord {
    /// Id of the record.
    pub id: String,
    /// Id of the action; several records may have the same.
    pub action_id: String,
    /// Namespace of the action.
    pub namespace: String,
    /// Tenant of the action.
    pub tenant: String,
    /// Provider that the action named.
    pub provider: String,
    /// Kind of the action.
    pub action_type: String,
    /// What was decided.
    pub verdict: VerdictKind,
    /// The rule that decided; null when none matched.
    pub matched_rule: Option<String>,
    /// What became of the action.
    pub outcome: Outcome,
    /// Content of the action, before any rule changed it.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub action_payload: Map<String, Value>,
    /// Why it was decided so.
    pub verdict_details: VerdictDetails,
    /// What the provider answered, or why there is no answer.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub outcome_details: Value,
    /// Labels of the action.
    pub metadata: BTreeMap<String, String>,
    /// The action's dedup key, if it had one.
    pub dedup_key: Option<String>,
    /// Name of the key that dispatched it; null without authentication.
    pub caller: Option<String>,
    /// When the action was made, as its client says.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub created_at: Option<Timestamp>,
    /// The client's own note about the action.
    pub action_status: Option<String>,
    /// When it was dispatched; also the instant that rules and plugins saw.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub dispatched_at: Timestamp,
    /// When its outcome was known.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub completed_at: Timestamp,
    /// Time between the two in milliseconds.
    pub duration_ms: u64,
    /// Revision of the rule set that decided.
    pub rule_set_revision: u64,
    /// Rules whose `enabled` was set over the API when this was decided.
    pub rule_switches: BTreeMap<String, bool>,
    /// Revision of each plugin that was called.
    pub plugin_revisions: BTreeMap<String, u64>,
    /// JSON pointers of what was masked in this record; a masked value reads `[masked]`.
    pub masked: Vec<String>,
}

/// Why an action was decided as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VerdictDetails {
    /// What was decided.
    pub verdict: VerdictKind,
    /// Every plugin call that was made, in order.
    pub wasm: Vec<AuditPluginCall>,
    /// The condition of the rule that decided, in canonical form; null when none matched.
    pub condition_display: Option<String>,
    /// The value of every part of that condition that was evaluated.
    pub parts: Vec<ConditionPart>,
    /// Why the rule that decided failed.
    pub error: Option<String>,
    /// The kind of that failure.
    pub error_kind: Option<String>,
    /// The state that the rules could read: dedup key to seconds since it was seen (null: never),
    /// throttle rule to count. May stand as `mock_state` in the playground.
    pub state: BTreeMap<String, Option<u64>>,
    /// The payload after a `modify`; null for other verdicts.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub modified_payload: Option<Value>,
}

/// One plugin call of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AuditPluginCall {
    /// The rule that made it.
    pub rule: String,
    /// Name of the plugin.
    pub plugin: String,
    /// The function that was called.
    pub function: String,
    /// The plugin's answer; null when the call failed.
    pub verdict: Option<bool>,
    /// The plugin's message.
    pub message: Option<String>,
    /// The plugin's metadata; `{"truncated": true}` when it is too large.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub metadata: Option<Value>,
    /// Duration of the call in microseconds.
    pub duration_us: u64,
    /// Revision of the plugin that answered.
    pub revision: Option<u64>,
    /// Why the call failed.
    pub error: Option<String>,
    /// The kind of failure.
    pub kind: Option<PluginFailureKind>,
    /// Whether this call settled what became of its rule.
    pub deciding: bool,
}

/// Answer of `GET /v1/audit`, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AuditPage {
    /// The records.
    pub records: Vec<AuditRecord>,
    /// How many records match the filters.
    pub total: u64,
    /// Whether there are more than `total`: it is counted to 10,000.
    pub total_is_lower_bound: bool,
    /// Most records on this page.
    pub limit: u32,
    /// Records passed over.
    pub offset: u64,
    /// Pass as `cursor` to get the next page; null at the end.
    pub next_cursor: Option<String>,
}

/// Answer of `GET /v1/rules/coverage`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleCoverage {
    /// The audit was read from here; null: from its beginning.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub scanned_from: Option<Timestamp>,
    /// And to here; null: to its end.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub scanned_to: Option<Timestamp>,
    /// Records read.
    pub total: u64,
    /// Whether there are too many combinations to list: the rarest are left out of `entries` and of
    /// the numbers of combinations. `total` and `unmatched_rules` are complete all the same.
    pub truncated: bool,
    /// Different combinations of namespace, tenant, provider and action type.
    pub unique_combinations: usize,
    /// Combinations of which every action matched a rule.
    pub fully_covered: usize,
    /// Combinations of which some actions matched a rule.
    pub partially_covered: usize,
    /// Combinations of which no action matched a rule.
    pub uncovered: usize,
    /// Rules in force.
    pub rules_loaded: usize,
    /// The combinations, those that no rule matched first, then by number of records.
    pub entries: Vec<CoverageEntry>,
    /// Enabled rules that matched no action, in the order of evaluation.
    pub unmatched_rules: Vec<String>,
}

/// One combination in the coverage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CoverageEntry {
    /// Namespace of the actions.
    pub namespace: String,
    /// Tenant of the actions.
    pub tenant: String,
    /// Provider that they named.
    pub provider: String,
    /// Kind of the actions.
    pub action_type: String,
    /// Records of this combination.
    pub total: u64,
    /// Records that a rule matched.
    pub covered: u64,
    /// Records that no rule matched, those included whose rule failed.
    pub uncovered: u64,
    /// The rules that matched, by name.
    pub matched_rules: Vec<String>,
}

/// Query of `GET /v1/audit`: which records to list. Filters hold together; an empty one is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct AuditQuery {
    /// Namespace of the action.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub namespace: Option<String>,
    /// Tenant of the action.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub tenant: Option<String>,
    /// Provider that the action named.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub provider: Option<String>,
    /// Kind of the action.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub action_type: Option<String>,
    /// What became of it: `executed`, `suppressed`, `deduplicated`, `throttled`, `rerouted`,
    /// `failed` or `unknown`.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub outcome: Option<String>,
    /// What was decided: `allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute`,
    /// `modify` or `error`.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub verdict: Option<String>,
    /// The rule that decided.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub matched_rule: Option<String>,
    /// A plugin that was called.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub plugin: Option<String>,
    /// Dispatched at this instant (RFC 3339) or later.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub from: Option<String>,
    /// Dispatched before this instant (RFC 3339).
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<String>,
    /// Records on a page, 1 to 1000; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Records to pass over. A `cursor` is quicker, and stable while records are added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// `next_cursor` of the page before.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub cursor: Option<String>,
}

/// Query of `GET /v1/rules/coverage`: which part of the audit to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct CoverageQuery {
    /// Namespace of the actions.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub namespace: Option<String>,
    /// Tenant of the actions.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub tenant: Option<String>,
    /// Dispatched at this instant (RFC 3339) or later.
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub from: Option<String>,
    /// Dispatched before this instant (RFC 3339).
    #[serde(
        default,
        deserialize_with = "none_if_empty",
        skip_serializing_if = "Option::is_none"
    )]
    pub to: Option<String>,
}
