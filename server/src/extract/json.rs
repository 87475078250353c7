//! JSON bodies.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use super::body;
use crate::AppState;
use crate::error::ApiError;

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let media_type = body::media_type(request.headers());
        if !media_type.as_deref().is_some_and(body::is_json) {
            return Err(body::unsupported(media_type, "application/json"));
        }
        let server = &state.config.server;
        let body = body::read(
            request.into_body(),
            server.max_body_bytes,
            server.body_timeout(),
        );
        parse(&body.await?).map(Self)
    }
}

/// A JSON body that may be absent; then it is the default.
pub(crate) struct OptionalJson<T>(pub(crate) T);

impl<T: DeserializeOwned + Default> FromRequest<AppState> for OptionalJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let media_type = body::media_type(request.headers());
        let server = &state.config.server;
        let body = body::read(
            request.into_body(),
            server.max_body_bytes,
            server.body_timeout(),
        );
        let body = body.await?;
        if body.trim_ascii().is_empty() {
            return Ok(Self(T::default()));
        }
        if !media_type.as_deref().is_some_and(body::is_json) {
            return Err(body::unsupported(media_type, "application/json"));
        }
        parse(&body).map(Self)
    }
}

/// Reads JSON; the error names the field and its place.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match (error.classify(), path.as_str()) {
            (serde_json::error::Category::Data, ".") => {
                ApiError::invalid(format!("the body is not as expected: {}", plain(&error)))
            }
            (serde_json::error::Category::Data, path) => {
                ApiError::invalid(format!("`{path}`: {}", plain(&error)))
            }
            _ => not_json(&error),
        }
    })?;
    deserializer.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

fn not_json(error: &serde_json::Error) -> ApiError {
    ApiError::invalid(format!("the body is not valid JSON: {error}"))
}

/// The message of an error without the names of the types that the body is read into.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    for (internal, said) in [
        ("expected struct ", "expected an object"),
        (
            "data did not match any variant of ",
            "the value has none of the accepted forms",
        ),
    ] {
        if let Some((before, name)) = text.split_once(internal) {
            let place = name
                .find(" at line ")
                .and_then(|at| name.get(at..))
                .unwrap_or_default();
            return format!("{before}{said}{place}");
        }
    }
    text
}
