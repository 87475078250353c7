use serde_json::{Value, json};

use super::*;

const LONG: &str = r#"all((action.action_type == "a) && b") && any((time.hour < 6) || (time.hour >= 22)) && wasm("fraud-scorer", "evaluate"))"#;

fn drawn(text: &str) -> String {
    pieces(text, &[])
        .into_iter()
        .map(|piece| piece.text)
        .collect()
}

fn part(text: &str, whole: &str, value: Value, decided: bool) -> ConditionPart {
    ConditionPart {
        text: text.to_owned().into(),
        start: whole.find(text).unwrap(),
        depth: usize::from(text.len() < whole.len()),
        value: Some(value),
        error: None,
        decided,
    }
}

#[test]
fn a_long_group_has_its_members_on_lines_of_their_own() {
    assert_eq!(
        drawn(LONG),
        "all((action.action_type == \"a) && b\") &&\n    any((time.hour < 6) || (time.hour >= 22)) &&\n    \
         wasm(\"fraud-scorer\", \"evaluate\"))"
    );
}

#[test]
fn a_short_condition_stays_as_it_is() {
    for text in ["true", r#"!wasm("a", "b")"#, "any((a > 1) || (b > 1))", ""] {
        assert_eq!(drawn(text), text);
    }
}

#[test]
fn only_calls_of_plugins_are_links() {
    let found = |text: &str| -> Vec<String> {
        pieces(text, &[])
            .into_iter()
            .filter(|piece| piece.kind == Kind::Plugin)
            .map(|piece| piece.text)
            .collect()
    };
    assert_eq!(found(LONG), ["fraud-scorer"]);
    assert_eq!(found(r#"(a == "wasm(\"x\", \"y\")")"#), [""; 0]);
    assert_eq!(found(r#"my_wasm("x", "y")"#), [""; 0]);
}

#[test]
fn marks_are_kept_across_lines() {
    let parts = [
        part(LONG, LONG, json!(false), true),
        part("(time.hour >= 22)", LONG, json!(false), true),
    ];
    let marked: Vec<_> = pieces(LONG, &parts)
        .into_iter()
        .filter(|piece| piece.mark == Some(Mark::Fails))
        .map(|piece| piece.text)
        .collect();
    assert_eq!(marked, ["time.hour >= 22"]);
    let marked: String = pieces(LONG, &parts)
        .into_iter()
        .map(|piece| piece.text)
        .collect();
    assert_eq!(marked, drawn(LONG));
}

#[test]
fn what_is_no_condition_is_drawn_all_the_same() {
    for text in [
        "all(((((",
        "))))",
        r#"wasm(""#,
        r#"wasm("\"#,
        r#"""#,
        r#"all("é" && "\"#,
        "ünï all(cödé && \u{202e}x)",
        " && ",
    ] {
        let parts = [ConditionPart {
            text: "é".to_owned().into(),
            start: 1,
            depth: 0,
            value: None,
            error: Some("x".to_owned()),
            decided: true,
        }];
        let drawn: String = pieces(text, &parts).into_iter().map(|p| p.text).collect();
        assert_eq!(
            drawn.replace(['\n', ' '], ""),
            text.replace(' ', ""),
            "{text}"
        );
    }
}
