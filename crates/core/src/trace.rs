//! What the playground shows of an evaluation.

mod parts;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{PluginFailureKind, SharedText};

pub use parts::{
    ConditionPart, ConditionParts, PartOutcome, PartPlace, PartValue, PartsContent, PartsSpan,
    PartsWriter,
};

/// What became of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleResult {
    /// The condition held.
    Matched,
    /// The condition did not hold.
    NotMatched,
    /// The rule was not looked at; `skip_reason` says why.
    Skipped,
    /// The condition failed; `error` says how.
    Error,
}

/// Why a rule was not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The rule is switched off.
    Disabled,
    /// An earlier rule had decided (it matched, or it failed and so ended the evaluation).
    EarlierRuleMatched,
}

/// One rule in the trace of an evaluation. Fields that do not apply are null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TraceEntry {
    /// Name of the rule; `(default fallthrough)` for the last entry when nothing matched.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub rule_name: SharedText,
    /// Lower is evaluated first.
    pub priority: i32,
    /// Whether the rule is switched on.
    pub enabled: bool,
    /// The condition in its canonical form.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub condition_display: SharedText,
    /// What became of the rule.
    pub result: RuleResult,
    /// Time this rule took, in microseconds.
    pub evaluation_duration_us: u64,
    /// Kind of the rule's action, lower case (`Allow` in the fallthrough entry).
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub action: Cow<'static, str>,
    /// `yaml`, `cel` or `wasm_plugin` (`System` in the fallthrough entry).
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub source: Cow<'static, str>,
    /// The rule's description.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub description: Option<SharedText>,
    /// Why the rule was skipped.
    pub skip_reason: Option<SkipReason>,
    /// Why the rule failed.
    pub error: Option<String>,
    /// The merge patch of a `modify` action that was taken. Null when the trace has become too large
    /// and this rule did not decide.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub modify_patch: Option<Value>,
    /// The payload after that patch; null as above.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub modified_payload_preview: Option<Value>,
    /// The deciding plugin call.
    pub wasm_details: Option<Box<WasmDetails>>,
    /// Every plugin call of the rule, in the order they were made; ends where the trace has become
    /// too large.
    pub wasm_calls: Vec<WasmDetails>,
    /// The value of every part of the condition that was evaluated, outermost first; ends where the
    /// trace has become too large.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<ConditionPart>))]
    pub parts: ConditionParts,
}

/// One plugin call of a rule (specification, "Rule Playground Integration").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WasmDetails {
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
    /// Peak of the instance's linear memory in bytes.
    pub memory_used_bytes: u64,
    /// Revision of the plugin that answered.
    pub revision: Option<u64>,
    /// Why the call failed.
    pub error: Option<String>,
    /// The kind of failure.
    pub kind: Option<PluginFailureKind>,
}

/// The time an evaluation saw, in the zone that rules use unless they name another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EvaluationTime {
    /// 0 to 23.
    pub hour: i8,
    /// 0 to 59.
    pub minute: i8,
    /// 0 to 59.
    pub second: i8,
    /// Day of the month, 1 to 31.
    pub day: i8,
    /// 1 to 12.
    pub month: i8,
    /// The year.
    pub year: i16,
    /// `Monday` to `Sunday`.
    pub weekday: String,
    /// 1 for Monday to 7 for Sunday.
    pub weekday_num: i8,
    /// Unix time in seconds.
    pub timestamp: i64,
    /// IANA name of the time zone.
    pub timezone: String,
}
