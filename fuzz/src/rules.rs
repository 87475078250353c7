//! Rule files that are read, and decided by if they can be.

use std::collections::BTreeMap;

use acteon_core::{Action, PluginCall, PluginOutput};
use acteon_rules::{
    LoadOptions, Options, PluginInvoker, Request, RuleFile, StateSnapshot, Trace, evaluate, load,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

struct Yes;

impl PluginInvoker for Yes {
    fn invoke(&self, _: &str, _: &str) -> PluginCall {
        PluginCall {
            result: Ok(PluginOutput {
                verdict: true,
                message: Some("yes".to_owned()),
                metadata: None,
            }),
            duration_us: 1,
            memory_used_bytes: 1,
            revision: Some(1),
        }
    }
}

/// Loads a file, and decides about an action if that works.
pub fn load_and_decide(path: &str, text: &str) {
    let file = RuleFile {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let options = LoadOptions {
        default_timezone: TimeZone::UTC,
    };
    let rules = match load(&[file], &options) {
        Ok(rules) => rules,
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a reason");
            return;
        }
    };
    let payload = json!({
        "priority": "low", "amount": 1200, "to": ["a", "b"], "nested": {"x": null, "y": [1, 2.5]},
        "text": "žluťoučký 🦀", "flag": true
    });
    let action = Action {
        namespace: "n".to_owned(),
        tenant: "t".to_owned(),
        provider: "email".to_owned(),
        action_type: "notification".to_owned(),
        payload: payload.as_object().cloned().unwrap_or_default(),
        metadata: BTreeMap::from([("source".to_owned(), "api".to_owned())]),
        ..Action::default()
    };
    let decide = |trace| {
        let request = Request {
            action: &action,
            instant: Timestamp::UNIX_EPOCH,
            plugins: &Yes,
            state: &StateSnapshot::default(),
            deadline: None,
            options: Options {
                trace,
                ..Options::default()
            },
        };
        evaluate(&rules, &request)
    };
    let (with, without) = (decide(Trace::Full), decide(Trace::default()));
    assert_eq!(
        with.verdict, without.verdict,
        "the trace changes the verdict"
    );
}
