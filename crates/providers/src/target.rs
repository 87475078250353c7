//! Where a webhook's requests go.

use std::fmt;

use hyper::Uri;
use url::Url;

/// The address of a receiver: http or https, without credentials. Path and query may be secrets of
/// the receiver, so it shows itself without them.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    uri: Uri,
    tls: bool,
    /// Scheme, host and port.
    origin: String,
}

impl Target {
    /// Checks an address.
    ///
    /// # Errors
    /// [`TargetError`]; none repeats the address.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let mut url = Url::parse(text).map_err(|error| TargetError::NotAUrl(error.to_string()))?;
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            other => return Err(TargetError::Scheme(other.to_owned())),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TargetError::Credentials);
        }
        // Never part of a request.
        url.set_fragment(None);
        let uri = url
            .as_str()
            .parse()
            .map_err(|error: hyper::http::uri::InvalidUri| {
                TargetError::NotAUrl(error.to_string())
            })?;
        Ok(Self {
            uri,
            tls,
            origin: url.origin().ascii_serialization(),
        })
    }

    /// Scheme, host and port, without path and query.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(crate) fn tls(&self) -> bool {
        self.tls
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/(hidden)", self.origin)
    }
}

/// The address cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// It does not parse.
    #[error("is not a URL: {0}; write one like `https://hooks.example.com/actions`")]
    NotAUrl(String),
    /// Neither http nor https.
    #[error("has the scheme `{0}`; only http and https are possible")]
    Scheme(String),
    /// It holds a user name or a password.
    #[error(
        "holds credentials; put them into an environment variable and name it in `bearer_env` or \
         `headers_env`"
    )]
    Credentials,
}
