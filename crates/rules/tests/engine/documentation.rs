//! Every example in `docs/rules.md` does what it says, and everything that exists is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use acteon_core::{PluginFailure, PluginFailureKind, VerdictKind};
use acteon_rules::Decision;
use serde_json::json;

use crate::support::{Plugins, action, cel_rule, decide, load_text, outcome};

fn documentation() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    std::fs::read_to_string(file).expect("the documentation of rules")
}

/// The fenced blocks of a language, with the line each starts at.
fn blocks(text: &str, language: &str) -> Vec<(usize, String)> {
    let fence = format!("```{language}");
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line == fence {
            let block: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| *line != "```")
                .collect();
            blocks.push((number + 1, block.join("\n")));
        }
    }
    blocks
}

#[test]
fn every_yaml_block_is_a_rule_file_without_warnings() {
    let text = documentation();
    let blocks = blocks(&text, "yaml");
    assert!(blocks.len() >= 7, "only {} blocks", blocks.len());
    for (line, block) in blocks {
        let rules = load_text("docs.yaml", &block)
            .unwrap_or_else(|problems| panic!("docs/rules.md:{line}: {}", problems[0]));
        assert!(!rules.rules().is_empty(), "docs/rules.md:{line}");
        assert_eq!(rules.warnings(), [], "docs/rules.md:{line}");
    }
}

#[test]
fn every_refused_block_is_refused_as_the_comment_says() {
    let text = documentation();
    let blocks = blocks(&text, "yaml refused");
    assert!(!blocks.is_empty());
    for (line, block) in blocks {
        let comment = block.lines().next().unwrap_or_default();
        let wanted = comment.trim_start_matches("# ");
        let problems = load_text("rules.yaml", &block).expect_err(wanted);
        assert_eq!(problems[0].to_string(), wanted, "docs/rules.md:{line}");
    }
}

#[test]
fn every_expression_comes_to_what_the_comment_says() {
    let text = documentation();
    let action = action(json!({
        "amount": 1500,
        "to": "ada@example.com",
        "items": [{"sku": "a", "price": 3}, {"sku": "b", "price": 5}],
        "tags": ["new", "eu"]
    }));
    let plugins = Plugins::answering(&[("fraud-scorer", true), ("spam-detector", false)]);
    let mut count = 0;
    for (line, block) in blocks(&text, "cel") {
        for expression in block.lines().filter(|line| !line.is_empty()) {
            count += 1;
            let (expression, wanted) = expression.split_once(" // ").expect("a comment");
            let found = match outcome(expression.trim(), &action, &plugins) {
                Ok(holds) => holds.to_string(),
                Err((kind, _)) => kind,
            };
            assert_eq!(found, wanted.trim(), "docs/rules.md:{line}: {expression}");
        }
    }
    assert!(count >= 15, "only {count} expressions");
}

#[test]
fn what_a_message_lists_is_documented() {
    let text = documentation();
    let message = |rule: &str| {
        let problems = load_text("r.yaml", &format!("rules:\n  - {rule}\n")).expect_err(rule);
        problems[0].message.clone()
    };
    for list in [
        message("{ name: r, action: deny, condition: { field: payload.x, nope: 1 } }"),
        message("{ name: r, action: nope, condition: true }"),
        message("{ name: r, action: deny, condition: 'nope()' }"),
        message("{ name: r, action: deny, condition: { field: time.nope, eq: 1 } }"),
        load_text("r.yaml", &cel_rule("nope(1)")).expect_err("refused")[0]
            .message
            .clone(),
    ] {
        for name in list.split('`').skip(1).step_by(2) {
            assert!(
                name == "nope" || name == "get..." || text.contains(&format!("`{name}")),
                "`{name}` is not in docs/rules.md"
            );
        }
    }
}

/// Decides with a rule that fails, as often as said, and one after it that always matches.
fn decide_with_failure(kind: &str, of_the_decision: bool, on_error: &str) -> Decision {
    let loops = "payload.l.all(a, payload.l.all(b, payload.l.all(c, a + b + c >= 0)))";
    let failure = (PluginFailureKind::ALL.into_iter()).find(|failure| failure.as_str() == kind);
    let (condition, times) = match (kind, of_the_decision) {
        ("type_error", false) => ("payload.none > 1".to_owned(), 1),
        ("value_error", false) => ("payload.a / 0 > 1".to_owned(), 1),
        ("bound_exceeded", false) => (format!("payload.l.all(d, {loops})"), 1),
        ("bound_exceeded", true) => (format!("!{loops}"), 100),
        _ => ("wasm(\"p\")".to_owned(), 1),
    };
    let mut text = "rules:\n".to_owned();
    for name in 0..times {
        text += &format!(
            "  - {{ name: r{name}, action: deny, on_error: {on_error}, condition: '{condition}' }}\n"
        );
    }
    text += "  - { name: last, action: suppress, condition: true }\n";
    let plugins = failure.map(|kind| ("p".to_owned(), Err(PluginFailure::new(kind, "no answer"))));
    decide(
        &load_text("r.yaml", &text).expect("valid rules"),
        &action(json!({"a": 1, "l": (0..28).collect::<Vec<i64>>()})),
        &Plugins(BTreeMap::from_iter(plugins)),
    )
}

#[test]
fn every_failure_does_what_the_table_says() {
    let text = documentation();
    let rows: Vec<Vec<&str>> = (text.lines())
        .skip_while(|line| !line.starts_with("| Failure | Kind |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let mut kinds = BTreeSet::new();
    for row in &rows {
        let &[failure, kind, error, matched, no_match] = row.as_slice() else {
            panic!("{row:?} has not five columns");
        };
        let kind = kind.trim_matches('`');
        kinds.insert(kind);
        let of_the_decision = failure.starts_with("**the decision**");
        for (on_error, effect) in [("error", error), ("match", matched), ("no_match", no_match)] {
            let decision = decide_with_failure(kind, of_the_decision, on_error);
            let wanted = match effect.trim_matches('*') {
                "fails" => VerdictKind::Error,
                "matches" => VerdictKind::Deny,
                "goes on" => VerdictKind::Suppress,
                other => panic!("`{other}` is explained nowhere"),
            };
            let case = format!("{failure}, on_error: {on_error}");
            assert_eq!(decision.verdict, wanted, "{case}");
            assert!(decision.has_errors, "{case}");
            let found = decision.error.map(|error| error.kind.as_str());
            let failed = wanted == VerdictKind::Error;
            assert_eq!(found, failed.then_some(kind), "{case}");
            assert_eq!(
                decision.skipped > 0,
                wanted != VerdictKind::Suppress,
                "{case}"
            );
        }
    }
    let own = ["type_error", "value_error", "bound_exceeded"];
    let all: BTreeSet<&str> = (PluginFailureKind::ALL.iter().map(|kind| kind.as_str()))
        .chain(own)
        .collect();
    assert_eq!(kinds, all);
}
