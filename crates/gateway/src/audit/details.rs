//! What a record keeps beside the columns that it can be searched by.

use std::borrow::Cow;
use std::collections::BTreeMap;

use acteon_api_types::{AuditPluginCall, AuditRecord, VerdictDetails};
use acteon_core::Action;
use acteon_rules::{CallMade, Decision, Rule};
use acteon_store::AuditEntry;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Masked;
use crate::GatewayError;
use crate::rules::LoadedRules;

/// A decision and everything it went by.
pub(crate) struct Explained<'a> {
    pub(crate) action: &'a Action,
    pub(crate) rules: &'a LoadedRules,
    pub(crate) decision: &'a Decision,
    pub(crate) state: &'a BTreeMap<String, Option<u64>>,
    pub(crate) dedup_key: Option<&'a str>,
    pub(crate) created_at: Option<Timestamp>,
    pub(crate) status: Option<&'a str>,
}

/// The part of a record that is stored as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Details {
    payload: Map<String, Value>,
    metadata: BTreeMap<String, String>,
    verdict_details: VerdictDetails,
    dedup_key: Option<String>,
    created_at: Option<Timestamp>,
    action_status: Option<String>,
    rule_set_revision: u64,
    rule_switches: BTreeMap<String, bool>,
    plugin_revisions: BTreeMap<String, u64>,
    masked: Vec<String>,
}

/// The same, borrowed, so that an action is written without being copied.
#[derive(Serialize)]
struct Written<'a> {
    payload: Cow<'a, Map<String, Value>>,
    metadata: Cow<'a, BTreeMap<String, String>>,
    verdict_details: VerdictDetails,
    dedup_key: Option<Cow<'a, str>>,
    created_at: Option<Timestamp>,
    action_status: Option<&'a str>,
    rule_set_revision: u64,
    rule_switches: BTreeMap<&'a str, bool>,
    plugin_revisions: BTreeMap<&'a str, u64>,
    masked: &'a [String],
}

impl Details {
    /// The details of a decision as JSON, masked.
    pub(crate) fn of(explained: Explained<'_>, masked: &Masked) -> String {
        let action = explained.action;
        let mut written = Written {
            payload: Cow::Borrowed(&action.payload),
            metadata: Cow::Borrowed(&action.metadata),
            verdict_details: verdict_details(&explained),
            dedup_key: explained.dedup_key.map(Cow::Borrowed),
            created_at: explained.created_at,
            action_status: explained.status,
            rule_set_revision: explained.rules.revision,
            rule_switches: (explained.rules.overrides.iter())
                .map(|(rule, enabled)| (rule.as_str(), *enabled))
                .collect(),
            plugin_revisions: (explained.decision.calls.iter())
                .filter_map(|call| Some((call.plugin.as_str(), call.call.revision?)))
                .collect(),
            masked: &masked.pointers,
        };
        if masked.masks() {
            written.hide(masked);
        }
        // Maps with text keys can always be written.
        serde_json::to_string(&written).unwrap_or_default()
    }
}

impl Written<'_> {
    fn hide(&mut self, masked: &Masked) {
        let mut payload = Value::Object(self.payload.as_ref().clone());
        masked.hide_in_payload(&mut payload);
        if let Value::Object(payload) = payload {
            self.payload = Cow::Owned(payload);
        }
        masked.hide_in_labels(self.metadata.to_mut());
        if let Some(key) = &mut self.dedup_key {
            masked.hide_in_text(key.to_mut());
        }
        let verdict = &mut self.verdict_details;
        for part in &mut verdict.parts {
            part.value.iter_mut().for_each(|value| masked.hide(value));
            part.error
                .iter_mut()
                .for_each(|text| masked.hide_in_text(text));
        }
        for call in &mut verdict.wasm {
            call.message
                .iter_mut()
                .for_each(|text| masked.hide_in_text(text));
            call.error
                .iter_mut()
                .for_each(|text| masked.hide_in_text(text));
            call.metadata
                .iter_mut()
                .for_each(|value| masked.hide_in(value));
        }
        verdict
            .error
            .iter_mut()
            .for_each(|text| masked.hide_in_text(text));
        if let Some(payload) = &mut verdict.modified_payload {
            masked.hide_in_payload(payload);
        }
        verdict.state = std::mem::take(&mut verdict.state)
            .into_iter()
            .map(|(mut key, value)| {
                masked.hide_in_text(&mut key);
                (key, value)
            })
            .collect();
    }
}

fn verdict_details(explained: &Explained<'_>) -> VerdictDetails {
    let decision = explained.decision;
    let explanation = decision.explanation.as_ref();
    let error = decision.error.as_ref();
    VerdictDetails {
        verdict: decision.verdict,
        wasm: (decision.calls.iter())
            .map(|call| plugin_call(call, explained.rules))
            .collect(),
        condition_display: explanation.map(|entry| entry.condition_display.to_string()),
        parts: explanation.map_or_else(Vec::new, |entry| entry.parts.iter().collect()),
        error: explanation
            .and_then(|entry| entry.error.clone())
            .or_else(|| error.map(|error| error.message.clone())),
        error_kind: error.map(|error| error.kind.as_str().to_owned()),
        state: explained.state.clone(),
        modified_payload: decision.modified_payload.clone(),
    }
}

fn plugin_call(made: &CallMade, rules: &LoadedRules) -> AuditPluginCall {
    let rule = rules.set.rules().get(made.rule).map(Rule::name);
    let (output, failure) = match &made.call.result {
        Ok(output) => (Some(output), None),
        Err(failure) => (None, Some(failure)),
    };
    AuditPluginCall {
        rule: rule.unwrap_or_default().to_owned(),
        plugin: made.plugin.clone(),
        function: made.function.clone(),
        verdict: output.map(|output| output.verdict),
        message: output.and_then(|output| output.message.clone()),
        metadata: output.and_then(|output| output.metadata.clone().map(Value::Object)),
        duration_us: made.call.duration_us,
        revision: made.call.revision,
        error: failure.map(|failure| failure.message.clone()),
        kind: failure.map(|failure| failure.kind),
        deciding: made.deciding,
    }
}

/// A stored record as it is shown.
pub(crate) fn record(entry: AuditEntry) -> Result<AuditRecord, GatewayError> {
    let damaged = |error: serde_json::Error| {
        GatewayError::Internal(format!("audit record `{}` is damaged: {error}", entry.id))
    };
    let details: Details = serde_json::from_str(&entry.details).map_err(damaged)?;
    let outcome_details = serde_json::from_str(&entry.outcome_details).map_err(damaged)?;
    let took = entry.completed_at.duration_since(entry.dispatched_at);
    Ok(AuditRecord {
        id: entry.id,
        action_id: entry.action_id,
        namespace: entry.namespace,
        tenant: entry.tenant,
        provider: entry.provider,
        action_type: entry.action_type,
        verdict: entry.verdict,
        matched_rule: entry.matched_rule,
        outcome: entry.outcome,
        action_payload: details.payload,
        verdict_details: details.verdict_details,
        outcome_details,
        metadata: details.metadata,
        dedup_key: details.dedup_key,
        caller: entry.caller,
        created_at: details.created_at,
        action_status: details.action_status,
        dispatched_at: entry.dispatched_at,
        completed_at: entry.completed_at,
        duration_ms: u64::try_from(took.as_millis()).unwrap_or(0),
        rule_set_revision: details.rule_set_revision,
        rule_switches: details.rule_switches,
        plugin_revisions: details.plugin_revisions,
        masked: details.masked,
    })
}
