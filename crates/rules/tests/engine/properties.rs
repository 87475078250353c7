//! Properties that hold for every input.

use acteon_core::{ConditionPart, VerdictKind};
use acteon_rules::{Decision, RuleSet};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::support::{Plugins, action, cel_rule, decide, load_text, outcome};

/// A condition, to be written in YAML and in CEL.
#[derive(Clone, Debug)]
enum Tree {
    /// YAML and CEL of a leaf.
    Leaf(&'static str, &'static str),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
}

/// True, false, failing and calling leaves.
const LEAVES: [(&str, &str); 8] = [
    (r#"{"field": "payload.a", "eq": 1}"#, "payload.a == 1"),
    (r#"{"field": "payload.a", "gt": 1}"#, "payload.a > 1"),
    (r#"{"field": "payload.none", "gt": 1}"#, "payload.none > 1"),
    (r#"{"field": "payload.a.b", "eq": 1}"#, "payload.a.b == 1"),
    (
        r#"{"field": "payload.none", "exists": true}"#,
        "has(payload.none)",
    ),
    (r#"{"wasm_plugin": "yes"}"#, r#"wasm("yes")"#),
    (r#"{"wasm_plugin": "no"}"#, r#"wasm("no")"#),
    (r#"{"wasm_plugin": "broken"}"#, r#"wasm("broken")"#),
];

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = select(LEAVES.to_vec()).prop_map(|(yaml, cel)| Tree::Leaf(yaml, cel));
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Tree::All),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(Tree::Any),
            inner.prop_map(|tree| Tree::Not(Box::new(tree))),
        ]
    })
}

impl Tree {
    fn yaml(&self) -> Value {
        let list = |trees: &[Self]| trees.iter().map(Self::yaml).collect::<Vec<_>>();
        match self {
            Self::Leaf(yaml, _) => serde_json::from_str(yaml).expect("a leaf"),
            Self::All(trees) => json!({"all": list(trees)}),
            Self::Any(trees) => json!({"any": list(trees)}),
            Self::Not(tree) => json!({"not": tree.yaml()}),
        }
    }

    fn cel(&self) -> String {
        let join = |trees: &[Self], operator: &str| {
            let members: Vec<String> = trees.iter().map(Self::cel).collect();
            format!("({})", members.join(operator))
        };
        match self {
            Self::Leaf(_, cel) => format!("({cel})"),
            Self::All(trees) => join(trees, " && "),
            Self::Any(trees) => join(trees, " || "),
            Self::Not(tree) => format!("!{}", tree.cel()),
        }
    }

    /// The same with the order of all siblings reversed.
    fn reversed(&self) -> Self {
        let reverse = |trees: &[Self]| trees.iter().rev().map(Self::reversed).collect();
        match self {
            Self::Leaf(yaml, cel) => Self::Leaf(yaml, cel),
            Self::All(trees) => Self::All(reverse(trees)),
            Self::Any(trees) => Self::Any(reverse(trees)),
            Self::Not(tree) => Self::Not(Box::new(tree.reversed())),
        }
    }

    /// What the tree comes to if nothing is lazy: true, false, or none for a failure.
    fn reference(&self) -> Option<bool> {
        let settle = |trees: &[Self], by: bool| {
            let values: Vec<Option<bool>> = trees.iter().map(Self::reference).collect();
            if values.contains(&Some(by)) {
                Some(by)
            } else if values.contains(&None) {
                None
            } else {
                Some(!by)
            }
        };
        match self {
            Self::Leaf(_, cel) => match *cel {
                "payload.a == 1" | r#"wasm("yes")"# => Some(true),
                "payload.a > 1" | "has(payload.none)" | r#"wasm("no")"# => Some(false),
                _ => None,
            },
            Self::All(trees) => settle(trees, false),
            Self::Any(trees) => settle(trees, true),
            Self::Not(tree) => tree.reference().map(|value| !value),
        }
    }
}

fn rules(condition: &Value) -> RuleSet {
    let file = json!({"rules": [{"name": "r", "action": "deny", "condition": condition}]});
    load_text("r.yaml", &file.to_string()).expect("JSON is YAML, and the rule is valid")
}

fn run(rules: &RuleSet) -> Decision {
    let plugins = Plugins::answering(&[("yes", true), ("no", false)]);
    decide(rules, &action(json!({"a": 1})), &plugins)
}

fn truth(decision: &Decision) -> Option<bool> {
    match decision.verdict {
        VerdictKind::Deny => Some(true),
        VerdictKind::Allow => Some(false),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_laziness_never_change_a_verdict(tree in tree()) {
        let wanted = tree.reference();
        let yaml = run(&rules(&tree.yaml()));
        prop_assert_eq!(truth(&yaml), wanted);
        prop_assert_eq!(truth(&run(&rules(&tree.reversed().yaml()))), wanted);
    }

    #[test]
    fn yaml_and_cel_mean_the_same(tree in tree()) {
        let yaml = rules(&tree.yaml());
        let cel = rules(&Value::from(tree.cel()));
        prop_assert_eq!(yaml.rules()[0].condition_display(), cel.rules()[0].condition_display());
        let (yaml, cel) = (run(&yaml), run(&cel));
        prop_assert_eq!(&yaml.error, &cel.error);
        prop_assert_eq!(truth(&yaml), truth(&cel));
    }

    #[test]
    fn the_trace_fits_the_condition_and_the_result(tree in tree()) {
        let rules = rules(&tree.yaml());
        let decision = run(&rules);
        let entry = &decision.trace[0];
        let parts: Vec<ConditionPart> = entry.parts.iter().collect();
        for part in &parts {
            prop_assert_eq!(
                entry.condition_display.get(part.start..part.start + part.text.len()),
                Some(&*part.text)
            );
            prop_assert!(part.value.is_some() != part.error.is_some());
        }
        let whole = &parts[0];
        prop_assert_eq!(&whole.text, &entry.condition_display);
        prop_assert!(whole.decided && whole.depth == 0);
        prop_assert_eq!(whole.value.as_ref().and_then(Value::as_bool), truth(&decision));
        // The parts that settled it suffice: a conjunction that is false has one false member.
        prop_assert_eq!(entry.wasm_calls.len(), decision.calls.len());
        prop_assert_eq!(
            decision.calls.iter().filter(|call| call.deciding).count(),
            usize::from(!decision.calls.is_empty())
        );
    }

    #[test]
    fn no_text_makes_the_loader_fail(text in "(?s).{0,300}") {
        check_loads_or_is_refused("r.yaml", &text);
    }

    #[test]
    fn no_rule_file_makes_the_loader_fail(
        tokens in proptest::collection::vec(
            select(vec![
                "rules:", "\n", "  ", "- ", "name: r", "condition: ", "conditions: ", "action: ",
                "deny", "all", "any", "not", "field", "payload.x", "eq", ": ", ", ", "{", "}", "[",
                "]", "'", "\"", "wasm_plugin", "p", "1", "true", "&a ", "*a", "!!str ", "|", ">",
                "? ", "#", "---\n", "<<: ", "\t", "\u{feff}", "é",
            ]),
            0..60,
        )
    ) {
        check_loads_or_is_refused("r.yaml", &tokens.concat());
    }

    #[test]
    fn no_expression_makes_the_loader_or_the_evaluator_fail(
        tokens in proptest::collection::vec(
            select(vec![
                "payload", ".", "a", "x", "(", ")", "[", "]", "{", "}", ",", ":", "?", "!", "-",
                "+", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", " in ", "1", "2.5", "3u",
                "\"s\"", "'", "true", "null", "has(", "size(", ".all(x, ", ".map(x, ", "wasm(",
                "\"yes\"", "time", "timestamp(", "duration(", "\"1h\"", "9223372036854775807", "b\"",
                "r'", "\\", "`", "//", "\n", "é", ".matches(",
            ]),
            1..30,
        )
    ) {
        check_expression(&tokens.concat());
    }

    #[test]
    fn no_text_as_expression_makes_the_loader_fail(text in "(?s).{0,120}") {
        check_expression(&text);
    }
}

fn check_loads_or_is_refused(path: &str, text: &str) {
    if let Err(problems) = load_text(path, text) {
        assert!(!problems.is_empty());
        for problem in problems {
            assert!(
                !problem.message.contains("made their parser fail"),
                "{text:?}"
            );
        }
    }
}

fn check_expression(expression: &str) {
    check_loads_or_is_refused("r.yaml", &cel_rule(expression));
    let plugins = Plugins::answering(&[("yes", true)]);
    if let Err((kind, message)) = outcome(expression, &action(json!({"a": 1})), &plugins) {
        assert!(!message.is_empty(), "{expression:?}: {kind}");
    }
}
