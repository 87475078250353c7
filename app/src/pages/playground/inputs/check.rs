//! Reading what is filled in.

use std::collections::BTreeMap;

use acteon_api_types::{EvaluateRequest, MockStateValue, Timestamp};
use serde_json::Value;

use super::{FieldError, FieldName};
use crate::pages::playground::lines::{self, Line};

/// Reads a request that was written as JSON.
///
/// # Errors
/// What is wrong with it, where.
pub fn read_request(text: &str) -> Result<EvaluateRequest, FieldError> {
    read_json(FieldName::Request, text)
}

fn read_json<T: serde::de::DeserializeOwned>(
    field: FieldName,
    text: &str,
) -> Result<T, FieldError> {
    serde_json::from_str(text).map_err(|error| FieldError {
        field,
        message: located(&error),
    })
}

/// An error of JSON with its place in front.
fn located(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let place = format!(" at line {line} column {column}");
    let message = message.strip_suffix(&place).unwrap_or(&message);
    if line == 0 {
        message.to_owned()
    } else {
        format!("line {line}, column {column}: {message}")
    }
}

/// The value of a line of state.
pub fn state_value(line: &Line<'_>) -> Result<MockStateValue, String> {
    match line.value {
        "never" => Ok(MockStateValue::Absent),
        digits => digits.parse().map(MockStateValue::Number).map_err(|_| {
            format!(
                "`{digits}` is no whole number; write the seconds since the key was seen, the count \
                 of the throttle rule, or `never`"
            )
        }),
    }
}

/// The value of a line that switches a rule.
pub fn switch(line: &Line<'_>) -> Result<bool, String> {
    match line.value {
        "on" => Ok(true),
        "off" => Ok(false),
        other => Err(format!("`{other}` is neither `on` nor `off`")),
    }
}

/// Reads the fields and collects what is wrong with them.
#[derive(Default)]
pub struct Check {
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl Check {
    /// Adds an error.
    pub fn wrong(&mut self, field: FieldName, message: impl Into<String>) {
        self.errors.push(FieldError {
            field,
            message: message.into(),
        });
    }

    /// Text that may not be empty.
    pub fn named(&mut self, field: FieldName, text: &str, what: &str) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.wrong(field, format!("every action has {what}; enter one"));
        }
        text.to_owned()
    }

    /// JSON; nothing at all stands for an empty object.
    pub fn json<T: Default + serde::de::DeserializeOwned>(
        &mut self,
        field: FieldName,
        text: &str,
    ) -> T {
        if text.trim().is_empty() {
            return T::default();
        }
        // First as any JSON, so that an error of the language is told from one of the kind.
        let read = read_json::<Value>(field, text).and_then(|_| read_json(field, text));
        read.unwrap_or_else(|error| {
            self.errors.push(error);
            T::default()
        })
    }

    /// An instant, in UTC unless it says otherwise; none when it is empty.
    pub fn instant(&mut self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        // With a zone of its own, as a request has it, or as the input for a date and time writes
        // it, which leaves out seconds that are zero.
        let instant = ["", "Z", ":00Z"]
            .iter()
            .find_map(|end| format!("{text}{end}").parse().ok());
        if instant.is_none() {
            let message =
                format!("`{text}` is no date and time; write it like 2026-06-21T12:00:00");
            self.wrong(FieldName::EvaluateAt, message);
        }
        instant
    }

    /// The number of a rule set; none when it is empty.
    pub fn revision(&mut self, text: &str) -> Option<u64> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let revision = text.parse().ok();
        if revision.is_none() {
            let message = format!(
                "`{text}` is no number of a rule set; leave it empty for the rules in force"
            );
            self.wrong(FieldName::Revision, message);
        }
        revision
    }

    /// Keys and values, one to a line.
    pub fn lines<T>(
        &mut self,
        field: FieldName,
        text: &str,
        read: impl Fn(&Line<'_>) -> Result<T, String>,
    ) -> BTreeMap<String, T> {
        let mut values = BTreeMap::new();
        for line in lines::read(text) {
            let number = line.number;
            let value = line
                .content
                .and_then(|line| Ok((line.key.clone(), read(&line)?)));
            match value {
                Ok((key, value)) => {
                    values.insert(key, value);
                }
                Err(message) => {
                    self.wrong(field, format!("line {number}: {message}"));
                    break;
                }
            }
        }
        values
    }
}
