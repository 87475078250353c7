//! One request and its answer.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use hyper::{Method, Request, Response};
use tokio::time::{Instant, timeout_at};

use super::client::{self, HttpClient, Trust};
use super::response;
use super::setback::{self, Setback};
use super::signature::Signer;
use crate::delivery::header_text;
use crate::{ProviderError, ProviderResponse, Target, Time, WebhookConfig};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const SIGNATURE: HeaderName = HeaderName::from_static("x-acteon-signature");
const AGENT: &str = concat!("acteon/", env!("CARGO_PKG_VERSION"));

/// Makes requests to one receiver.
pub(super) struct Attempts {
    client: HttpClient,
    target: Target,
    signer: Option<Signer>,
    /// What every request carries.
    headers: HeaderMap,
    connect_timeout: Duration,
    timeout: Duration,
    time: Arc<dyn Time>,
}

impl Attempts {
    pub(super) fn new(
        provider: &str,
        config: WebhookConfig,
        trust: &mut Trust,
        time: Arc<dyn Time>,
    ) -> Result<Self, ProviderError> {
        let signer = match &config.secret {
            Some(secret) => Some(Signer::new(secret).ok_or_else(|| ProviderError::Secret {
                provider: provider.to_owned(),
            })?),
            None => None,
        };
        let client = client::build(provider, &config, trust)?;
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        for header in config.headers {
            headers.insert(header.name, header.value);
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(Self {
            client,
            target: config.target,
            signer,
            headers,
            connect_timeout: config.connect_timeout,
            timeout: config.timeout,
            time,
        })
    }

    /// Sends one request and reads its answer.
    pub(super) async fn make(
        &self,
        action_id: &str,
        body: &Bytes,
    ) -> Result<ProviderResponse, Setback> {
        let origin = self.target.origin();
        let deadline = Instant::now() + self.timeout;
        let request = self.request(action_id, body);
        let response = timeout_at(deadline, self.client.request(request))
            .await
            .map_err(|_| Setback::timeout(origin, self.timeout))?
            .map_err(|error| Setback::exchange(origin, &error, self.connect_timeout))?;
        if !response.status().is_success() {
            // Its body is dropped: hyper closes the connection unless all of it is there.
            let (status, headers) = (response.status(), response.headers());
            let now = self.time.timestamp();
            return Err(Setback::status(origin, status, headers, now));
        }
        timeout_at(deadline, self.read(response))
            .await
            .map_err(|_| Setback::timeout(origin, self.timeout))?
    }

    async fn read(&self, response: Response<Incoming>) -> Result<ProviderResponse, Setback> {
        let (head, body) = response.into_parts();
        let body = response::read(body)
            .await
            .map_err(|error| Setback::broken(self.target.origin(), &setback::root(&error)))?;
        Ok(ProviderResponse {
            body,
            headers: response::kept_headers(&head.headers),
        })
    }

    fn request(&self, action_id: &str, body: &Bytes) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::new(body.clone()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.target.uri().clone();
        let headers = request.headers_mut();
        headers.clone_from(&self.headers);
        if let Ok(key) = HeaderValue::try_from(header_text(action_id)) {
            headers.insert(IDEMPOTENCY_KEY, key);
        }
        if let Some(signer) = &self.signer {
            // Made anew for each attempt, so that a receiver may refuse old ones.
            let signature = signer.sign(self.time.timestamp().as_second(), body);
            if let Ok(signature) = HeaderValue::from_str(&signature) {
                headers.insert(SIGNATURE, signature);
            }
        }
        request
    }
}
