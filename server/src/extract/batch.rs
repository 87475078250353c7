//! A batch of actions: a JSON list of them, or an object that holds one.

use std::fmt;

use acteon_api_types::DispatchRequest;
use axum::extract::{FromRequest, Request};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::json;
use crate::AppState;
use crate::error::ApiError;

/// The actions of a batch.
pub(crate) struct Batch(pub(crate) Vec<DispatchRequest>);

impl FromRequest<AppState> for Batch {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        json::bounded(&json::read(request, state).await?, parse).map(Self)
    }
}

/// The form in which the list stands in an object.
#[derive(Deserialize)]
struct Held<T> {
    actions: Vec<T>,
}

/// An action. A list is refused: it would be read by the position of the fields.
struct Item(DispatchRequest);

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Item;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Item, A::Error> {
                DispatchRequest::deserialize(MapAccessDeserializer::new(fields)).map(Item)
            }
        }

        deserializer.deserialize_map(Object)
    }
}

fn parse(body: &[u8]) -> Result<Vec<DispatchRequest>, ApiError> {
    let items = if is_list(body) {
        serde_json::from_slice(body)
    } else {
        serde_json::from_slice(body).map(|Held { actions }| actions)
    };
    match items {
        Ok(items) => Ok(items.into_iter().map(|Item(request)| request).collect()),
        // Once more, slower, to tell where it went wrong.
        Err(error) => Err(reason(body).unwrap_or_else(|| json::unexpected(&error))),
    }
}

fn is_list(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"[")
}

/// What is wrong with a batch, and with which of its actions; none if it is wrong only as it is
/// written, as with a field that stands there twice.
fn reason(body: &[u8]) -> Option<ApiError> {
    let items: Result<Vec<Value>, _> = if is_list(body) {
        json::parse_value(body)
    } else {
        json::parse(body).map(|Held { actions }| actions)
    };
    let items = match items {
        Ok(items) => items,
        Err(error) => return Some(error),
    };
    items.into_iter().enumerate().find_map(|(index, item)| {
        let place = format!("action {index} (from 0)");
        if !item.is_object() {
            let message = format!("{place}: it has to be an object");
            return Some(ApiError::invalid(message));
        }
        let read: Result<DispatchRequest, _> = serde_path_to_error::deserialize(item);
        read.err().map(|error| json::refused(error).within(&place))
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    const GOOD: &str =
        r#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{"b":[1]}}"#;

    #[test]
    fn a_batch_is_a_list_or_an_object_with_one() {
        for body in [
            format!("[{GOOD},{GOOD}]"),
            format!(" {{\"actions\":[{GOOD},{GOOD}]}}"),
        ] {
            let actions = parse(body.as_bytes()).unwrap_or_default();
            assert_eq!(actions.len(), 2, "{body}");
            assert_eq!(actions[1].payload["b"][0], 1);
        }
    }

    #[test]
    fn an_action_is_an_object_and_says_everything_once() {
        let twice = GOOD.replace("\"tenant\":\"t\"", "\"tenant\":\"t\",\"tenant\":\"u\"");
        for (bad, says) in [
            (
                r#"["i","n","t","p","a",{},{},"d",null,"s"]"#,
                "action 1 (from 0): it has to be an object",
            ),
            (
                r#"{"namespace":"n"}"#,
                "action 1 (from 0): the body is not as expected: missing field `tenant`",
            ),
            (
                &twice,
                "the body is not as expected: duplicate field `tenant` at line 1 column 123",
            ),
        ] {
            let refused = parse(format!("[{GOOD},{bad}]").as_bytes()).map(drop);
            let error = acteon_app::ApiError::from(refused.unwrap_err());
            assert_eq!(error.to_string(), says);
        }
    }
}
