//! An error as an answer.

use acteon_api_types::{ErrorBody, VerdictKind};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize as _;
use serde_json::{Value, json};

use crate::api::dispatch::dispatch_headers;

/// What an unsuccessful request is answered with.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    kind: Option<&'static str>,
    message: String,
    retry_after_seconds: Option<u64>,
    /// Members of the body beside those that every error has.
    more: Option<Value>,
    /// The action that the error is about, for the headers of a dispatch.
    action: Option<Box<(String, Option<VerdictKind>)>>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            kind: Some(kind),
            ..Self::without_kind(status, message)
        }
    }

    pub(crate) fn without_kind(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            kind: None,
            message: message.into(),
            retry_after_seconds: None,
            more: None,
            action: None,
        }
    }

    /// The request is malformed, or a field is missing or out of range.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", message)
    }

    /// Nobody, or nobody known, asks.
    pub(crate) fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", message)
    }

    /// A defect of the server.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "internal error; the server's log has the details under this request's id",
        )
    }

    pub(crate) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    pub(crate) fn with(mut self, more: Value) -> Self {
        self.more = Some(more);
        self
    }

    /// The same, saying first where it is wrong.
    pub(crate) fn within(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// The same, about an action, with its verdict as far as it says something.
    pub(crate) fn about_action(mut self, id: String, verdict: Option<VerdictKind>) -> Self {
        self.action = Some(Box::new((id, verdict)));
        self
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// When to come back, in seconds.
    pub(crate) fn retry_after_seconds(&self) -> Option<u64> {
        self.retry_after_seconds
    }
}

/// For the pages, which show it in place of their data.
impl From<ApiError> for acteon_app::ApiError {
    fn from(error: ApiError) -> Self {
        let more = |field| error.more.as_ref().and_then(|more| more.get(field));
        let (places, details) = (more("errors"), more("details"));
        Self::Answered {
            status: error.status.as_u16(),
            message: error.message,
            kind: error.kind.map(str::to_owned),
            details: details.and_then(|details| Box::deserialize(details).ok()),
            places: places
                .and_then(|places| Vec::deserialize(places).ok())
                .unwrap_or_default(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = json!(ErrorBody {
            error: self.message,
            kind: self.kind.map(str::to_owned),
        });
        if let (Value::Object(body), Some(Value::Object(more))) = (&mut body, self.more) {
            body.extend(more);
        }
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some((id, verdict)) = self.action.map(|action| *action) {
            dispatch_headers(headers, &id, verdict, None);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
