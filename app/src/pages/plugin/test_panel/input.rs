//! Reading the action that was entered.

use acteon_api_types::TestInput;

use crate::components::Problem;

/// The action, or what is wrong with the text and where.
pub fn parse(text: &str) -> Result<TestInput, Problem> {
    if text.trim().is_empty() {
        return Ok(TestInput::default());
    }
    serde_json::from_str(text).map_err(|error| {
        let line = error.line().max(1) as u64;
        let column = error.column().max(1) as u64;
        let message = error.to_string();
        // The place is told apart from the message.
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(message, _)| message);
        Problem {
            line,
            column: Some(column),
            message: message.to_owned(),
            warning: false,
        }
    })
}

/// A problem in words.
pub fn in_words(problem: &Problem) -> String {
    let place = match problem.column {
        Some(column) => format!("Line {}, column {column}", problem.line),
        None => format!("Line {}", problem.line),
    };
    format!("{place}: {}", problem.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_empty() {
        for text in ["", "  \n", "{}", r#"{"payload": null}"#] {
            assert_eq!(parse(text), Ok(TestInput::default()), "{text:?}");
        }
        let input = parse(r#"{"tenant": "acme", "payload": {"amount": 12}}"#).unwrap();
        assert_eq!(input.tenant, "acme");
        assert_eq!(input.payload["amount"], 12);
    }

    #[test]
    fn errors_say_where_they_are() {
        for (text, expected) in [
            (
                "{\n  \"tenant\": \"a\"\n  \"x\": 1\n}",
                "Line 3, column 3: expected `,` or `}`",
            ),
            (
                "{\n  \"tenant\": 3\n}",
                "Line 2, column 13: invalid type: integer `3`, expected a string",
            ),
            ("[", "Line 1, column 1: EOF while parsing a list"),
        ] {
            let problem = parse(text).unwrap_err();
            assert_eq!(in_words(&problem), expected, "{text:?}");
        }
    }
}
