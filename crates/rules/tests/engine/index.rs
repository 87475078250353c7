//! The index leaves out only rules that cannot match: decisions are those of a plain scan, and of
//! rules whose requirements nothing can be read from.

use std::collections::{BTreeMap, HashMap};

use acteon_core::{Action, RuleResult, SkipReason, VerdictKind};
use acteon_rules::{Decision, Options, Request, RuleSet, StateSnapshot, Trace, evaluate};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::support::{Plugins, load_text, noon};

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

#[derive(Clone, Debug)]
struct Drawn {
    priority: i32,
    enabled: bool,
    on_error: &'static str,
    action: Value,
    style: Style,
    tree: Tree,
}

fn rule() -> impl Strategy<Value = Drawn> {
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

fn load(rules: &[Drawn], opaque: bool) -> RuleSet {
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

fn action() -> impl Strategy<Value = Action> {
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

/// Every combination of options.
fn modes() -> impl Iterator<Item = Options> {
    [Trace::Off, Trace::Deciding, Trace::Full]
        .into_iter()
        .flat_map(|trace| {
            [(false, false), (false, true), (true, false), (true, true)].map(
                |(include_disabled, evaluate_all)| Options {
                    include_disabled,
                    evaluate_all,
                    trace,
                },
            )
        })
}

/// Decides; the durations are taken out.
fn decide(rules: &RuleSet, action: &Action, options: Options) -> Decision {
    let mut decision = evaluate(
        rules,
        &Request {
            action,
            instant: noon(),
            plugins: &Plugins::answering(&[("yes", true), ("no", false)]),
            state: &StateSnapshot {
                seen: HashMap::from([("k".to_owned(), 5)]),
                counters: HashMap::from([("limit".to_owned(), 3)]),
            },
            deadline: None,
            options,
        },
    );
    for entry in decision.trace.iter_mut().chain(&mut decision.explanation) {
        entry.evaluation_duration_us = 0;
    }
    decision
}

type Outline<'d> = (&'d str, RuleResult, Option<SkipReason>, Option<&'d str>);

/// What a trace says, whatever the conditions look like.
fn outline(decision: &Decision) -> Vec<Outline<'_>> {
    (decision.trace.iter())
        .map(|entry| {
            let error = entry.error.as_deref();
            (&*entry.rule_name, entry.result, entry.skip_reason, error)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_are_those_of_a_plain_scan(
        rules in proptest::collection::vec(rule(), 0..10),
        actions in proptest::collection::vec(action(), 3),
        switched in proptest::collection::hash_map("r[0-9]", any::<bool>(), 0..3),
    ) {
        let set = load(&rules, false).with_enabled(&switched);
        let plain = set.without_index();
        let opaque = load(&rules, true).with_enabled(&switched).without_index();
        for (action, options) in actions.iter().flat_map(|action| modes().map(move |mode| (action, mode))) {
            let decision = decide(&set, action, options);
            prop_assert_eq!(&decision, &decide(&plain, action, options));
            prop_assert_eq!(decision.evaluated + decision.skipped, rules.len());

            let full = decide(&opaque, action, options);
            prop_assert_eq!(decision.verdict, full.verdict);
            prop_assert_eq!(decision.matched, full.matched);
            prop_assert_eq!(&decision.error, &full.error);
            prop_assert_eq!(decision.has_errors, full.has_errors);
            prop_assert_eq!((decision.evaluated, decision.skipped), (full.evaluated, full.skipped));
            prop_assert_eq!(&decision.modified_payload, &full.modified_payload);
            prop_assert_eq!(outline(&decision), outline(&full));
            // What cannot make a difference is neither called nor read.
            let mut calls = full.calls.iter();
            prop_assert!(decision.calls.iter().all(|call| calls.any(|other| other == call)));
            prop_assert!(decision.state_keys_read.is_subset(&full.state_keys_read));

            let plugins = set.plugins_for(action, options.include_disabled);
            prop_assert_eq!(&plugins, &plain.plugins_for(action, options.include_disabled));
            prop_assert!(plugins.is_sorted_by(|left, right| left < right));
            prop_assert!(decision.calls.iter().all(|call| plugins.contains(&call.plugin.as_str())));
            let keys = set.state_keys(action);
            prop_assert_eq!(&keys, &plain.state_keys(action));
            let known = |key: &String| keys.seen.contains(key) || keys.counters.contains(key);
            prop_assert!(decision.state_keys_read.iter().all(known));
        }
    }

    #[test]
    fn how_much_is_kept_changes_nothing_else(
        rules in proptest::collection::vec(rule(), 1..8),
        action in action(),
        include_disabled: bool,
        evaluate_all: bool,
    ) {
        let set = load(&rules, false);
        let with = |trace| decide(&set, &action, Options { include_disabled, evaluate_all, trace });
        let [off, deciding, full] = [Trace::Off, Trace::Deciding, Trace::Full].map(with);
        let without = |decision: &Decision| Decision {
            trace: Vec::new(),
            explanation: None,
            ..decision.clone()
        };
        prop_assert_eq!(&off, &without(&deciding));
        prop_assert_eq!(&off, &without(&full));
        prop_assert!(deciding.trace.is_empty());
        prop_assert_eq!(&deciding.explanation, &full.explanation);

        let decider = off.matched.or(off.error.as_ref().map(|error| error.rule));
        prop_assert_eq!(full.explanation.is_some(), decider.is_some());
        if let (Some(mut explanation), Some(decider)) = (full.explanation, decider) {
            prop_assert!(explanation.parts[0].decided);
            let shown = &full.trace[decider];
            explanation.modified_payload_preview.clone_from(&shown.modified_payload_preview);
            prop_assert_eq!(&explanation, shown);
        }
    }
}

/// Loads rules of the form `- { name: r0, action: deny, <rule> }`.
fn rules(rules: &[&str]) -> RuleSet {
    let text: String = (rules.iter().enumerate())
        .map(|(number, rule)| format!("  - {{ name: r{number}, action: deny, {rule} }}\n"))
        .collect();
    load_text("r.yaml", &format!("rules:\n{text}")).expect("valid rules")
}

#[test]
fn what_comes_before_the_field_in_a_condition_costs_nothing() {
    let loops = "payload.l.all(a, payload.l.all(b, payload.l.all(c, true)))";
    let set = rules(&[&format!("condition: '{loops} && action_type == \"other\"'")]);
    let payload = json!({"l": (0..1_000).collect::<Vec<i64>>()});
    let mut action = crate::support::action(payload);
    for options in modes() {
        for set in [&set, &set.without_index()] {
            let decision = decide(set, &action, options);
            assert_eq!(decision.verdict, VerdictKind::Allow);
            assert!(!decision.has_errors);
        }
    }
    "other".clone_into(&mut action.action_type);
    let decision = decide(&set, &action, Options::default());
    assert_eq!(decision.verdict, VerdictKind::Error);
}

#[test]
fn rules_that_cannot_match_need_no_time() {
    let set = rules(&["condition: { field: action_type, eq: other }"]);
    let action = crate::support::action(json!({}));
    for options in modes() {
        let decision = evaluate(
            &set,
            &Request {
                action: &action,
                instant: noon(),
                plugins: &Plugins::default(),
                state: &StateSnapshot::default(),
                deadline: Some(std::time::Instant::now()),
                options,
            },
        );
        assert_eq!(decision.verdict, VerdictKind::Allow);
        assert_eq!((decision.evaluated, decision.skipped), (1, 0));
    }
}

#[test]
fn plugins_and_state_are_those_of_rules_that_can_match() {
    let set = rules(&[
        "conditions: [{ field: action_type, eq: payment }, { wasm_plugin: p }]",
        "conditions: [{ field: action_type, eq: other }, { wasm_plugin: q }, { state_seen: k }]",
        "enabled: false, conditions: [{ field: tenant, in: [acme] }, { wasm_plugin: o }]",
        "condition: { state_seen: always }",
        "condition: { any: [{ wasm_plugin: p }, { field: tenant, eq: other }] }",
    ]);
    let action = crate::support::action(json!({}));
    assert_eq!(set.plugins_for(&action, false), ["p"]);
    assert_eq!(set.plugins_for(&action, true), ["o", "p"]);
    let keys = set.state_keys(&action);
    assert_eq!(keys.seen.into_iter().collect::<Vec<_>>(), ["always"]);
}
