//! Nothing that a rule or an action contains takes the caller down or runs on for long.

use std::time::{Duration, Instant};

use acteon_core::{PluginCall, PluginOutput, RuleResult, VerdictKind};
use acteon_rules::{ErrorKind, Options, PluginInvoker, Request, StateSnapshot, Trace, evaluate};
use serde_json::json;

use crate::support::{Plugins, action, cel_rule, decide, load_text, noon, outcome};

/// Far above what any case takes, and far below what an unbounded one would.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn hostile_expressions_are_refused_soon() {
    let deep = |open: &str, middle: &str, close: &str, times: usize| {
        format!("{}{middle}{}", open.repeat(times), close.repeat(times))
    };
    let cases = [
        vec!["1"; 1_500].join("+"),
        vec!["1"; 1_500].join(" - "),
        vec!["true"; 1_500].join("=="),
        vec!["a"; 1_500].join("."),
        vec!["true ? true"; 700].join(" : "),
        "!".repeat(3_000),
        "-".repeat(3_000),
        deep("(", "true", ")", 1_500),
        deep("[", "", "]", 1_500),
        deep("{1:", "1", "}", 1_000),
        deep("size(", "1", ")", 500),
        deep("[1].all(x, ", "true", ")", 300),
        format!("payload{}", "[0]".repeat(900)),
        format!("payload{}", ".size()".repeat(900)),
        "(".repeat(4_000),
        "\"".repeat(4_001),
        "[1,".repeat(900),
        "a?".repeat(900),
        "\u{0}".repeat(3_000),
        "// comment\n".repeat(700),
        "'".to_owned() + &"x".repeat(8_000),
        "x".repeat(1_000_000),
    ];
    let started = Instant::now();
    for case in cases {
        let start: String = case.chars().take(30).collect();
        let problems = load_text("r.yaml", &cel_rule(&case)).err();
        let message = &problems.expect(&start)[0].message;
        assert!(
            !message.contains("made their parser fail"),
            "{start}: {message}"
        );
    }
    assert!(started.elapsed() < SOON, "took {:?}", started.elapsed());
}

#[test]
fn many_expressions_together_are_bounded() {
    let expression = vec!["payload.a == 1"; 160].join(" && ");
    let rule =
        |name: usize| format!("  - {{ name: r{name}, action: deny, condition: '{expression}' }}\n");
    let rules: String = (0..300).map(rule).collect();
    let problems = load_text("r.yaml", &format!("rules:\n{rules}")).expect_err("refused");
    assert!(
        problems[0].message.contains("200000 tokens"),
        "{}",
        problems[0]
    );
}

#[test]
fn many_regular_expressions_together_are_bounded() {
    let large = "[ab]*a[ab]{1000}c";
    let conditions: Vec<String> = (0..300)
        .map(|_| format!("{{ field: payload.x, regex: '{large}' }}"))
        .collect();
    let text = format!(
        "rules:\n  - name: r\n    action: deny\n    condition: {{ any: [{}] }}\n",
        conditions.join(", ")
    );
    let problems = load_text("r.yaml", &text).expect_err("refused");
    assert!(problems[0].message.contains("65536 KiB"), "{}", problems[0]);
    assert!(problems.len() <= 100);
}

#[test]
fn expressions_within_the_bounds_load() {
    let row = vec!["1"; 51].join(" + ");
    let bushy = format!("({row}) > 0 && ({row}) > 0");
    let wide = vec!["payload.a == 1"; 160].join(" || ");
    let nested = format!("{}true{}", "(".repeat(24), ")".repeat(24));
    for expression in [bushy, wide, nested] {
        load_text("r.yaml", &cel_rule(&expression)).expect("within the bounds");
    }
}

