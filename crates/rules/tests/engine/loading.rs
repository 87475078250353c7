//! Loading as a whole: several files, overrides, what a rule set says about itself.

use std::collections::HashMap;

use acteon_core::{OnError, RuleAction, RuleSource};
use acteon_rules::{LoadOptions, MAX_FILE_BYTES, RuleFile, RuleSet, load};
use jiff::tz::TimeZone;

use crate::support::{Plugins, action, decide, load_text, options};

fn file(path: &str, text: &str) -> RuleFile {
    RuleFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn rule(name: &str) -> String {
    format!("rules:\n  - name: {name}\n    condition: true\n    action: deny\n")
}

#[test]
fn a_rule_says_what_it_is() {
    let text = r#"
rules:
  - name: r
    priority: 7
    enabled: false
    description: what it is for
    timezone: europe/paris
    on_error: no_match
    wasm_plugin: b
    condition:
      any:
        - { wasm_plugin: a, wasm_function: f }
        - { wasm_plugin: b }
        - 'wasm("a")'
    action: { type: deduplicate, ttl_seconds: 60 }
"#;
    let rules = load_text("folder/rules.yaml", text).expect("valid rules");
    let [rule] = rules.rules() else {
        panic!("one rule")
    };
    assert_eq!(rule.name(), "r");
    assert_eq!(rule.priority(), 7);
    assert!(!rule.enabled() && !rule.file_enabled());
    assert_eq!(rule.description(), Some("what it is for"));
    assert_eq!(rule.source(), RuleSource::WasmPlugin);
    assert_eq!(rule.on_error(), OnError::NoMatch);
    assert_eq!(rule.timezone(), "Europe/Paris");
    assert_eq!(
        rule.action(),
        &RuleAction::Deduplicate {
            ttl_seconds: Some(60)
        }
    );
    assert_eq!((rule.file(), rule.line()), ("folder/rules.yaml", 3));
    let plugins: Vec<(&str, &str)> = rule
        .plugins()
        .iter()
        .map(|reference| (reference.plugin.as_str(), reference.function.as_str()))
        .collect();
    assert_eq!(plugins, [("a", "evaluate"), ("a", "f"), ("b", "evaluate")]);
    assert!(rules.may_call_plugins());
}

#[test]
fn names_are_unique_across_files_and_every_file_is_reported() {
    let files = [
        file("a.yaml", &rule("same")),
        file("b.yaml", &rule("same")),
        file("c.yaml", "rules: 5"),
    ];
    let problems = load(&files, &options()).expect_err("refused");
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "b.yaml:2: rules[0].name: the rule name `same` is taken by a.yaml:2; give one of them \
             another name",
            "c.yaml:1: rules: `rules` must be a list, not a number",
        ]
    );
}

#[test]
fn overrides_replace_enabled_and_nothing_else() {
    let rules = load_text("r.yaml", &rule("r")).expect("valid rules");
    let off = rules.with_enabled(&HashMap::from([
        ("r".to_owned(), false),
        ("unknown".to_owned(), true),
    ]));
    assert!(!off.rules()[0].enabled());
    assert!(off.rules()[0].file_enabled());
    assert!(rules.rules()[0].enabled());
    // Without the override it is the file's value again.
    assert!(off.with_enabled(&HashMap::new()).rules()[0].enabled());
}

#[test]
fn the_default_time_zone_is_that_of_the_options() {
    let options = LoadOptions {
        default_timezone: TimeZone::get("Asia/Tokyo").expect("a known zone"),
    };
    let text = "rules:\n  - { name: r, condition: 'time.hour == 21', action: deny }\n";
    let rules = load(&[file("r.yaml", text)], &options).expect("valid rules");
    assert_eq!(rules.rules()[0].timezone(), "Asia/Tokyo");
    let decision = decide(&rules, &action(serde_json::json!({})), &Plugins::default());
    assert_eq!(decision.matched, Some(0));
    assert_eq!(decision.time.timezone, "Asia/Tokyo");
    assert_eq!((decision.time.hour, decision.time.day), (21, 31));
    assert_eq!(
        (decision.time.weekday.as_str(), decision.time.weekday_num),
        ("Saturday", 6)
    );
}

#[test]
fn without_files_there_are_no_rules() {
    let rules = load(&[], &options()).expect("an empty set");
    assert!(rules.rules().is_empty());
    assert!(!rules.may_call_plugins());
    assert!(RuleSet::empty(TimeZone::UTC).rules().is_empty());
}

#[test]
fn a_set_can_be_shared_by_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&load_text("r.yaml", &rule("r")).expect("valid rules"));
}

#[test]
fn as_many_warnings_are_kept_as_someone_reads() {
    let mut text = "rules:\n".to_owned();
    for number in 0..300 {
        text += &format!(
            "  - {{ name: r{number}, condition: {{ state_counter: none{number}, gt: 1 }}, action: deny }}\n"
        );
    }
    let rules = load_text("r.yaml", &text).expect("valid rules");
    assert_eq!(rules.warnings().len(), 100);
}

#[test]
fn a_file_may_have_as_many_bytes_as_the_crate_says() {
    let fill = |bytes: usize| {
        let rule = rule("r");
        let comment = "x".repeat(bytes - rule.len() - 1);
        format!("{rule}#{comment}")
    };
    load_text("r.yaml", &fill(MAX_FILE_BYTES)).expect("within the bound");
    let problems = load_text("r.yaml", &fill(MAX_FILE_BYTES + 1)).expect_err("above the bound");
    assert_eq!(
        problems[0].to_string(),
        "r.yaml: the file has 1048577 bytes; the bound is 1048576, split it"
    );
}
