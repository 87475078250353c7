//! What is kept of a decision stays small, whatever payloads and plugins' answers are.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use acteon_core::{PluginOutput, VerdictKind};
use acteon_rules::{
    Decision, Options, Request, RuleFile, RuleSet, StateSnapshot, Trace, evaluate, load,
};
use serde_json::{Map, Value, json};

use crate::support::{Plugins, action, cel_rule, decide, load_text, noon, options};

/// What the trace may hold, and room for what every rule has.
const TRACE_BYTES: usize = 20 * 1024 * 1024;

/// Far above what a decision takes, and far below what a look at all of a payload for every rule
/// would.
const SOON: Duration = Duration::from_secs(10);

fn rules(number: usize, rule: &str) -> RuleSet {
    let rules: String = (0..number)
        .map(|name| format!("  - {{ name: r{name}, {rule} }}\n"))
        .collect();
    load_text("r.yaml", &format!("rules:\n{rules}")).expect("valid rules")
}

fn decide_all(rules: &RuleSet, payload: Value, plugins: &Plugins) -> Decision {
    evaluate(
        rules,
        &Request {
            action: &action(payload),
            instant: noon(),
            plugins,
            state: &StateSnapshot::default(),
            deadline: None,
            options: Options {
                evaluate_all: true,
                trace: Trace::Full,
                ..Options::default()
            },
        },
    )
}

fn length(trace: &impl serde::Serialize) -> usize {
    serde_json::to_string(trace).expect("JSON").len()
}

/// Answers with as much metadata and as long a message as a plugin may.
fn talkative() -> Plugins {
    let text = "x".repeat(500_000);
    let output = PluginOutput {
        verdict: true,
        message: Some(text.clone()),
        metadata: Some(Map::from_iter([("text".to_owned(), text.into())])),
    };
    Plugins(BTreeMap::from([("p".to_owned(), Ok(output))]))
}

#[test]
fn only_the_rule_that_decides_shows_a_large_payload_in_any_case() {
    let modify = "condition: true, action: { type: modify, changes: { new: 1 } }";
    let payload = json!({"list": vec![0; 200_000]});
    let decision = decide_all(&rules(100, modify), payload, &Plugins::default());
    assert_eq!(decision.verdict, VerdictKind::Modify);
    let previews: Vec<bool> = (decision.trace.iter())
        .map(|entry| entry.modified_payload_preview.is_some())
        .collect();
    assert_eq!(
        decision.trace[0].modified_payload_preview,
        decision.modified_payload
    );
    let shown = previews.iter().filter(|shown| **shown).count();
    assert!((2..10).contains(&shown), "{shown}");
    assert!(decision.trace[99].modify_patch.is_some());
    assert!(decision.trace.iter().all(|entry| entry.error.is_none()));

    // Larger than everything a trace may hold: not even looked at for every rule.
    let payload = json!({"list": vec![0; 800_000]});
    let rules = rules(10_000, modify);
    let started = Instant::now();
    let decision = decide_all(&rules, payload, &Plugins::default());
    assert!(started.elapsed() < SOON, "took {:?}", started.elapsed());
    assert!(decision.trace[0].modified_payload_preview.is_some());
    let shown = |entry: &acteon_core::TraceEntry| entry.modified_payload_preview.is_some();
    assert!(!decision.trace[1..].iter().any(shown));
}

#[test]
fn changes_are_shown_as_long_as_there_is_room() {
    let long = "x".repeat(50_000);
    let file = |file: usize| {
        let rule = |name: usize| {
            let changes = match name {
                0 => format!("&changes {{ text: {long} }}"),
                _ => "*changes".to_owned(),
            };
            format!(
                "  - {{ name: r{file}-{name}, condition: true, action: {{ type: modify, changes: \
                 {changes} }} }}\n"
            )
        };
        let rules: String = (0..60).map(rule).collect();
        RuleFile {
            path: format!("{file}.yaml"),
            text: format!("rules:\n{rules}"),
        }
    };
    let files: Vec<RuleFile> = (0..8).map(file).collect();
    let rules = load(&files, &options()).expect("valid rules");
    let decision = decide_all(&rules, json!({}), &Plugins::default());
    assert!(length(&decision.trace) < TRACE_BYTES);
    assert!(decision.trace[1].modify_patch.is_some());
    assert!(decision.trace[479].modify_patch.is_none());
}

