use serde::Serialize;
use serde_json::{Map, Value};

/// What a plugin answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// `true`: the condition holds, and the rule that asked fires.
    pub verdict: bool,
    /// Why, in one line for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Why, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

impl Answer {
    /// The condition holds.
    #[must_use]
    pub const fn yes() -> Self {
        Self {
            verdict: true,
            message: None,
            metadata: None,
        }
    }

    /// The condition does not hold.
    #[must_use]
    pub const fn no() -> Self {
        Self {
            verdict: false,
            message: None,
            metadata: None,
        }
    }

    /// The same, and why, in one line for people.
    #[must_use]
    pub fn because(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same, with a field for programs.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        self.metadata
            .get_or_insert_default()
            .insert(field.into(), value.into());
        self
    }
}

impl From<bool> for Answer {
    fn from(verdict: bool) -> Self {
        Self {
            verdict,
            ..Self::no()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_not_sent() {
        let written = |answer: &Answer| serde_json::to_string(answer).unwrap();
        assert_eq!(written(&Answer::yes()), r#"{"verdict":true}"#);
        assert_eq!(
            written(&Answer::no().because("too late").with("score", 0.5)),
            r#"{"verdict":false,"message":"too late","metadata":{"score":0.5}}"#
        );
    }
}
