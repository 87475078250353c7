//! The client and how it is made.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::redirect::Policy;
use url::Url;

use crate::Error;
use crate::retry::Retries;
use crate::tls;

/// How long a call may take unless the client is told otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);
const USER_AGENT: &str = concat!("acteon-client-rust/", env!("CARGO_PKG_VERSION"));

/// A client of one server. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct ActeonClient {
    /// None when the address was none: the first call says so.
    inner: Result<Arc<Inner>, InvalidAddress>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    /// Ends with `/`.
    pub(crate) base: Url,
    pub(crate) authorization: Option<HeaderValue>,
    pub(crate) timeout: Duration,
    pub(crate) retries: Retries,
}

/// Kept for each call: [`Error`] cannot be cloned.
#[derive(Clone, Debug)]
struct InvalidAddress {
    address: String,
    reason: String,
}

impl ActeonClient {
    /// A client of the server at `address`, such as `http://localhost:8080`, without a key.
    ///
    /// An address that is none is told by the first call; [`Self::builder`] tells it at once.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let inner = match Self::builder(address).build() {
            Ok(client) => client.inner,
            Err(error) => Err(InvalidAddress {
                address: address.to_owned(),
                reason: match error {
                    Error::InvalidAddress { reason, .. } => reason,
                    other => other.to_string(),
                },
            }),
        };
        Self { inner }
    }

    /// A client of the server at `address` that is to be set up further.
    #[must_use]
    pub fn builder(address: &str) -> Builder {
        Builder {
            address: address.to_owned(),
            key: None,
            timeout: TIMEOUT,
            retries: Retries::default(),
            http: None,
        }
    }

    pub(crate) fn inner(&self) -> Result<&Inner, Error> {
        match &self.inner {
            Ok(inner) => Ok(inner),
            Err(InvalidAddress { address, reason }) => Err(Error::InvalidAddress {
                address: address.clone(),
                reason: reason.clone(),
            }),
        }
    }
}

/// Sets up an [`ActeonClient`].
#[derive(Clone, Debug)]
pub struct Builder {
    address: String,
    key: Option<String>,
    timeout: Duration,
    retries: Retries,
    http: Option<reqwest::Client>,
}

impl Builder {
    /// The key that every request carries, as `Authorization: Bearer KEY`.
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// How long a call may take from its beginning to the end of its answer; 30 seconds unless it
    /// is said. Each try has it anew.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How often a call is tried again when that is safe; twice unless it is said.
    #[must_use]
    pub fn max_retries(mut self, max: u32) -> Self {
        self.retries.max = max;
        self
    }

    /// The longest pause between two tries, also when the server names a longer one; 10 seconds
    /// unless it is said.
    #[must_use]
    pub fn longest_pause(mut self, longest: Duration) -> Self {
        self.retries.longest = longest;
        self
    }

    /// Sends requests through a client of your own, with its proxies, certificates and connections.
    /// Let it follow no redirects.
    #[must_use]
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http = Some(http);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// When the address or the key is none, or when an `https` server could not be trusted because
    /// this machine has no certificates.
    pub fn build(self) -> Result<ActeonClient, Error> {
        let base = base(&self.address)?;
        let authorization = self.key.as_deref().map(authorization).transpose()?;
        let http = match self.http {
            Some(http) => http,
            None => http(&base)?,
        };
        let inner = Inner {
            http,
            base,
            authorization,
            timeout: self.timeout,
            retries: self.retries,
        };
        Ok(ActeonClient {
            inner: Ok(Arc::new(inner)),
        })
    }
}

/// The address with a `/` at its end, so that paths can be appended.
fn base(address: &str) -> Result<Url, Error> {
    let invalid = |reason: &str| Error::InvalidAddress {
        address: address.to_owned(),
        reason: reason.to_owned(),
    };
    let mut base = Url::parse(address).map_err(|error| invalid(&error.to_string()))?;
    if !matches!(base.scheme(), "http" | "https") {
        return Err(invalid("it must begin with `http://` or `https://`"));
    }
    if base.query().is_some() || base.fragment().is_some() {
        return Err(invalid("it must end with the path"));
    }
    if !base.path().ends_with('/') {
        let path = format!("{}/", base.path());
        base.set_path(&path);
    }
    Ok(base)
}

fn authorization(key: &str) -> Result<HeaderValue, Error> {
    let mut value =
        HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| Error::InvalidKey)?;
    // Kept out of logs.
    value.set_sensitive(true);
    Ok(value)
}

fn http(base: &Url) -> Result<reqwest::Client, Error> {
    // A redirect could lead the key to somebody else.
    let http = reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .redirect(Policy::none())
        .tls_backend_preconfigured(tls::config(base.scheme() == "https")?)
        .build()?;
    Ok(http)
}
