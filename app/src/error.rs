//! Why a page has no data.

use acteon_api_types::{FailureDetails, RuleFileError};
use serde::{Deserialize, Serialize};

/// Why a page has no data, the same on both sides: the server renders it into the page, the browser
/// shows it after a failed refresh.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    /// The request was answered with an error: the body of the REST API and its status.
    #[error("{message}")]
    Answered {
        /// HTTP status, 400 to 599.
        status: u16,
        /// One sentence that a user can act on.
        message: String,
        /// Stable name of the kind of error, when it has one.
        kind: Option<String>,
        /// Places in rule files that the error is about.
        places: Vec<RuleFileError>,
        /// What is known about the call of a plugin that failed.
        details: Option<Box<FailureDetails>>,
    },
    /// No answer came.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The answer is not what the API documents, for example because a proxy gave it.
    #[error("the server's answer could not be read: {0}")]
    Unreadable(String),
}

impl ApiError {
    /// What a page itself finds wrong, before it asks the server.
    #[must_use]
    pub fn invalid(message: &str) -> Self {
        Self::Answered {
            status: 400,
            message: message.to_owned(),
            kind: None,
            places: Vec::new(),
            details: None,
        }
    }

    /// The status that a page without its data is answered with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Answered { status, .. } => *status,
            Self::Unreachable | Self::Unreadable(_) => 502,
        }
    }

    /// The stable name of the kind of error, when the server gave one.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        match self {
            Self::Answered { kind, .. } => kind.as_deref(),
            Self::Unreachable | Self::Unreadable(_) => None,
        }
    }

    /// What is known about the call of a plugin that failed.
    #[must_use]
    pub fn details(&self) -> Option<&FailureDetails> {
        match self {
            Self::Answered { details, .. } => details.as_deref(),
            Self::Unreachable | Self::Unreadable(_) => None,
        }
    }

    /// Places in rule files that the error is about.
    #[must_use]
    pub fn places(&self) -> &[RuleFileError] {
        match self {
            Self::Answered { places, .. } => places,
            Self::Unreachable | Self::Unreadable(_) => &[],
        }
    }
}
