//! Requests of the browser to the REST API.

use acteon_api_types::Timestamp;
use acteon_api_types::{ErrorBody, FailureDetails, RuleFileError};
use gloo_net::http::{Request, RequestBuilder, Response};
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web_sys::{AbortSignal, js_sys::Date};

use super::send::{Method, Terms};
use super::session::SESSION;
use super::{FetchResult, Fetched, SendResult};
use crate::ApiError;

/// How long a request may take unless it says otherwise, in milliseconds.
const TIMEOUT_MS: u32 = 10_000;
/// The status of an answer without a body.
const NO_CONTENT: u16 = 204;
/// The status of an answer to nobody.
const UNAUTHENTICATED: u16 = 401;
/// `/ready` says with this status that the server is not ready, and its body is what was asked for.
const NOT_READY: u16 = 503;

/// Reads a resource.
pub(super) async fn get<T: DeserializeOwned>(path: &str) -> FetchResult<T> {
    // The browser has one thread; the pages' futures are `Send` for the sake of the server.
    SendWrapper::new(async move {
        let request = Request::get(path).abort_signal(Some(&patience(None)));
        let response = request.send().await.map_err(|_| ApiError::Unreachable)?;
        stay_signed_in(path, response.status()).await;
        let is_answer = response.ok() || (path == "/ready" && response.status() == NOT_READY);
        if !is_answer {
            return Err(refusal(&response).await);
        }
        let at = server_time(&response);
        let value = read(&response).await?;
        Ok(Fetched { value, at })
    })
    .await
}

/// Sends a change and reads its answer.
pub(super) async fn send<B: Serialize, T: DeserializeOwned>(
    method: Method,
    path: &str,
    body: Option<&B>,
    terms: Terms,
) -> SendResult<T> {
    let unreadable = |error: gloo_net::Error| ApiError::Unreadable(error.to_string());
    let mut builder = builder(method, path).abort_signal(Some(&patience(terms.timeout_ms)));
    if let Some(revision) = terms.if_match {
        builder = builder.header("if-match", &format!("\"{revision}\""));
    }
    let request = match body {
        Some(body) => builder.json(body).map_err(unreadable)?,
        None => builder.build().map_err(unreadable)?,
    };
    SendWrapper::new(async move {
        let response = request.send().await.map_err(|_| ApiError::Unreachable)?;
        stay_signed_in(path, response.status()).await;
        if !response.ok() {
            return Err(refusal(&response).await);
        }
        read(&response).await
    })
    .await
}

/// When the answer says that the session is over, leads to where one signs in, and never returns:
/// nothing is shown as broken while the browser leaves the page.
pub(super) async fn stay_signed_in(path: &str, status: u16) {
    if status == UNAUTHENTICATED && path != SESSION {
        crate::address::open_sign_in();
        std::future::pending::<()>().await;
    }
}

fn builder(method: Method, path: &str) -> RequestBuilder {
    match method {
        Method::Post => Request::post(path),
        Method::Put => Request::put(path),
        Method::Patch => Request::patch(path),
        Method::Delete => Request::delete(path),
    }
}

fn patience(timeout_ms: Option<u32>) -> AbortSignal {
    AbortSignal::timeout_with_u32(timeout_ms.unwrap_or(TIMEOUT_MS))
}

async fn read<T: DeserializeOwned>(response: &Response) -> SendResult<T> {
    let text = if response.status() == NO_CONTENT {
        "null".to_owned()
    } else {
        response.text().await.map_err(|_| ApiError::Unreachable)?
    };
    serde_json::from_str(&text).map_err(|error| ApiError::Unreadable(error.to_string()))
}

/// An error, and what it comes with: places in rule files, or what is known about a call.
#[derive(Deserialize)]
struct Refusal {
    #[serde(flatten)]
    body: ErrorBody,
    #[serde(default)]
    errors: Vec<RuleFileError>,
    #[serde(default)]
    details: Option<Box<FailureDetails>>,
}

async fn refusal(response: &Response) -> ApiError {
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    refused(status, &text)
}

/// What an unsuccessful answer says.
pub(super) fn refused(status: u16, text: &str) -> ApiError {
    match serde_json::from_str::<Refusal>(text) {
        Ok(refusal) => ApiError::Answered {
            status,
            message: refusal.body.error,
            kind: refusal.body.kind,
            places: refusal.errors,
            details: refusal.details,
        },
        Err(_) => ApiError::Unreadable(format!("status {status}")),
    }
}

/// When the server answered, by its own clock: the browser's may be wrong by minutes.
fn server_time(response: &Response) -> Timestamp {
    let answered = response
        .headers()
        .get("date")
        .map_or(f64::NAN, |date| Date::parse(&date));
    let milliseconds = if answered.is_nan() {
        Date::now()
    } else {
        answered
    };
    Timestamp::from_millisecond(milliseconds as i64).unwrap_or_default()
}
