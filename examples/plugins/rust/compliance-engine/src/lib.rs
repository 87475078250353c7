//! Finds what must not leave the house: card numbers (PCI DSS), and health data of a person who
//! can be identified (HIPAA). `true` means that something was found.
//!
//! Answers name the places, never the content: the message travels into logs and audit records.

mod hipaa;
mod pci;
mod walk;

use acteon_plugin::{Action, Answer, export};
use serde_json::{Map, Value, json};

/// Label by which a caller states that the patient has agreed or the law permits it.
const AUTHORIZATION: &str = "hipaa_authorization";
/// Places that a message names before it says how many more there are.
const PLACES_NAMED: usize = 3;

export!(evaluate, check_hipaa);

/// `true` when the payload holds a payment card's number.
pub fn evaluate(action: &Action) -> Answer {
    let findings = pci::findings(&action.payload);
    if findings.is_empty() {
        return Answer::no();
    }
    let places: Vec<&str> = findings
        .iter()
        .map(|finding| finding.place.as_str())
        .collect();
    let details: Vec<Value> = findings
        .iter()
        .map(|finding| json!({"place": finding.place, "masked": finding.masked}))
        .collect();
    Answer {
        verdict: true,
        message: Some(format!("card number in {}", list(&places))),
        metadata: Some(Map::from_iter([("findings".to_owned(), details.into())])),
    }
}

/// `true` when the payload holds health data together with what identifies a person, and the
/// action does not carry an authorization.
pub fn check_hipaa(action: &Action) -> Answer {
    let found = hipaa::find(&action.payload);
    if found.health.is_empty() || found.identifiers.is_empty() {
        return Answer::no();
    }
    let metadata = Map::from_iter([
        ("health".to_owned(), json!(found.health)),
        ("identifiers".to_owned(), json!(found.identifiers)),
    ]);
    let authorized = (action.metadata.get(AUTHORIZATION)).is_some_and(|value| !value.is_empty());
    let health = list(&found.health);
    let identifiers = list(&found.identifiers);
    let message = if authorized {
        format!("health data in {health} is authorized")
    } else {
        format!("health data in {health} of a person identified by {identifiers}")
    };
    Answer {
        verdict: !authorized,
        message: Some(message),
        metadata: Some(metadata),
    }
}

/// The first places, and how many more there are.
fn list(places: &[impl AsRef<str>]) -> String {
    let named: Vec<&str> = places
        .iter()
        .take(PLACES_NAMED)
        .map(AsRef::as_ref)
        .collect();
    let mut text = named.join(", ");
    if places.len() > PLACES_NAMED {
        text.push_str(&format!(" and {} more", places.len() - PLACES_NAMED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_as_the_samples_say() {
        acteon_plugin::check_samples(
            env!("CARGO_MANIFEST_DIR"),
            |function, action| match function {
                "evaluate" => evaluate(action),
                "check_hipaa" => check_hipaa(action),
                other => panic!("no function `{other}`"),
            },
        );
    }
}
