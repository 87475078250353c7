//! A trace as people see it.

use acteon_core::{ConditionPart, RuleResult, TraceEntry, WasmDetails};

use crate::show::{microseconds, printable};

/// Every rule in a line; below those that matched or failed, why.
pub fn human(trace: &[TraceEntry], with_all: bool) -> String {
    let mut text = String::new();
    for entry in trace {
        let mark = match entry.result {
            RuleResult::Matched => "matched",
            RuleResult::NotMatched => "-",
            RuleResult::Skipped => "skipped",
            RuleResult::Error => "ERROR",
        };
        text += &format!("{:>6}  {:<9}{}", entry.priority, mark, entry.rule_name);
        if entry.result == RuleResult::Matched {
            text += &format!("  ({})", entry.action);
        }
        text += "\n";
        let is_told = match entry.result {
            RuleResult::Matched | RuleResult::Error => true,
            RuleResult::NotMatched => with_all,
            RuleResult::Skipped => false,
        };
        if !is_told {
            continue;
        }
        if let Some(error) = &entry.error {
            text += &format!("{INDENT}{error}\n");
        }
        for part in entry.parts.iter() {
            text += &part_line(&part);
        }
        for call in &entry.wasm_calls {
            text += &call_line(call);
        }
    }
    printable(&text)
}

/// Below the names of the rules.
const INDENT: &str = "                 ";

fn part_line(part: &ConditionPart) -> String {
    let indent = "  ".repeat(part.depth);
    let mark = if part.decided { "*" } else { " " };
    let value = match (&part.value, &part.error) {
        (_, Some(error)) => format!("failed: {error}"),
        (Some(value), None) => value.to_string(),
        (None, None) => "not evaluated".to_owned(),
    };
    format!("{INDENT}{mark} {indent}{}  =  {value}\n", part.text)
}

fn call_line(call: &WasmDetails) -> String {
    let answer = match (call.verdict, &call.error) {
        (Some(verdict), _) => {
            let message = call
                .message
                .as_ref()
                .map(|message| format!(", \"{message}\""));
            format!("{verdict}{}", message.unwrap_or_default())
        }
        (None, error) => format!("failed: {}", error.as_deref().unwrap_or("no answer")),
    };
    format!(
        "{INDENT}plugin {} ({}) answered {answer} in {}\n",
        call.plugin,
        call.function,
        microseconds(call.duration_us)
    )
}