#[test]
fn the_deepest_conditions_are_evaluated_on_a_small_stack() {
    let rule = |condition: &str| {
        format!("rules:\n  - name: r\n    action: deny\n    condition: {condition}\n")
    };
    let tree = |pairs: usize| {
        let open = "{ any: [ false, { all: [ true, ".repeat(pairs);
        let sum = vec!["1"; 50].join(" + ");
        rule(&format!("{open}'{sum} > 0'{}", "] } ] }".repeat(pairs)))
    };
    let macros = |times: usize| {
        let open = "[1].all(x, ".repeat(times);
        let sum = vec!["1"; 41].join(" + ");
        rule(&format!("'{open}{sum} > 0{}'", ")".repeat(times)))
    };
    assert!(load_text("r.yaml", &tree(7)).is_err());
    assert!(load_text("r.yaml", &macros(23)).is_err());
    for text in [tree(6), macros(22)] {
        let rules = load_text("r.yaml", &text).expect("within the bounds");
        // A server decides on threads with 2 MiB.
        std::thread::Builder::new()
            .stack_size(1024 * 1024)
            .spawn(move || {
                let decision = decide(&rules, &action(json!({})), &Plugins::default());
                assert_eq!(decision.verdict, VerdictKind::Deny);
            })
            .expect("a thread")
            .join()
            .expect("no overflow of the stack");
    }
}

#[test]
fn expensive_evaluations_end_soon_and_name_the_bound() {
    let items: Vec<i64> = (0..2_000).collect();
    let payload = json!({
        "list": items,
        "text": "ab".repeat(500_000),
        "same": vec![vec![1; 1_000]; 200],
    });
    let action = action(payload);
    let cases = [
        "payload.list.all(a, payload.list.all(b, a + b >= 0))",
        "payload.list.map(a, payload.list).size() == 1 || payload.list.map(a, payload.list + payload.list).size() == 1",
        "payload.list.all(a, payload.text.contains(\"x\") == false)",
        "payload.list.all(a, !payload.text.matches(\"(a|b)*c\"))",
        "payload.text.matches(\"[ab]*a[ab]{1000}c\")",
        "payload.list.all(a, payload.same == payload.same)",
        "payload.list.all(a, !(-1 in payload.list))",
        "payload.list.all(a, payload.text + \"x\" != payload.text)",
        "payload.list.map(a, string(a) + payload.text).size() == 0",
        "payload.list.all(a, payload.text.upperAscii() != \"\")",
        "payload.list.all(a, payload.text < payload.text + \"x\")",
    ];
    let started = Instant::now();
    for case in cases {
        let failure = outcome(case, &action, &Plugins::default()).expect_err(case);
        assert_eq!(failure.0, "bound_exceeded", "{case}: {}", failure.1);
    }
    assert!(started.elapsed() < SOON, "took {:?}", started.elapsed());
}

#[test]
fn past_the_deadline_the_decision_is_an_error_of_that_kind() {
    let text = "rules:\n  - { name: a, condition: false, action: deny, on_error: match }\n  - { \
                name: b, condition: true, action: allow }\n";
    let rules = load_text("r.yaml", text).expect("valid rules");
    let action = action(json!({}));
    let decision = evaluate(
        &rules,
        &Request {
            action: &action,
            instant: noon(),
            plugins: &Plugins::default(),
            state: &StateSnapshot::default(),
            deadline: Some(Instant::now()),
            options: Options::default(),
        },
    );
    assert_eq!(decision.verdict, VerdictKind::Error);
    let error = decision.error.expect("an error");
    assert_eq!((error.rule, error.kind), (0, ErrorKind::Deadline));
    assert_eq!((decision.evaluated, decision.skipped), (1, 1));
}

/// Answers when the deadline has passed, as a plugin does that is stopped late.
struct Slow(Instant);

impl PluginInvoker for Slow {
    fn invoke(&self, _: &str, _: &str) -> PluginCall {
        while Instant::now() < self.0 {
            std::hint::spin_loop();
        }
        PluginCall {
            result: Ok(PluginOutput {
                verdict: true,
                message: None,
                metadata: None,
            }),
            duration_us: 0,
            memory_used_bytes: 0,
            revision: None,
        }
    }
}

#[test]
fn the_deadline_is_noticed_within_one_condition() {
    let loops = "payload.l.all(a, payload.l.all(b, payload.l.all(c, true)))";
    let action = action(json!({"l": (0..20).collect::<Vec<i64>>()}));
    for expression in [
        format!("wasm(\"slow\") ? {loops} : false"),
        "payload.l.all(a, wasm(\"slow\"))".to_owned(),
    ] {
        let rules = load_text("r.yaml", &cel_rule(&expression)).expect("valid rules");
        // A machine that stands still may pass the deadline before the plugin is called.
        let noticed_after_the_call = (0..50).any(|_| {
            let deadline = Instant::now() + Duration::from_millis(20);
            let decision = evaluate(
                &rules,
                &Request {
                    action: &action,
                    instant: noon(),
                    plugins: &Slow(deadline),
                    state: &StateSnapshot::default(),
                    deadline: Some(deadline),
                    options: Options::default(),
                },
            );
            let error = decision.error.expect("an error");
            assert_eq!(error.kind, ErrorKind::Deadline, "{expression}");
            decision.calls.len() == 1
        });
        assert!(noticed_after_the_call, "{expression}");
    }
}

