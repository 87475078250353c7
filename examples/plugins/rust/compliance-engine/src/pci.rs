//! Card numbers: 13 to 19 digits, in groups or not, that an issuer gives and whose check digit is
//! right.

use serde_json::{Map, Value};

use crate::walk;

const LENGTHS: std::ops::RangeInclusive<usize> = 13..=19;

/// A card number in a payload.
#[derive(Debug, PartialEq)]
pub struct Finding {
    pub place: String,
    /// The first six and last four digits, which may be shown.
    pub masked: String,
}

pub fn findings(payload: &Map<String, Value>) -> Vec<Finding> {
    let mut findings = Vec::new();
    walk::leaves(payload, &mut |place, _, value| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return,
        };
        findings.extend(card_numbers(&text).map(|digits| Finding {
            place: place.to_owned(),
            masked: mask(&digits),
        }));
    });
    findings
}

/// The card numbers in a text: runs of digits with single spaces or hyphens between them.
fn card_numbers(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let mut runs = vec![Vec::new()];
    let mut separated = false;
    for character in text.chars() {
        match character.to_digit(10) {
            Some(digit) => {
                if let Some(run) = runs.last_mut() {
                    run.extend(u8::try_from(digit));
                }
                separated = false;
            }
            None if matches!(character, ' ' | '-') && !separated => separated = true,
            None => {
                runs.push(Vec::new());
                separated = false;
            }
        }
    }
    runs.into_iter().filter(|digits| is_card_number(digits))
}

fn is_card_number(digits: &[u8]) -> bool {
    LENGTHS.contains(&digits.len()) && matches!(digits[0], 2..=6) && passes_luhn(digits)
}

/// The check of ISO/IEC 7812: from the right, every second digit counts double.
fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = (digits.iter().rev().enumerate())
        .map(|(index, digit)| {
            let digit = u32::from(*digit) << (index % 2);
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn mask(digits: &[u8]) -> String {
    let hidden = 6..digits.len() - 4;
    (digits.iter().enumerate())
        .map(|(index, digit)| {
            if hidden.contains(&index) {
                '*'
            } else {
                char::from(b'0' + digit)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> Vec<String> {
        card_numbers(text).map(|digits| mask(&digits)).collect()
    }

    #[test]
    fn finds_card_numbers_however_they_are_grouped() {
        for text in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "card: 4111-1111-1111-1111, thanks",
        ] {
            assert_eq!(masked(text), ["411111******1111"], "{text}");
        }
        assert_eq!(masked("378282246310005"), ["378282*****0005"]);
        assert_eq!(
            masked("4111111111111111;5555555555554444"),
            ["411111******1111", "555555******4444"]
        );
    }

    #[test]
    fn passes_over_other_numbers() {
        for text in [
            "",
            "4111111111111112",
            "411111111111",
            "9111111111111111",
            "41111111111111111111",
            "4111  1111 1111 1111",
            "0000000000000000",
            "2026-02-15 12:00:00",
        ] {
            assert_eq!(masked(text), [""; 0], "{text}");
        }
    }
}