#[test]
fn answers_are_kept_as_long_as_there_is_room_and_the_deciding_one_always() {
    let quiet = "condition: '!wasm(\"p\")', action: allow";
    let mut text = "rules:\n".to_owned();
    for name in 0..60 {
        text += &format!("  - {{ name: r{name}, {quiet} }}\n");
    }
    text += "  - { name: last, condition: 'wasm(\"p\")', action: deny }\n";
    for name in 60..90 {
        text += &format!("  - {{ name: r{name}, {quiet} }}\n");
    }
    let rules = load_text("r.yaml", &text).expect("valid rules");
    let decision = decide_all(&rules, json!({}), &talkative());
    assert_eq!(decision.matched, Some(60));
    assert!(length(&decision.trace) < TRACE_BYTES);

    let whole = |metadata: &Value| metadata["text"].as_str().map(str::len) == Some(500_000);
    let details = |index: usize| decision.trace[index].wasm_details.as_ref().expect("a call");
    for index in [0, 60] {
        assert!(whole(details(index).metadata.as_ref().expect("metadata")));
        assert_eq!(
            details(index).message.as_deref().map(str::len),
            Some(500_000)
        );
    }
    for index in [59, 89] {
        assert_eq!(details(index).metadata, Some(json!({"truncated": true})));
        let message = details(index).message.as_deref().expect("a message");
        assert!(message.ends_with("… (500000 bytes in all)"), "{message}");
        assert_eq!(details(index).verdict, Some(true));
    }

    assert_eq!(decision.calls.len(), 91);
    let mut kept = 0;
    for call in &decision.calls {
        let output = call.call.result.as_ref().expect("an answer");
        let metadata = Value::Object(output.metadata.clone().expect("metadata"));
        kept += length(&metadata) + output.message.as_deref().map_or(0, str::len);
        if call.rule == 60 {
            assert!(whole(&metadata));
        }
    }
    assert!(kept < 6 * 1024 * 1024, "{kept}");
}

#[test]
fn the_explanation_of_a_decision_is_small() {
    let long = "é".repeat(200);
    let fields: Vec<String> = (0..160).map(|n| format!("payload.f{n} != \"\"")).collect();
    let payload = (0..160).map(|n| (format!("f{n}"), Value::from(long.clone())));
    let condition = format!("'{} && wasm(\"p\")'", fields.join(" && "));
    let rule = format!("condition: {condition}, action: {{ type: modify, changes: {{ a: 1 }} }}");
    let action = action(Value::Object(payload.collect()));
    for trace in [Trace::Deciding, Trace::Full] {
        let decision = evaluate(
            &rules(1, &rule),
            &Request {
                action: &action,
                instant: noon(),
                plugins: &talkative(),
                state: &StateSnapshot::default(),
                deadline: None,
                options: Options {
                    trace,
                    ..Options::default()
                },
            },
        );
        let explanation = decision.explanation.expect("the rule that matched");
        assert!(length(&explanation) < 100_000, "{}", length(&explanation));
        assert!((10..300).contains(&explanation.parts.len()));
        assert!(explanation.parts.iter().next().expect("a part").decided);
        let details = explanation.wasm_details.expect("a call");
        assert_eq!(details.verdict, Some(true));
        assert_eq!(details.metadata, Some(json!({"truncated": true})));
        assert_eq!(explanation.modify_patch, Some(json!({"a": 1})));
        assert_eq!(explanation.modified_payload_preview, None);
    }
}

#[test]
fn one_answer_is_kept_only_up_to_its_own_bound() {
    let mut plugins = talkative();
    let many = json!({"list": vec![json!({}); 200_000]});
    if let (Some(Ok(output)), Value::Object(metadata)) = (plugins.0.get_mut("p"), many) {
        output.metadata = Some(metadata);
    }
    let rules = load_text("r.yaml", &cel_rule("wasm(\"p\")")).expect("valid rules");
    let decision = decide(&rules, &action(json!({})), &plugins);
    assert_eq!(decision.verdict, VerdictKind::Deny);
    let output = decision.calls[0].call.result.as_ref().expect("an answer");
    let truncated = json!({"truncated": true});
    assert_eq!(output.metadata.clone().map(Value::Object), Some(truncated));
}

