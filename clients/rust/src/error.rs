//! What can go wrong.

use std::time::Duration;

use acteon_api_types::{ErrorBody, RuleFileError};
use serde::Deserialize;

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address that the client was made with is none.
    #[error("`{address}` is not the address of a server: {reason}")]
    InvalidAddress {
        /// The address.
        address: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The key has characters that no header can carry.
    #[error("the key has characters that cannot be sent")]
    InvalidKey,
    /// A name that no address can hold.
    #[error("`{0}` cannot be the name of anything")]
    InvalidName(String),
    /// What was to be sent cannot be written as JSON, or as the query of an address.
    #[error("it cannot be sent: {0}")]
    Encode(String),
    /// The module cannot be read.
    #[error("the module cannot be read: {0}")]
    Module(#[source] std::io::Error),
    /// The certificates of this machine cannot be read, so that no `https` address can be trusted.
    #[error("no certificate can be checked: {0}")]
    Certificates(String),
    /// The server answered with an error.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The server did not answer in time.
    #[error("the server did not answer in time")]
    Timeout(#[source] reqwest::Error),
    /// The server cannot be reached, or the connection broke.
    #[error("the server cannot be reached: {}", innermost(.0))]
    Connection(#[source] reqwest::Error),
    /// The server answered with something that is not understood, perhaps because it is much newer.
    #[error("the answer of the server is not understood: {reason}")]
    Decode {
        /// Where and why.
        reason: String,
        /// The answer.
        body: String,
    },
}

impl Error {
    /// The server's error, when it is one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The HTTP status of the server's error.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.api().map(|error| error.status)
    }

    /// The stable name of the server's error, such as `already_registered`.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.api()?.kind.as_deref()
    }

    /// There is no such plugin, rule, revision or record.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// The name is taken, or there is no room.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(409)
    }

    /// Somebody else was quicker: the revision named is not the present one.
    #[must_use]
    pub fn is_revision_mismatch(&self) -> bool {
        self.status() == Some(412)
    }

    /// The key is missing, or not known.
    #[must_use]
    pub fn is_unauthenticated(&self) -> bool {
        self.status() == Some(401)
    }

    /// The key may not do that.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }

    /// What was sent is not as it should be; for a call of a plugin also that the plugin failed.
    #[must_use]
    pub fn is_invalid(&self) -> bool {
        matches!(self.status(), Some(400 | 413 | 415 | 422))
    }

    /// The server cannot do it now; [`ApiError::retry_after`] may say when.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self.status(), Some(429 | 503))
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            Self::Timeout(error)
        } else {
            Self::Connection(error)
        }
    }
}

/// An error that the server answered with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message} (status {status})")]
#[non_exhaustive]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// Stable name, for programs; some errors that the specification fixes have none.
    pub kind: Option<String>,
    /// What happened, for people.
    pub message: String,
    /// When to come back, if the server says so.
    pub retry_after: Option<Duration>,
    /// The request's id, which the server's log has too.
    pub request_id: Option<String>,
    /// What is wrong in which rule file, when rules were refused.
    pub errors: Vec<RuleFileError>,
    /// The body of the answer as it came.
    pub body: String,
}

/// The body of an error, with what some of them have besides.
#[derive(Deserialize)]
struct Body {
    #[serde(flatten)]
    body: ErrorBody,
    #[serde(default)]
    errors: Vec<RuleFileError>,
}

impl ApiError {
    /// Reads an unsuccessful answer, also one that something else than Acteon wrote.
    pub(crate) fn read(
        status: u16,
        retry_after: Option<Duration>,
        request_id: Option<String>,
        body: String,
    ) -> Self {
        let (kind, message, errors) = match serde_json::from_str::<Body>(&body) {
            Ok(read) => (read.body.kind, read.body.error, read.errors),
            Err(_) => (None, unexplained(status), Vec::new()),
        };
        Self {
            status,
            kind,
            message,
            retry_after,
            request_id,
            errors,
            body,
        }
    }
}

fn unexplained(status: u16) -> String {
    match status {
        300..400 => "the server leads elsewhere; use the address it leads to".to_owned(),
        _ => "the server, or a proxy before it, answered with an error and did not say why"
            .to_owned(),
    }
}

/// The cause at the end of the chain: the others only repeat that a request failed.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
