//! Requests of the browser to the REST API.

use acteon_api_types::ErrorBody;
use gloo_net::http::{Request, Response};
use jiff::Timestamp;
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use web_sys::{AbortSignal, js_sys::Date};

use super::{FetchResult, Fetched};
use crate::ApiError;

/// How long a read may take, in milliseconds.
const TIMEOUT_MS: u32 = 10_000;

/// Reads a resource.
pub(super) async fn get<T: DeserializeOwned>(path: &str) -> FetchResult<T> {
    // The browser has one thread; the pages' futures are `Send` for the sake of the server.
    SendWrapper::new(async move {
        let response = Request::get(path)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)))
            .send()
            .await
            .map_err(|_| ApiError::Unreachable)?;
        if !response.ok() {
            return Err(refusal(response).await);
        }
        let at = server_time(&response);
        let value = response
            .json()
            .await
            .map_err(|error| ApiError::Unreadable(error.to_string()))?;
        Ok(Fetched { value, at })
    })
    .await
}

async fn refusal(response: Response) -> ApiError {
    let status = response.status();
    match response.json::<ErrorBody>().await {
        Ok(body) => ApiError::Answered {
            status,
            message: body.error,
            kind: body.kind,
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