#[test]
fn the_deadline_is_noticed_by_the_rule_after_a_slow_call() {
    let text = "rules:\n  - { name: slow, condition: '!wasm(\"slow\")', action: deny }\n  - { name: \
                next, condition: true, action: allow, on_error: match }\n";
    let rules = load_text("r.yaml", text).expect("valid rules");
    let action = action(json!({}));
    // A machine that stands still may pass the deadline before the plugin is called.
    let noticed_after_the_call = (0..50).any(|_| {
        let deadline = Instant::now() + Duration::from_millis(20);
        let decision = evaluate(
            &rules,
            &Request {
                action: &action,
                instant: noon(),
                plugins: &Slow(deadline),
                state: &StateSnapshot::default(),
                deadline: Some(deadline),
                options: Options {
                    trace: Trace::Deciding,
                    ..Options::default()
                },
            },
        );
        let error = decision.error.expect("an error");
        assert_eq!(error.kind, ErrorKind::Deadline);
        let explanation = decision.explanation.expect("the rule that failed");
        assert_eq!(explanation.error, Some(error.message));
        assert!(explanation.parts.is_empty());
        (decision.calls.len(), error.rule) == (1, 1)
    });
    assert!(noticed_after_the_call);
}

#[test]
fn the_steps_of_all_rules_together_are_bounded() {
    // Each condition is within its own bound, and would count as matching where it fails.
    let loops = "payload.l.all(a, payload.l.all(b, payload.l.all(c, a + b + c >= 0)))";
    let rule = |name: usize| {
        format!("  - {{ name: r{name}, condition: '!{loops}', action: allow, on_error: match }}\n")
    };
    let text: String = (0..200).map(rule).collect();
    let rules = load_text("r.yaml", &format!("rules:\n{text}")).expect("valid rules");
    let action = action(json!({"l": (0..28).collect::<Vec<i64>>()}));
    let decision = decide(&rules, &action, &Plugins::default());
    assert_eq!(decision.verdict, VerdictKind::Error);
    let error = decision.error.expect("an error");
    assert_eq!(error.kind, ErrorKind::Bound);
    assert_eq!(
        error.message,
        "the decision needs more than 10000000 steps, all rules together; use fewer rules or \
         smaller texts and lists"
    );
    assert_eq!(error.rule + 1, decision.evaluated);
    assert_eq!(decision.evaluated + decision.skipped, 200);
    assert!((50..100).contains(&error.rule), "{}", error.rule);
    let entry = &decision.trace[error.rule];
    assert_eq!(entry.result, RuleResult::Error);
}

#[test]
fn no_single_operation_is_cheaper_than_what_it_does() {
    let items: Vec<i64> = (0..2_000).collect();
    let entries: Vec<String> = (0..200).map(|key| format!("{key}: 0")).collect();
    let map = format!("{{ {} }}", entries.join(", "));
    let action = action(json!({"list": items, "few": vec![0; 100], "text": "ab".repeat(250_000)}));
    let cases = [
        "[bytes(payload.text)].all(b, payload.list.all(a, b == b))".to_owned(),
        "[bytes(payload.text)].all(b, payload.list.all(a, b <= b))".to_owned(),
        format!("[{map}].all(m, payload.list.all(a, m.none == null))"),
        format!("[{map}].all(m, payload.list.all(a, !has(m.none)))"),
        format!("[{map}].all(m, payload.list.all(a, !(\"none\" in m)))"),
        format!("[{map}].all(m, payload.few.all(a, m == m))"),
        // Hard to search with: a hundred kilobytes take tens of milliseconds.
        "payload.text.matches(\"[ab]*a[ab]{12}c\")".to_owned(),
    ];
    for case in cases {
        let failure = outcome(&case, &action, &Plugins::default()).expect_err(&case);
        let end = &case[case.len().saturating_sub(40)..];
        assert_eq!(failure.0, "bound_exceeded", "{end}: {}", failure.1);
    }
}
