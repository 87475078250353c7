//! How much memory may still be used for what is kept of a decision.

use serde_json::{Map, Value};

/// What a text, a list or a mapping takes beside its content.
pub const HEADER: usize = size_of::<Value>();
/// What an entry of a mapping takes beside its key's text and its value's content: mappings keep
/// room for more entries.
const ENTRY: usize = 2 * (size_of::<String>() + HEADER);
/// What the first entry of a mapping takes beside that.
const FIRST_ENTRY: usize = 12 * (size_of::<String>() + HEADER);

/// An amount of memory, in bytes.
#[derive(Debug)]
pub struct Allowance(usize);

impl Allowance {
    /// An allowance of so many bytes.
    pub const fn new(bytes: usize) -> Self {
        Self(bytes)
    }

    /// Takes as many bytes; false, and nothing is taken, when there are fewer left.
    pub fn take(&mut self, bytes: usize) -> bool {
        self.0
            .checked_sub(bytes)
            .map(|left| self.0 = left)
            .is_some()
    }

    /// Takes what a copy of `value` needs. Looks at no more of it than fits.
    pub fn take_value(&mut self, value: &Value) -> bool {
        subtract_value(self.0, value)
            .map(|left| self.0 = left)
            .is_some()
    }

    /// Takes what a copy of `map` needs. Looks at no more of it than fits.
    pub fn take_map(&mut self, map: &Map<String, Value>) -> bool {
        subtract_map(self.0, map)
            .map(|left| self.0 = left)
            .is_some()
    }
}

/// Memory that a copy of `map` needs; looks at no more of it than `limit` allows, and is
/// `usize::MAX` above that.
pub fn bytes_of(map: &Map<String, Value>, limit: usize) -> usize {
    subtract_map(limit, map).map_or(usize::MAX, |left| limit - left)
}

/// Memory that a copy of `value` needs.
pub fn bytes_of_value(value: &Value) -> usize {
    subtract_value(usize::MAX, value).map_or(usize::MAX, |left| usize::MAX - left)
}

fn subtract_value(left: usize, value: &Value) -> Option<usize> {
    let left = left.checked_sub(HEADER)?;
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Some(left),
        Value::String(text) => left.checked_sub(text.len()),
        Value::Array(items) => items.iter().try_fold(left, subtract_value),
        Value::Object(map) => subtract_map(left, map),
    }
}

fn subtract_map(left: usize, map: &Map<String, Value>) -> Option<usize> {
    if map.is_empty() {
        return Some(left);
    }
    map.iter()
        .try_fold(left.checked_sub(FIRST_ENTRY)?, |left, (key, value)| {
            subtract_value(left.checked_sub(ENTRY + key.len())?, value)
        })
}
