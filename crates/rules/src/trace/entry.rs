//! Entries of the trace.

use acteon_core::{ConditionParts, RuleResult, SkipReason, TraceEntry};

use crate::Rule;

/// The entry of a rule, before anything is known of it.
#[inline]
pub fn start(rule: &Rule) -> TraceEntry {
    TraceEntry {
        rule_name: rule.shared_name().clone(),
        priority: rule.priority(),
        enabled: rule.enabled(),
        condition_display: rule.condition().display().clone(),
        result: RuleResult::NotMatched,
        evaluation_duration_us: 0,
        action: rule.action().kind().as_str().into(),
        source: rule.source().as_str().into(),
        description: rule.shared_description().cloned(),
        skip_reason: None,
        error: None,
        modify_patch: None,
        modified_payload_preview: None,
        wasm_details: None,
        wasm_calls: Vec::new(),
        parts: ConditionParts::default(),
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
        rule_name: "(default fallthrough)".into(),
        priority: i32::MAX,
        enabled: true,
        condition_display: "no rules matched".into(),
        result: RuleResult::Matched,
        evaluation_duration_us: 0,
        action: "Allow".into(),
        source: "System".into(),
        description: None,
        skip_reason: None,
        error: None,
        modify_patch: None,
        modified_payload_preview: None,
        wasm_details: None,
        wasm_calls: Vec::new(),
        parts: ConditionParts::default(),
    }
}
