//! The state that conditions read.

use acteon_core::Action;

use super::Fault;
use crate::StateSnapshot;
use crate::condition::{Kind, Node, Root};
use crate::value::{Map, Text, Value};

/// Whether `key` was seen, within so many seconds if given.
pub fn seen(state: &StateSnapshot, key: &str, within_seconds: Option<u64>) -> bool {
    state
        .seen
        .get(key)
        .is_some_and(|since| within_seconds.is_none_or(|within| *since <= within))
}

/// The count of a throttle rule.
pub fn counter(state: &StateSnapshot, key: &str) -> Value<'static> {
    let count = state.counters.get(key).copied().unwrap_or(0);
    i64::try_from(count).map_or(Value::Uint(count), Value::Int)
}

/// A value as the key of a state.
pub fn key_text(value: &Value<'_>) -> Result<String, Fault> {
    match value {
        Value::String(text) => Ok(text.to_string()),
        Value::Int(number) => Ok(number.to_string()),
        Value::Uint(number) => Ok(number.to_string()),
        other => Err(Fault::StateKey {
            found: other.type_of(),
        }),
    }
}

/// The state key that `node` names for `action`; none when it names none. A key is a literal or a
/// path into the action, so this needs no evaluation.
pub fn state_key_of(node: &Node, action: &Action) -> Option<String> {
    key_text(&path_value(node, action)?).ok()
}

fn path_value<'a>(node: &'a Node, action: &'a Action) -> Option<Value<'a>> {
    let text = |text: &'a str| Some(Value::String(Text::Borrowed(text)));
    match &node.kind {
        Kind::Literal(value) => Some(value.borrow()),
        Kind::Root(Root::Namespace) => text(&action.namespace),
        Kind::Root(Root::Tenant) => text(&action.tenant),
        Kind::Root(Root::Provider) => text(&action.provider),
        Kind::Root(Root::ActionType) => text(&action.action_type),
        Kind::Root(Root::Payload) => Some(Value::Map(Map::Json(&action.payload))),
        Kind::Root(Root::Metadata) => Some(Value::Map(Map::Labels(&action.metadata))),
        Kind::Select(operand, field) => match path_value(operand, action)? {
            Value::Map(map) => map.field(field),
            Value::List(list) => list.get(field.parse().ok()?),
            _ => None,
        },
        _ => None,
    }
}
