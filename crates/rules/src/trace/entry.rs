//! Entries of the trace.

use acteon_core::{PluginCall, RuleResult, SkipReason, TraceEntry, WasmDetails};

use crate::Rule;
use crate::eval::Call;

/// The entry of a rule, before anything is known of it.
pub fn start(rule: &Rule) -> TraceEntry {
    TraceEntry {
        rule_name: rule.name().to_owned(),
        priority: rule.priority(),
        enabled: rule.enabled(),
        condition_display: rule.condition_display().to_owned(),
        result: RuleResult::NotMatched,
        evaluation_duration_us: 0,
        action: rule.action().kind().as_str().to_owned(),
        source: rule.source().as_str().to_owned(),
        description: rule.description().map(str::to_owned),
        skip_reason: None,
        error: None,
        modify_patch: None,
        modified_payload_preview: None,
        wasm_details: None,
        wasm_calls: Vec::new(),
        parts: Vec::new(),
    }
}

/// The entry of a rule that was not looked at.
pub fn skipped(rule: &Rule, reason: SkipReason) -> TraceEntry {
    TraceEntry {
        result: RuleResult::Skipped,
        skip_reason: Some(reason),
        ..start(rule)
    }
}

/// The last entry when no rule matched.
pub fn fallthrough() -> TraceEntry {
    TraceEntry {
        rule_name: "(default fallthrough)".to_owned(),
        priority: i32::MAX,
        enabled: true,
        condition_display: "no rules matched".to_owned(),
        result: RuleResult::Matched,
        evaluation_duration_us: 0,
        action: "Allow".to_owned(),
        source: "System".to_owned(),
        description: None,
        skip_reason: None,
        error: None,
        modify_patch: None,
        modified_payload_preview: None,
        wasm_details: None,
        wasm_calls: Vec::new(),
        parts: Vec::new(),
    }
}

/// The plugin calls of a rule.
pub fn calls(calls: &[Call<'_>]) -> Vec<WasmDetails> {
    calls.iter().map(details).collect()
}

fn details(call: &Call<'_>) -> WasmDetails {
    let PluginCall {
        result,
        duration_us,
        memory_used_bytes,
        revision,
    } = &call.made;
    let output = result.as_ref().ok();
    let failure = result.as_ref().err();
    WasmDetails {
        plugin: call.reference.plugin.clone(),
        function: call.reference.function.clone(),
        verdict: output.map(|output| output.verdict),
        message: output.and_then(|output| output.message.clone()),
        metadata: output
            .and_then(|output| output.metadata.clone())
            .map(serde_json::Value::Object),
        duration_us: *duration_us,
        memory_used_bytes: *memory_used_bytes,
        revision: *revision,
        error: failure.map(|failure| failure.message.clone()),
        kind: failure.map(|failure| failure.kind),
    }
}
