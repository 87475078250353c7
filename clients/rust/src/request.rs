//! Sending requests and reading answers.

use std::time::Duration;

use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, IF_MATCH, RETRY_AFTER};
use reqwest::{Method, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::client::Inner;
use crate::module::Upload;
use crate::retry::Effect;
use crate::{ActeonClient, ApiError, Error};

const JSON: &str = "application/json";
/// What stands for itself in a segment of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Reads an answer in JSON.
fn decode<T: DeserializeOwned>(body: String) -> Result<T, Error> {
    serde_json::from_str(&body).map_err(|error| Error::Decode {
        reason: error.to_string(),
        body,
    })
}

/// What is sent.
enum Payload {
    Nothing,
    Json(Bytes),
    Upload(Upload),
}

/// A request that can be sent as often as it is tried.
pub(crate) struct Call {
    method: Method,
    path: String,
    query: Option<String>,
    if_match: Option<u64>,
    effect: Effect,
    /// A status that is an answer too, although it is not a success.
    accepted: Option<StatusCode>,
    payload: Payload,
}

impl Call {
    /// Reads something.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path.into(), Effect::None)
    }

    /// Asks something with a body.
    pub(crate) fn ask(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path.into(), Effect::None)
    }

    /// Changes something.
    pub(crate) fn change(method: Method, path: impl Into<String>) -> Self {
        Self::new(method, path.into(), Effect::Change)
    }

    fn new(method: Method, path: String, effect: Effect) -> Self {
        Self {
            method,
            path,
            query: None,
            if_match: None,
            effect,
            accepted: None,
            payload: Payload::Nothing,
        }
    }

    pub(crate) fn accept(mut self, status: StatusCode) -> Self {
        self.accepted = Some(status);
        self
    }

    /// Only if the plugin still has this revision.
    pub(crate) fn if_match(mut self, revision: Option<u64>) -> Self {
        self.if_match = revision;
        self
    }

    pub(crate) fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Result<Self, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::Encode(error.to_string()))?;
        self.payload = Payload::Json(body.into());
        Ok(self)
    }

    pub(crate) fn query<Q: Serialize>(mut self, query: &Q) -> Result<Self, Error> {
        let query =
            serde_urlencoded::to_string(query).map_err(|error| Error::Encode(error.to_string()))?;
        self.query = Some(query).filter(|query| !query.is_empty());
        Ok(self)
    }

    pub(crate) fn upload(mut self, upload: Upload) -> Self {
        if upload.is_read_once() {
            self.effect = Effect::Once;
        }
        self.payload = Payload::Upload(upload);
        self
    }
}

/// The path of operations on one thing, for example `v1/rules/NAME/enabled`.
///
/// # Errors
/// For a name that would lead elsewhere: empty, `.` and `..` mean something else in an address.
pub(crate) fn path(before: &str, name: &str, after: &str) -> Result<String, Error> {
    if matches!(name, "" | "." | "..") {
        return Err(Error::InvalidName(name.to_owned()));
    }
    let name = utf8_percent_encode(name, SEGMENT);
    Ok(format!("{before}/{name}{after}"))
}

impl ActeonClient {
    /// Sends a request, again if that is safe and helps, and reads the body of its answer.
    pub(crate) async fn send(&self, mut call: Call) -> Result<String, Error> {
        let inner = self.inner()?;
        let address = inner.address(&call)?;
        let mut tries = 0;
        loop {
            tries += 1;
            let error = match inner.once(&address, &mut call).await {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            match inner.retries.pause(&error, call.effect, tries) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(error),
            }
        }
    }

    /// [`Self::send`] for an answer in JSON.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, call: Call) -> Result<T, Error> {
        decode(self.send(call).await?)
    }
}

impl Inner {
    fn address(&self, call: &Call) -> Result<Url, Error> {
        let mut address = self
            .base
            .join(&call.path)
            .map_err(|error| Error::InvalidAddress {
                address: format!("{}{}", self.base, call.path),
                reason: error.to_string(),
            })?;
        address.set_query(call.query.as_deref());
        Ok(address)
    }

    async fn once(&self, address: &Url, call: &mut Call) -> Result<String, Error> {
        let mut request = self
            .http
            .request(call.method.clone(), address.clone())
            .timeout(self.timeout);
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        if let Some(revision) = call.if_match {
            request = request.header(IF_MATCH, format!("\"{revision}\""));
        }
        request = match &mut call.payload {
            Payload::Nothing => request,
            Payload::Json(body) => request.header(CONTENT_TYPE, JSON).body(body.clone()),
            Payload::Upload(upload) => request.multipart(upload.form().await?),
        };
        let response = request.send().await?;
        read(response, call.accepted).await
    }
}

async fn read(response: Response, accepted: Option<StatusCode>) -> Result<String, Error> {
    let status = response.status();
    let header = |name: &str| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    };
    let retry_after = header(RETRY_AFTER.as_str())
        .and_then(|seconds| seconds.parse().ok())
        .map(Duration::from_secs);
    let request_id = header("x-request-id");
    let body = response.text().await?;
    if status.is_success() || accepted == Some(status) {
        return Ok(body);
    }
    let error = ApiError::read(status.as_u16(), retry_after, request_id, body);
    Err(Error::Api(Box::new(error)))
}
