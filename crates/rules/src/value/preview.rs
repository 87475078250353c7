//! Values as a trace shows them: JSON, and never large.

use serde_json::{Map as JsonMap, Value as Json};

use super::{List, Map, Value};

/// Characters of a text that are shown.
const CHARACTERS: usize = 200;
/// Elements of a list or map that are shown.
const ELEMENTS: usize = 20;
/// Levels of lists and maps that are shown.
const LEVELS: usize = 4;

/// The value as JSON, cut where it is long. What was cut says so.
pub fn preview(value: &Value<'_>) -> Json {
    at_level(value, LEVELS)
}

fn at_level(value: &Value<'_>, levels: usize) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(number) => Json::from(*number),
        Value::Uint(number) => Json::from(*number),
        Value::Double(number) => serde_json::Number::from_f64(*number)
            .map_or_else(|| number.to_string().into(), Json::from),
        Value::String(text) => Json::String(cut(text)),
        Value::Bytes(bytes) => Json::String(cut(&format!("b\"{}\"", bytes.escape_ascii()))),
        Value::List(list) => list_preview(list, levels),
        Value::Map(map) => map_preview(map, levels),
        Value::Timestamp(instant) => Json::String(instant.to_string()),
        Value::Duration(duration) => Json::String(crate::eval::duration_text(*duration)),
        Value::Type(kind) => Json::String(kind.name().to_owned()),
    }
}

fn list_preview(list: &List<'_>, levels: usize) -> Json {
    if levels == 0 {
        return Json::String(format!("… list of {}", list.len()));
    }
    let mut items: Vec<Json> = list
        .iter()
        .take(ELEMENTS)
        .map(|item| at_level(&item, levels - 1))
        .collect();
    if list.len() > ELEMENTS {
        items.push(Json::String(format!("… {} more", list.len() - ELEMENTS)));
    }
    Json::Array(items)
}

fn map_preview(map: &Map<'_>, levels: usize) -> Json {
    if levels == 0 {
        return Json::String(format!("… map of {}", map.len()));
    }
    let mut shown = JsonMap::new();
    for (key, value) in &map.entries(ELEMENTS) {
        let key = match at_level(key, 0) {
            Json::String(text) => text,
            other => other.to_string(),
        };
        shown.insert(key, at_level(value, levels - 1));
    }
    if map.len() > ELEMENTS {
        let more = Json::String(format!("{} more", map.len() - ELEMENTS));
        shown.insert("…".to_owned(), more);
    }
    Json::Object(shown)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        None => text.to_owned(),
        Some((end, _)) => format!(
            "{}… ({} bytes in all)",
            text.get(..end).unwrap_or_default(),
            text.len()
        ),
    }
}
