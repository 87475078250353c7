//! The model. Its figures are made up to show how such a plugin is built; they are no advice.

use serde_json::{Map, Value};

/// Log-odds of fraud before anything is known.
const BASE: f64 = -3.0;

/// From which amount on how much is added; the last row that applies counts.
const AMOUNT: [(f64, f64); 6] = [
    (0.0, 0.0),
    (50.0, 0.4),
    (200.0, 0.8),
    (1_000.0, 1.6),
    (5_000.0, 2.6),
    (20_000.0, 3.6),
];

/// From how many payments within an hour on how much is added; the last row that applies counts.
const VELOCITY: [(f64, f64); 4] = [(0.0, 0.0), (3.0, 0.6), (6.0, 1.4), (11.0, 2.2)];

/// What a country adds. The three at the top are on the list of high-risk jurisdictions that the
/// Financial Action Task Force calls for action against.
const COUNTRY: [(&str, f64); 13] = [
    ("IR", 2.4),
    ("KP", 2.4),
    ("MM", 2.4),
    ("AT", 0.0),
    ("CA", 0.0),
    ("CH", 0.0),
    ("DE", 0.0),
    ("ES", 0.0),
    ("FR", 0.0),
    ("GB", 0.0),
    ("IT", 0.0),
    ("JP", 0.0),
    ("US", 0.0),
];
/// What a country adds that is not in the table.
const OTHER_COUNTRY: f64 = 0.7;

/// What it adds when a feature is missing or has no sensible value.
const UNKNOWN: f64 = 0.3;

/// What the model looks at; none for what the payload does not tell.
#[derive(Debug, PartialEq)]
pub struct Features {
    pub amount: Option<f64>,
    pub country: Option<String>,
    pub velocity: Option<f64>,
}

impl Features {
    pub fn of(payload: &Map<String, Value>) -> Self {
        let number = |field| {
            let value = payload.get(field).and_then(Value::as_f64);
            value.filter(|number| *number >= 0.0)
        };
        let country = payload.get("country").and_then(Value::as_str);
        let is_code =
            |text: &&str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic());
        Self {
            amount: number("amount"),
            country: country.filter(is_code).map(str::to_ascii_uppercase),
            velocity: number("velocity"),
        }
    }
}

/// What one feature adds to the log-odds.
#[derive(Debug, PartialEq)]
pub struct Contribution {
    pub feature: &'static str,
    pub log_odds: f64,
}

pub fn contributions(features: &Features) -> [Contribution; 3] {
    let in_table = |table: &[(f64, f64)], value: f64| {
        let row = table.iter().rev().find(|(from, _)| value >= *from);
        row.map_or(UNKNOWN, |(_, log_odds)| *log_odds)
    };
    let of_country = |country: &String| {
        let row = COUNTRY.iter().find(|(code, _)| code == country);
        row.map_or(OTHER_COUNTRY, |(_, log_odds)| *log_odds)
    };
    [
        (
            "amount",
            features.amount.map(|amount| in_table(&AMOUNT, amount)),
        ),
        ("country", features.country.as_ref().map(of_country)),
        (
            "velocity",
            features
                .velocity
                .map(|velocity| in_table(&VELOCITY, velocity)),
        ),
    ]
    .map(|(feature, log_odds)| Contribution {
        feature,
        log_odds: log_odds.unwrap_or(UNKNOWN),
    })
}

/// The score between 0 and 1, to two digits.
pub fn score(contributions: &[Contribution]) -> f64 {
    let log_odds = BASE + contributions.iter().map(|part| part.log_odds).sum::<f64>();
    let score = 1.0 / (1.0 + (-log_odds).exp());
    (score * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn features(payload: Value) -> Features {
        Features::of(payload.as_object().unwrap())
    }

    #[test]
    fn values_without_sense_are_unknown() {
        let unknown = Features {
            amount: None,
            country: None,
            velocity: None,
        };
        assert_eq!(features(json!({})), unknown);
        let nonsense = json!({"amount": -1, "country": "Germany", "velocity": "3"});
        assert_eq!(features(nonsense), unknown);
    }

    #[test]
    fn a_row_counts_from_its_bound_on() {
        let amount = |amount: f64| contributions(&features(json!({"amount": amount})))[0].log_odds;
        assert_eq!(amount(0.0), 0.0);
        assert_eq!(amount(999.99), 0.8);
        assert_eq!(amount(1_000.0), 1.6);
        assert_eq!(amount(1e300), 3.6);
    }

    #[test]
    fn the_score_rises_with_every_feature() {
        let scores: Vec<f64> = [
            json!({"amount": 10, "country": "de", "velocity": 0}),
            json!({"amount": 2000, "country": "DE", "velocity": 0}),
            json!({"amount": 2000, "country": "KP", "velocity": 0}),
            json!({"amount": 2000, "country": "KP", "velocity": 8}),
        ]
        .map(|payload| score(&contributions(&features(payload))))
        .to_vec();
        assert_eq!(scores, [0.05, 0.2, 0.73, 0.92]);
    }
}
