//! The index leaves out only rules that cannot match: decisions are those of a plain scan, and of
//! rules whose requirements nothing can be read from.

mod drawn;

use std::collections::HashMap;

use acteon_core::{Action, RuleResult, SkipReason, VerdictKind};
use acteon_rules::{Decision, Options, Request, RuleSet, StateSnapshot, Trace, evaluate};
use proptest::prelude::*;
use serde_json::json;

use crate::support::{Plugins, load_text, noon};
use drawn::{action, load, rule};

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
            prop_assert!(explanation.parts.iter().next().unwrap().decided);
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
