//! Rule sets and actions for the properties of the index.

use std::collections::BTreeMap;

use acteon_core::Action;
use acteon_rules::RuleSet;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::support::load_text;

const FIELDS: [&str; 4] = ["action_type", "provider", "tenant", "namespace"];

/// Values of fields; actions have the first three.
const VALUES: [&str; 4] = ["a", "b", "c", "never"];

/// What a leaf says, in YAML and in CEL.
const OTHERS: [(&str, &str); 8] = [
    (r#"{"field": "payload.a", "eq": 1}"#, "payload.a == 1"),
    (r#"{"field": "payload.a", "gt": 1}"#, "payload.a > 1"),
    (r#"{"field": "payload.none", "gt": 1}"#, "payload.none > 1"),
    (r#"{"wasm_plugin": "yes"}"#, r#"wasm("yes")"#),
    (r#"{"wasm_plugin": "no"}"#, r#"wasm("no")"#),
    (r#"{"wasm_plugin": "broken"}"#, r#"wasm("broken")"#),
    // The state is read in YAML only.
    (
        r#"{"state_seen": {"field": "payload.key"}}"#,
        "payload.a < 1",
    ),
    (
        r#"{"state_counter": "limit", "gte": 3}"#,
        "1 / payload.zero == 1",
    ),
];

#[derive(Clone, Debug)]
enum Tree {
    /// A field and what it is compared with, in one of several ways.
    Field(&'static str, Comparison, Vec<&'static str>),
    Other(usize),
    All(Vec<Tree>),
    Any(Vec<Tree>),
    Not(Box<Tree>),
}

#[derive(Clone, Copy, Debug)]
enum Comparison {
    Equal,
    EqualReversed,
    In,
    NotEqual,
    EqualToNumber,
    InMixed,
    StartsWith,
}

/// How a condition is written.
#[derive(Clone, Copy, Debug)]
enum Style {
    Yaml,
    Cel,
}

fn tree() -> impl Strategy<Value = Tree> {
    let comparison = prop_oneof![
        4 => Just(Comparison::Equal),
        2 => Just(Comparison::EqualReversed),
        3 => Just(Comparison::In),
        1 => Just(Comparison::NotEqual),
        1 => Just(Comparison::EqualToNumber),
        1 => Just(Comparison::InMixed),
        1 => Just(Comparison::StartsWith),
    ];
    let values = proptest::collection::vec(select(VALUES.to_vec()), 1..3);
    let leaf = prop_oneof![
        3 => (select(FIELDS.to_vec()), comparison, values)
            .prop_map(|(field, comparison, values)| Tree::Field(field, comparison, values)),
        2 => (0..OTHERS.len()).prop_map(Tree::Other),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            4 => proptest::collection::vec(inner.clone(), 1..4).prop_map(Tree::All),
            3 => proptest::collection::vec(inner.clone(), 1..4).prop_map(Tree::Any),
            1 => inner.prop_map(|tree| Tree::Not(Box::new(tree))),
        ]
    })
}

impl Tree {
    /// The condition as the value of `condition`. With `opaque`, fields are hidden in a call of a
    /// function that returns them as they are, which no requirement can be read from.
    fn condition(&self, style: Style, opaque: bool) -> Value {
        match style {
            Style::Yaml => self.yaml(opaque),
            Style::Cel => self.cel(opaque).into(),
        }
    }

    fn yaml(&self, opaque: bool) -> Value {
        let list = |trees: &[Self]| {
            trees
                .iter()
                .map(|tree| tree.yaml(opaque))
                .collect::<Vec<_>>()
        };
        match self {
            Self::Field(..) if opaque => self.cel(true).into(),
            Self::Field(field, comparison, values) => match comparison {
                Comparison::Equal => json!({"field": field, "eq": values[0]}),
                Comparison::EqualReversed => self.cel(false).into(),
                Comparison::In => json!({"field": format!("action.{field}"), "in": values}),
                Comparison::NotEqual => json!({"field": field, "ne": values[0]}),
                Comparison::EqualToNumber => json!({"field": field, "eq": 1}),
                Comparison::InMixed => json!({"field": field, "in": [1, values[0], null]}),
                Comparison::StartsWith => json!({"field": field, "starts_with": values[0]}),
            },
            Self::Other(number) => serde_json::from_str(OTHERS[*number].0).expect("a leaf"),
            Self::All(trees) => json!({"all": list(trees)}),
            Self::Any(trees) => json!({"any": list(trees)}),
            Self::Not(tree) => json!({"not": tree.yaml(opaque)}),
        }
    }

    fn cel(&self, opaque: bool) -> String {
        let join = |trees: &[Self], operator: &str| {
            let members: Vec<String> = trees.iter().map(|tree| tree.cel(opaque)).collect();
            format!("({})", members.join(operator))
        };
        match self {
            Self::Field(field, comparison, values) => {
                let bare = *field != "namespace" && values.len() == 1;
                let path = if bare {
                    String::new()
                } else {
                    "action.".to_owned()
                } + field;
                let path = if opaque {
                    format!("string({path})")
                } else {
                    path
                };
                let first = values[0];
                match comparison {
                    Comparison::Equal => format!("({path} == \"{first}\")"),
                    Comparison::EqualReversed => format!("(\"{first}\" == {path})"),
                    Comparison::In => format!("({path} in {})", json!(values)),
                    Comparison::NotEqual => format!("({path} != \"{first}\")"),
                    Comparison::EqualToNumber => format!("({path} == 1)"),
                    Comparison::InMixed => format!("({path} in [1, \"{first}\", null])"),
                    Comparison::StartsWith => format!("{path}.startsWith(\"{first}\")"),
                }
            }
            Self::Other(number) => format!("({})", OTHERS[*number].1),
            Self::All(trees) => join(trees, " && "),
            Self::Any(trees) => join(trees, " || "),
            Self::Not(tree) => format!("!{}", tree.cel(opaque)),
        }
    }
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Drawn {
    priority: i32,
    enabled: bool,
    on_error: &'static str,
    action: Value,
    style: Style,
    tree: Tree,
}

/// Any rule.
pub fn rule() -> impl Strategy<Value = Drawn> {
    let action = select(vec![
        json!("deny"),
        json!("allow"),
        json!({"type": "modify", "changes": {"review": true}}),
    ]);
    (
        0..3,
        prop::bool::weighted(0.85),
        select(vec!["error", "match", "no_match", "no_match"]),
        action,
        select(vec![Style::Yaml, Style::Cel]),
        tree(),
    )
        .prop_map(|(priority, enabled, on_error, action, style, tree)| Drawn {
            priority,
            enabled,
            on_error,
            action,
            style,
            tree,
        })
}

/// Loads rules; with `opaque`, in a form that no requirement can be read from.
pub fn load(rules: &[Drawn], opaque: bool) -> RuleSet {
    let rules: Vec<Value> = (rules.iter().enumerate())
        .map(|(number, rule)| {
            json!({
                "name": format!("r{number}"),
                "priority": rule.priority,
                "enabled": rule.enabled,
                "on_error": rule.on_error,
                "action": rule.action,
                "condition": rule.tree.condition(rule.style, opaque),
            })
        })
        .collect();
    load_text("r.yaml", &json!({"rules": rules}).to_string()).expect("valid rules")
}

/// Any action.
pub fn action() -> impl Strategy<Value = Action> {
    let value = || select(VALUES[..3].to_vec()).prop_map(str::to_owned);
    let payload = select(vec![
        json!({"a": 1, "key": "k"}),
        json!({"a": 2}),
        json!({"a": {}}),
    ]);
    (value(), value(), value(), value(), payload).prop_map(
        |(namespace, tenant, provider, action_type, payload)| Action {
            namespace,
            tenant,
            provider,
            action_type,
            payload: payload.as_object().cloned().unwrap_or_default(),
            metadata: BTreeMap::new(),
        },
    )
}
