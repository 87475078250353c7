//! Plugins' answers as far as they are kept.

use acteon_core::PluginOutput;
use serde_json::{Map, Value};

use crate::allowance::Allowance;

/// Bytes of a text that are kept when there is no room for all of it.
const START: usize = 200;

/// Shortens what does not fit: message and metadata say so then.
pub fn shorten(output: &mut PluginOutput, allowance: &mut Allowance) {
    if let Some(message) = &mut output.message
        && !allowance.take(message.len())
    {
        *message = start_of(message);
    }
    if let Some(metadata) = &mut output.metadata
        && !allowance.take_map(metadata)
    {
        *metadata = truncated();
    }
}

/// A copy of the text, or its start when there is no room for all of it.
pub fn copy_text(text: &str, allowance: &mut Allowance) -> String {
    if allowance.take(text.len()) {
        text.to_owned()
    } else {
        start_of(text)
    }
}

/// A copy of the metadata, or what stands for it when there is no room.
pub fn copy_metadata(metadata: &Map<String, Value>, allowance: &mut Allowance) -> Value {
    Value::Object(if allowance.take_map(metadata) {
        metadata.clone()
    } else {
        truncated()
    })
}

fn start_of(text: &str) -> String {
    let end = text.floor_char_boundary(START);
    match text.get(..end) {
        Some(start) if end < text.len() => format!("{start}… ({} bytes in all)", text.len()),
        _ => text.to_owned(),
    }
}

fn truncated() -> Map<String, Value> {
    Map::from_iter([("truncated".to_owned(), Value::Bool(true))])
}
