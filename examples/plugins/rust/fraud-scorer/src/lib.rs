//! Scores how likely a payment is fraudulent, and says how it came to the score.
//!
//! The payload's `amount` (number), `country` (ISO 3166-1, two letters) and `velocity` (payments
//! by the same payer within an hour) each add log-odds from a table; the logistic function turns
//! their sum into a score between 0 and 1.

mod model;

use acteon_plugin::{Action, Answer, export};
use serde_json::{Map, Value, json};

use model::{Contribution, Features};

/// From this score on the verdict is `true`.
const THRESHOLD: f64 = 0.8;

export!(evaluate);

/// `true` when the score reaches [`THRESHOLD`].
pub fn evaluate(action: &Action) -> Answer {
    let contributions = model::contributions(&Features::of(&action.payload));
    let score = model::score(&contributions);
    let verdict = score >= THRESHOLD;
    let level = if verdict { "high risk" } else { "risk" };
    Answer {
        verdict,
        message: Some(format!("{level} score: {score:.2}")),
        metadata: Some(metadata(score, &contributions)),
    }
}

fn metadata(score: f64, contributions: &[Contribution]) -> Map<String, Value> {
    let contributions: Map<String, Value> = contributions
        .iter()
        .map(|part| (part.feature.to_owned(), json!(part.log_odds)))
        .collect();
    Map::from_iter([
        ("score".to_owned(), json!(score)),
        ("threshold".to_owned(), json!(THRESHOLD)),
        ("contributions".to_owned(), contributions.into()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_as_the_samples_say() {
        acteon_plugin::check_samples(env!("CARGO_MANIFEST_DIR"), |_, action| evaluate(action));
    }
}
