//! Lists and maps: views of the action where possible, else what a condition built.

use std::collections::BTreeMap;
use std::sync::Arc;

use acteon_core::Action;

use super::{Text, Value};

/// A list.
#[derive(Clone, Debug)]
pub enum List<'a> {
    Json(&'a [serde_json::Value]),
    Built(Arc<[Value<'a>]>),
}

impl<'a> List<'a> {
    pub fn len(&self) -> usize {
        match self {
            Self::Json(items) => items.len(),
            Self::Built(items) => items.len(),
        }
    }

    pub fn get(&self, index: usize) -> Option<Value<'a>> {
        match self {
            Self::Json(items) => items.get(index).map(Value::from_json),
            Self::Built(items) => items.get(index).cloned(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = Value<'a>> + '_ {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}

/// A map.
#[derive(Clone, Debug)]
pub enum Map<'a> {
    Json(&'a serde_json::Map<String, serde_json::Value>),
    Labels(&'a BTreeMap<String, String>),
    Action(&'a Action),
    /// In the order written, no key twice.
    Built(Arc<[(Value<'a>, Value<'a>)]>),
}

const ACTION_KEYS: [&str; 6] = [
    "namespace",
    "tenant",
    "provider",
    "action_type",
    "payload",
    "metadata",
];

impl<'a> Map<'a> {
    pub fn len(&self) -> usize {
        match self {
            Self::Json(map) => map.len(),
            Self::Labels(map) => map.len(),
            Self::Action(_) => ACTION_KEYS.len(),
            Self::Built(entries) => entries.len(),
        }
    }

    /// The value under a text.
    pub fn field(&self, name: &str) -> Option<Value<'a>> {
        match self {
            Self::Json(map) => map.get(name).map(Value::from_json),
            Self::Labels(map) => map
                .get(name)
                .map(|label| Value::String(Text::Borrowed(label))),
            Self::Action(action) => member_of(action, name),
            Self::Built(entries) => entries.iter().find_map(|(key, value)| match key {
                Value::String(key) if **key == *name => Some(value.clone()),
                _ => None,
            }),
        }
    }

    /// The value under a key of any type.
    pub fn get(&self, key: &Value<'_>) -> Option<Value<'a>> {
        match (self, key) {
            (_, Value::String(name)) => self.field(name),
            (Self::Built(entries), key) => entries
                .iter()
                .find(|(known, _)| same_key(known, key))
                .map(|(_, value)| value.clone()),
            _ => None,
        }
    }

    /// The first entries, in the order of the map.
    pub fn entries(&self, limit: usize) -> Vec<(Value<'a>, Value<'a>)> {
        let text = |text: &'a str| Value::String(Text::Borrowed(text));
        match self {
            Self::Json(map) => map
                .iter()
                .take(limit)
                .map(|(key, value)| (text(key), Value::from_json(value)))
                .collect(),
            Self::Labels(map) => map
                .iter()
                .take(limit)
                .map(|(key, value)| (text(key), text(value)))
                .collect(),
            Self::Action(action) => ACTION_KEYS
                .iter()
                .take(limit)
                .filter_map(|key| Some((text(key), member_of(action, key)?)))
                .collect(),
            Self::Built(entries) => entries.iter().take(limit).cloned().collect(),
        }
    }
}

/// Whether two values are the same key of a map: numbers by value, whatever their type.
pub fn same_key(left: &Value<'_>, right: &Value<'_>) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => **left == **right,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        _ => super::compare::order_numbers(left, right) == Some(std::cmp::Ordering::Equal),
    }
}

fn member_of<'a>(action: &'a Action, name: &str) -> Option<Value<'a>> {
    let text = |text: &'a str| Value::String(Text::Borrowed(text));
    Some(match name {
        "namespace" => text(&action.namespace),
        "tenant" => text(&action.tenant),
        "provider" => text(&action.provider),
        "action_type" => text(&action.action_type),
        "payload" => Value::Map(Map::Json(&action.payload)),
        "metadata" => Value::Map(Map::Labels(&action.metadata)),
        _ => return None,
    })
}
