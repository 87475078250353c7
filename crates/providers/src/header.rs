//! Headers that every request of a webhook carries.

use hyper::header::{HeaderName, HeaderValue};

use crate::Secret;

/// Headers that the server sets, or that belong to the connection.
const RESERVED: [&str; 13] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "idempotency-key",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-acteon-signature",
];

/// A header that every request of a webhook carries. Its value does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub(crate) name: HeaderName,
    /// Marked as sensitive, so that `Debug` hides it.
    pub(crate) value: HeaderValue,
}

impl Header {
    /// Checks name and value.
    ///
    /// # Errors
    /// [`HeaderError`]; none repeats the value.
    pub fn new(name: &str, value: &Secret) -> Result<Self, HeaderError> {
        let parsed: HeaderName = name
            .parse()
            .map_err(|_| HeaderError::Name(name.to_owned()))?;
        if RESERVED.contains(&parsed.as_str()) {
            return Err(HeaderError::Reserved(name.to_owned()));
        }
        let mut value = HeaderValue::from_str(value.reveal())
            .map_err(|_| HeaderError::Value(name.to_owned()))?;
        value.set_sensitive(true);
        Ok(Self {
            name: parsed,
            value,
        })
    }

    /// `Authorization: Bearer ...`
    ///
    /// # Errors
    /// [`HeaderError::Value`]
    pub fn bearer(token: &Secret) -> Result<Self, HeaderError> {
        let value = Secret::new(format!("Bearer {}", token.reveal()));
        Self::new("authorization", &value)
    }
}

/// The header cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Not a name.
    #[error("`{0}` is not a name of a header")]
    Name(String),
    /// The server sets it.
    #[error("`{0}` is set by the server; leave it out")]
    Reserved(String),
    /// Not a value.
    #[error("the value of `{0}` has characters that a header cannot hold")]
    Value(String),
}
