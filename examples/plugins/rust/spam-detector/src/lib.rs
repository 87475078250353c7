//! Tells whether the text of a message reads like spam. `true` means spam.
//!
//! Looks at the payload's `subject` and `body`: phrases that give spam away, shouting, many
//! links. Each adds points, and the answer says for what.

use acteon_plugin::{Action, Answer, export};
use serde_json::{Map, Value, json};

/// From this many points on a message is spam.
const SPAM: u32 = 5;
/// Phrases in lower case, and their points. Each counts once.
const PHRASES: [(&str, u32); 10] = [
    ("act now", 2),
    ("claim your prize", 3),
    ("click here", 2),
    ("free money", 3),
    ("guaranteed", 1),
    ("limited time", 1),
    ("no obligation", 2),
    ("risk free", 2),
    ("winner", 2),
    ("you have been selected", 3),
];
/// Links that a message may have before they count.
const LINKS: usize = 2;
const MANY_LINKS: u32 = 2;
/// Letters a text needs before its capitals are judged.
const LETTERS: usize = 20;
const SHOUTING: u32 = 2;

export!(evaluate);

/// `true` when the message has [`SPAM`] points or more.
pub fn evaluate(action: &Action) -> Answer {
    let field = |name| {
        action
            .payload
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let text = format!("{}\n{}", field("subject"), field("body"));
    let reasons = reasons(&text);
    let points: u32 = reasons.iter().map(|(_, points)| points).sum();
    if points == 0 {
        return Answer::no();
    }
    let verdict = points >= SPAM;
    let named: Vec<&str> = reasons.iter().map(|(reason, _)| *reason).collect();
    let judgement = if verdict { "spam" } else { "not spam" };
    let reasons: Map<String, Value> = (reasons.iter())
        .map(|(reason, points)| ((*reason).to_owned(), json!(points)))
        .collect();
    Answer {
        verdict,
        message: Some(format!(
            "{judgement}, {points} points: {}",
            named.join(", ")
        )),
        metadata: Some(Map::from_iter([
            ("points".to_owned(), json!(points)),
            ("reasons".to_owned(), reasons.into()),
        ])),
    }
}

fn reasons(text: &str) -> Vec<(&'static str, u32)> {
    let lower = text.to_lowercase();
    let mut reasons: Vec<_> = (PHRASES.into_iter())
        .filter(|(phrase, _)| lower.contains(phrase))
        .collect();
    if lower.matches("http://").count() + lower.matches("https://").count() > LINKS {
        reasons.push(("many links", MANY_LINKS));
    }
    if is_shouting(text) {
        reasons.push(("shouting", SHOUTING));
    }
    reasons
}

/// Whether most letters are capitals.
fn is_shouting(text: &str) -> bool {
    let letters = text
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    let capitals = text
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    letters >= LETTERS && capitals * 2 > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_as_the_samples_say() {
        acteon_plugin::check_samples(env!("CARGO_MANIFEST_DIR"), |_, action| evaluate(action));
    }

    #[test]
    fn a_short_text_in_capitals_is_not_shouting() {
        assert!(!is_shouting("OK, SEE YOU"));
        assert!(is_shouting("BUY THIS BEFORE IT IS too late"));
        assert!(!is_shouting("BUY this before it is too late for you"));
    }

    #[test]
    fn links_count_when_there_are_many() {
        assert_eq!(reasons("http://a https://b"), []);
        assert_eq!(
            reasons("http://a https://b HTTPS://c"),
            [("many links", MANY_LINKS)]
        );
    }
}
