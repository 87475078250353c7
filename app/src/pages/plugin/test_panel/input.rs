//! Reading the action that was entered.

use acteon_api_types::TestInput;

use crate::components::Problem;

/// What is wrong with the text of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// What and where.
    pub problem: Problem,
    /// Whether it is no JSON, which the editor says by itself.
    pub syntax: bool,
}

/// The action, or what is wrong with the text and where.
pub fn parse(text: &str) -> Result<TestInput, Wrong> {
    if text.trim().is_empty() {
        return Ok(TestInput::default());
    }
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        // The place is told apart from the message.
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(message, _)| message);
        Wrong {
            problem: Problem {
                line: error.line().max(1) as u64,
                column: Some(error.column().max(1) as u64),
                message: message.to_owned(),
                warning: false,
            },
            syntax: !error.is_data(),
        }
    })
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
        for (text, line, column, message, syntax) in [
            (
                "{\n  \"tenant\": \"a\"\n  \"x\": 1\n}",
                3,
                3,
                "expected `,` or `}`",
                true,
            ),
            (
                "{\n  \"tenant\": 3\n}",
                2,
                13,
                "invalid type: integer `3`, expected a string",
                false,
            ),
            ("[", 1, 1, "EOF while parsing a list", true),
        ] {
            let Wrong {
                problem,
                syntax: found,
            } = parse(text).unwrap_err();
            assert_eq!(problem.line, line, "{text:?}");
            assert_eq!(problem.column, Some(column), "{text:?}");
            assert_eq!(problem.message, message, "{text:?}");
            assert_eq!(found, syntax, "{text:?}");
        }
    }
}