#[test]
fn the_preview_of_a_value_is_small() {
    fn values(json: &Value) -> usize {
        match json {
            Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
            Value::Object(map) => 1 + map.values().map(values).sum::<usize>(),
            _ => 1,
        }
    }
    let nest = |leaf: Value| (0..4).fold(leaf, |inner, _| Value::from(vec![inner; 15]));
    let names = (0..15).map(|name| (format!("{name}{}", "é".repeat(300)), json!(name)));
    let action = action(json!({
        "numbers": nest(json!(1)),
        "texts": nest(json!("é".repeat(150))),
        "maps": nest(Value::Object(names.collect())),
    }));
    for field in ["numbers", "texts", "maps"] {
        let rule = cel_rule(&format!("payload.{field} == 1"));
        let rules = load_text("r.yaml", &rule).expect("valid rules");
        let decision = decide(&rules, &action, &Plugins::default());
        let part = (decision.trace[0].parts.iter())
            .find(|part| *part.text == *format!("action.payload.{field}"))
            .expect("a part");
        let value = part.value.as_ref().expect("a value");
        assert!(values(value) < 150, "{field}: {}", values(value));
        assert!(length(value) < 8 * 1024, "{field}: {}", length(value));
        assert!(value.to_string().contains(" more\""), "{field}: {value}");
    }
}

#[test]
fn every_rule_shows_the_values_it_looked_at() {
    let list = json!([[{"k": 1}], []]);
    let long = "é".repeat(300);
    let cut = format!("{}… (600 bytes in all)", "é".repeat(200));
    let values = [
        ("payload.list", list.clone()),
        ("payload.list[0]", list[0].clone()),
        ("payload.list[0][0]", list[0][0].clone()),
        ("payload.list[1]", json!([])),
        ("payload.none", json!({})),
        ("payload.long", json!(cut)),
        ("payload.number", json!(1.5)),
    ];
    let payload = json!({"list": list, "none": {}, "long": long, "number": 1.5});
    let looks = values.each_ref().map(|(path, _)| format!("{path} == 0"));
    let rule = format!("condition: '{}', action: deny", looks.join(" || "));
    let decision = decide_all(&rules(3, &rule), payload, &Plugins::default());
    for entry in &decision.trace[..3] {
        for (path, shown) in &values {
            let part = (entry.parts.iter())
                .find(|part| *part.text == *format!("action.{path}"))
                .expect("a part");
            assert_eq!(part.value.as_ref(), Some(shown), "{path}");
        }
    }
}

#[test]
fn a_list_of_literals_is_no_part() {
    let parts = |list: &str| {
        let rule = cel_rule(&format!("payload.a in {list}"));
        let rules = load_text("r.yaml", &rule).expect("valid rules");
        let action = action(json!({"a": 1, "b": 2}));
        let decision = decide(&rules, &action, &Plugins::default());
        let texts: Vec<String> = (decision.trace[0].parts.iter())
            .map(|part| part.text.to_string())
            .collect();
        texts
    };
    let whole = "(action.payload.a in [1, [\"x\"]])";
    assert_eq!(parts("[1, [\"x\"]]"), [whole, "action.payload.a"]);
    assert_eq!(parts("[1, payload.b]").len(), 4);
}

#[test]
fn bytes_are_cut_in_a_preview() {
    let rule = cel_rule("bytes(payload.text) == b\"\"");
    let rules = load_text("r.yaml", &rule).expect("valid rules");
    let text = "\u{1}".repeat(100_000);
    let decision = decide(&rules, &action(json!({"text": text})), &Plugins::default());
    let part = decision.trace[0].parts.iter().nth(1).expect("a part");
    let value = part.value;
    let shown = format!("b\"{}\"… (100000 bytes in all)", "\\x01".repeat(200));
    assert_eq!(value.as_ref().and_then(Value::as_str), Some(&*shown));
}

#[test]
fn the_parts_of_all_rules_together_are_bounded() {
    let number = 3_000;
    let rule = "condition: 'payload.a == 1 || payload.b == 1', action: deny";
    let large = vec!["é".repeat(100); 30];
    let payload = json!({"a": large, "b": large});
    let decision = decide_all(&rules(number, rule), payload, &Plugins::default());
    assert_eq!(decision.trace.len(), number + 1);
    assert!(length(&decision.trace) < TRACE_BYTES);
    let parts = |index: usize| decision.trace[index].parts.len();
    assert_eq!(parts(0), 5);
    assert!(parts(number - 1) < 5);
    assert_eq!(decision.evaluated, number);
}
