//! Every request has an id, a line in the log and a place in the metrics.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use prometheus::IntGauge;
use tracing::{Instrument as _, debug, info, info_span};
use uuid::Uuid;

use crate::AppState;
use crate::client::Connection;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest request id that is taken over from the client, in bytes.
const MAX_ID_BYTES: usize = 128;
/// The route of a request that no route matches.
const NO_ROUTE: &str = "(none)";

pub(super) async fn observe(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let id = request_id(request.headers());
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let connection = Connection::of(request.extensions());
    let client = connection.client(request.headers(), &state.config.server.trusted_proxies);
    // What it reads of the body belongs to this request until it is answered.
    let body = state.bodies.request(client);
    request.extensions_mut().insert(body.clone());
    let uri = request.uri().clone();
    let span = info_span!("request", request_id = id, caller = tracing::field::Empty);
    let header = HeaderValue::from_str(&id).ok();
    if let Some(header) = header.clone() {
        request.headers_mut().insert(REQUEST_ID, header);
    }
    let _in_flight = InFlight::enter(&state.http_metrics.in_flight);
    let answering = async {
        let mut response = next.run(request).await;
        if let Some(header) = header {
            response.headers_mut().insert(REQUEST_ID, header);
        }
        let status = response.status();
        let duration_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
        state
            .http_metrics
            .answered(method, route, status.as_str(), duration_us);
        // What becomes of actions is in the audit, and how many requests there are in the metrics:
        // a line for each that succeeds would cost more than deciding it.
        if status.as_u16() < 400 {
            debug!(
                event = "http.request", method, path = uri.path(), status = status.as_u16(),
                duration_us, %client, "request answered"
            );
        } else {
            info!(
                event = "http.request", method, path = uri.path(), status = status.as_u16(),
                duration_us, %client, "request refused"
            );
        }
        response
    };
    answering.instrument(span).await
}

/// The client's own id, when it is one that can stand in a log, else a new one.
fn request_id(headers: &HeaderMap) -> String {
    let allowed =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b':' | b'/');
    headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| (1..=MAX_ID_BYTES).contains(&id.len()) && id.bytes().all(allowed))
        .map_or_else(|| Uuid::now_v7().to_string(), str::to_owned)
}

/// A label must not take every value that a client can make up.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Counts a request while it is answered, also when the client goes away.
struct InFlight<'a>(&'a IntGauge);

impl<'a> InFlight<'a> {
    fn enter(gauge: &'a IntGauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}
