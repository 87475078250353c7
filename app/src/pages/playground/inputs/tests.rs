use serde_json::json;

use super::*;

fn filled() -> Inputs {
    Inputs {
        namespace: "n".to_owned(),
        tenant: "t".to_owned(),
        provider: "p".to_owned(),
        action_type: "a".to_owned(),
        payload: "{\"amount\": 5}".to_owned(),
        ..Inputs::blank()
    }
}

fn errors(inputs: &Inputs) -> Vec<(FieldName, String)> {
    inputs
        .requests()
        .unwrap_err()
        .into_iter()
        .map(|error| (error.field, error.message))
        .collect()
}

#[test]
fn a_filled_form_is_a_request() {
    let inputs = Inputs {
        metadata: "{\"tier\": \"gold\"}".to_owned(),
        evaluate_at: "2026-06-21T12:00".to_owned(),
        mock_state: "invoice = 86400\nquota = never".to_owned(),
        rule_set_revision: "7".to_owned(),
        rule_switches: "a=b = off".to_owned(),
        ..filled()
    };
    let request = inputs.requests().unwrap().first;
    assert_eq!(
        super::super::curl::trimmed(&request),
        json!({
            "namespace": "n", "tenant": "t", "provider": "p", "action_type": "a",
            "payload": {"amount": 5}, "metadata": {"tier": "gold"}, "evaluate_all": true,
            "evaluate_at": "2026-06-21T12:00:00Z", "mock_state": {"invoice": 86400, "quota": null},
            "rule_set_revision": 7, "rule_switches": {"a=b": false},
        })
    );
}

#[test]
fn a_request_fills_the_form_that_sends_it() {
    let request: EvaluateRequest = serde_json::from_value(json!({
        "namespace": "n", "tenant": "t", "provider": "p", "action_type": "a",
        "payload": {"z": [1.5, null], "a": {"b": "c"}}, "metadata": {"labels": {"k": "v"}},
        "include_disabled": true, "evaluate_at": "2026-06-21T12:00:00.250Z",
        "mock_state": {"one = two": 3, "four": "5", "six": null}, "rules": "rules: []",
    }))
    .unwrap();
    let sent = Inputs::from_request(&request).requests().unwrap();
    assert_eq!(sent.beside, None);
    let mut expected = request;
    expected.metadata =
        (expected.metadata.take()).map(|metadata| MetadataInput::Flat(metadata.into_labels()));
    expected
        .mock_state
        .insert("four".to_owned(), MockStateValue::Number(5));
    assert_eq!(sent.first, expected);
}

#[test]
fn json_that_is_wrong_is_told_with_its_place() {
    let inputs = Inputs {
        payload: "{\n  \"a\": 1,\n  }".to_owned(),
        metadata: "{\"tier\": 1}".to_owned(),
        ..filled()
    };
    let errors = errors(&inputs);
    assert_eq!(errors.len(), 2);
    assert_eq!(errors[0].0, FieldName::Payload);
    assert_eq!(errors[0].1, "line 3, column 3: trailing comma");
    assert_eq!(errors[1].0, FieldName::Metadata);
    assert!(
        errors[1]
            .1
            .starts_with("line 1, column 10: invalid type: integer `1`, expected a string"),
        "{}",
        errors[1].1
    );
}

#[test]
fn a_payload_that_is_no_object_is_refused() {
    let inputs = Inputs {
        payload: "[1]".to_owned(),
        ..filled()
    };
    assert!(errors(&inputs)[0].1.contains("expected a map"));
}

#[test]
fn everything_wrong_is_told_at_once() {
    let inputs = Inputs {
        evaluate_at: "yesterday".to_owned(),
        mock_state: "a = 1\nb = soon".to_owned(),
        rule_set_revision: "last".to_owned(),
        rule_switches: "a = maybe".to_owned(),
        ..Inputs::blank()
    };
    let errors = errors(&inputs);
    let fields: Vec<&str> = errors.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "rule_set_revision",
            "namespace",
            "tenant",
            "provider",
            "action_type",
            "evaluate_at",
            "mock_state",
            "rule_switches",
        ]
    );
    assert!(errors[6].1.starts_with("line 2: `soon` is no whole number"));
}

#[test]
fn a_draft_goes_beside_or_in_place_of_the_loaded_rules() {
    let beside = Inputs {
        rules: "rules: []".to_owned(),
        rule_set_revision: "3".to_owned(),
        rule_switches: "x = on".to_owned(),
        ..filled()
    };
    let requests = beside.requests().unwrap();
    assert_eq!(requests.first.rules, None);
    assert_eq!(requests.first.rule_set_revision, Some(3));
    let draft = requests.beside.unwrap();
    assert_eq!(draft.rules.as_deref(), Some("rules: []"));
    assert_eq!(draft.rule_set_revision, None);
    assert!(draft.rule_switches.is_empty());

    let instead = Inputs {
        draft_use: DraftUse::Instead,
        ..beside.clone()
    };
    assert_eq!(errors(&instead)[0].0, FieldName::Revision);
    let instead = Inputs {
        rule_set_revision: String::new(),
        ..instead
    };
    let requests = instead.requests().unwrap();
    assert!(requests.first.rules.is_some() && requests.beside.is_none());

    for off in [
        Inputs {
            draft_use: DraftUse::Off,
            ..beside.clone()
        },
        Inputs {
            rules: " \n".to_owned(),
            ..beside
        },
    ] {
        let requests = off.requests().unwrap();
        assert!(requests.first.rules.is_none() && requests.beside.is_none());
    }
}

#[test]
fn what_a_form_sends_is_what_was_filled_in() {
    let fields = [
        ("namespace", "n"),
        ("tenant", "t"),
        ("provider", "p"),
        ("action_type", "a"),
        ("payload", "{\"amount\": 5}"),
        ("metadata", "{}"),
        ("draft_use", "off"),
        ("rules", "rules: []"),
        ("evaluate_all", "on"),
    ];
    let fields = fields
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    let expected = Inputs {
        rules: "rules: []".to_owned(),
        draft_use: DraftUse::Off,
        ..filled()
    };
    assert_eq!(Inputs::from_fields(&fields), expected);
}

#[test]
fn a_request_as_json_is_read_with_the_place_of_its_error() {
    let error = read_request("{\n  \"namespace\": \"n\"\n}").unwrap_err();
    assert_eq!(error.field, FieldName::Request);
    assert_eq!(error.message, "line 3, column 1: missing field `tenant`");
}
