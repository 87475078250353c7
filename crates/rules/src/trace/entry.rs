//! Entries of the trace.

use acteon_core::{RuleResult, SkipReason, TraceEntry};

use crate::Rule;

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
