//! JSON bodies.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use tokio::task::block_in_place;

use super::body::{self, Whole};
use super::estimate::parsed_bytes;
use crate::AppState;
use crate::bodies::Unparsed;
use crate::error::ApiError;

/// Longest body that is parsed without handing on what else waits for the thread, in bytes.
const SMALL: usize = 64 * 1024;

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        bounded(&read(request, state).await?, parse).map(Self)
    }
}

/// The body of a request that says that it is JSON.
pub(super) async fn read(request: Request, state: &AppState) -> Result<Whole, ApiError> {
    check_type(&request)?;
    let server = &state.config.server;
    body::read(request, server.max_body_bytes, server.body_timeout()).await
}

fn check_type(request: &Request) -> Result<(), ApiError> {
    let media_type = body::media_type(request.headers());
    if media_type.as_deref().is_some_and(body::is_json) {
        return Ok(());
    }
    Err(body::unsupported(media_type, "application/json"))
}

/// A JSON body of which anybody may send one: at most [`body::PUBLIC_BYTES`].
pub(crate) struct SmallJson<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<AppState> for SmallJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        check_type(&request)?;
        bounded(&body::read_public(request, state).await?, parse).map(Self)
    }
}

/// A JSON body that may be absent; then it is the default.
pub(crate) struct OptionalJson<T>(pub(crate) T);

impl<T: DeserializeOwned + Default> FromRequest<AppState> for OptionalJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let media_type = body::media_type(request.headers());
        let server = &state.config.server;
        let body = body::read(request, server.max_body_bytes, server.body_timeout());
        let body = body.await?;
        if body.bytes.trim_ascii().is_empty() {
            return Ok(Self(T::default()));
        }
        if !media_type.as_deref().is_some_and(body::is_json) {
            return Err(body::unsupported(media_type, "application/json"));
        }
        bounded(&body, parse).map(Self)
    }
}

/// Parses a body if there is room for what comes of it, which is counted until the request has been
/// answered. A large one holds up nobody else.
pub(super) fn bounded<T>(
    body: &Whole,
    parse: impl FnOnce(&[u8]) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let bounded = || {
        let bytes = parsed_bytes(&body.bytes);
        match body.counted.parsed(bytes) {
            Ok(()) => parse(&body.bytes),
            Err(Unparsed::NoRoom) => Err(body::no_room()),
            Err(Unparsed::Never { max }) => Err(too_large(bytes, max)),
        }
    };
    if body.bytes.len() > SMALL {
        block_in_place(bounded)
    } else {
        bounded()
    }
}

fn too_large(bytes: usize, max: usize) -> ApiError {
    let message = format!(
        "the body has so many values that they would take about {bytes} bytes of memory; with the \
         body one client may hold {max} (half of `[server] max_buffered_body_bytes`); send fewer at \
         a time"
    );
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
}

/// Reads JSON; the error names the field and its place.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    // Otherwise the fields would be read from a list by their position.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(ApiError::invalid(
            "the body is a list; it has to be an object",
        ));
    }
    parse_value(body)
}

/// The same for what may be a list.
pub(super) fn parse_value<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    if let Ok(value) = serde_json::from_slice(body) {
        return Ok(value);
    }
    // Once more, slower, to tell where it went wrong.
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(refused)?;
    deserializer.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

/// What is wrong with a value, and where.
pub(super) fn refused(error: serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    let path = error.path().to_string();
    let error = error.into_inner();
    match (error.classify(), path.as_str()) {
        (serde_json::error::Category::Data, ".") => unexpected(&error),
        (serde_json::error::Category::Data, path) => {
            ApiError::invalid(format!("`{path}`: {}", plain(&error)))
        }
        _ => not_json(&error),
    }
}

/// Valid JSON, but not what the body has to be.
pub(super) fn unexpected(error: &serde_json::Error) -> ApiError {
    ApiError::invalid(format!("the body is not as expected: {}", plain(error)))
}

fn not_json(error: &serde_json::Error) -> ApiError {
    ApiError::invalid(format!("the body is not valid JSON: {error}"))
}

/// The message of an error without the names of the types that the body is read into.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (text, place) = text
        .rfind(" at line ")
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((&text, ""));
    if text.starts_with("data did not match any variant of ") {
        return format!("the value has none of the accepted forms{place}");
    }
    match text.rsplit_once("expected ") {
        Some((before, expected)) => format!("{before}expected {}{place}", named(expected)),
        None => format!("{text}{place}"),
    }
}

/// What is expected, in words of JSON.
fn named(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" => "a whole number that is not negative",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "an object",
        _ if expected.starts_with("struct ") => "an object",
        _ => expected,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{DeserializeOwned, parse};

    #[derive(Debug, serde::Deserialize)]
    struct Body {
        #[serde(default, rename = "count")]
        _count: u64,
        #[serde(default, rename = "ratio")]
        _ratio: f64,
        #[serde(default, rename = "on")]
        _on: bool,
        #[serde(default, rename = "list")]
        _list: Vec<String>,
        #[serde(default, rename = "labels")]
        _labels: BTreeMap<String, String>,
    }

    fn error<T: DeserializeOwned + std::fmt::Debug>(body: &str) -> String {
        acteon_app::ApiError::from(parse::<T>(body.as_bytes()).unwrap_err()).to_string()
    }

    #[test]
    fn types_are_named_as_json_names_them() {
        for (body, says) in [
            (
                r#"{"count":"expected u64 at line 1"}"#,
                "`count`: invalid type: string \"expected u64 at line 1\", expected a whole number \
                 that is not negative at line 1 column 33",
            ),
            (
                r#"{"count":-1}"#,
                "`count`: invalid value: integer `-1`, expected a whole number that is not \
                 negative at line 1 column 11",
            ),
            (
                r#"{"ratio":[]}"#,
                "`ratio`: invalid type: sequence, expected a number at line 1 column 9",
            ),
            (
                r#"{"on":1}"#,
                "`on`: invalid type: integer `1`, expected `true` or `false` at line 1 column 7",
            ),
            (
                r#"{"list":1}"#,
                "`list`: invalid type: integer `1`, expected a list at line 1 column 9",
            ),
            (
                r#"{"labels":1}"#,
                "`labels`: invalid type: integer `1`, expected an object at line 1 column 11",
            ),
            (
                "3",
                "the body is not as expected: invalid type: integer `3`, expected an object at \
                 line 1 column 1",
            ),
        ] {
            assert_eq!(error::<Body>(body), says);
        }
    }
}
