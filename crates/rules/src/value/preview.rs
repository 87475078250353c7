//! Values as a trace shows them: JSON, and never large.

use acteon_core::PartOutcome;
use serde_json::{Map as JsonMap, Value as Json};

use super::{List, Map, Value};
use crate::bounds::{PREVIEW_TEXT_BYTES, PREVIEW_VALUES};

/// Characters of a text that are shown.
const CHARACTERS: usize = 200;
/// Elements of a list or map that are shown.
const ELEMENTS: usize = 20;
/// Levels of lists and maps that are shown.
const LEVELS: usize = 4;

/// The value as a trace shows it, where that is the value itself; none where it takes a
/// [`preview`].
#[inline]
pub fn shown_whole<'v>(value: &'v Value<'_>) -> Option<PartOutcome<'v>> {
    Some(match value {
        Value::Null => PartOutcome::Null,
        Value::Bool(value) => PartOutcome::Bool(*value),
        Value::Int(number) => PartOutcome::Int(*number),
        Value::Double(number) if number.is_finite() => PartOutcome::Double(*number),
        // It has no more characters than bytes.
        Value::String(text) if text.len() <= CHARACTERS => PartOutcome::Text(text),
        _ => return None,
    })
}

/// The value as JSON, cut where it is long. What was cut says so.
pub fn preview(value: &Value<'_>) -> Json {
    let mut preview = Preview {
        values_left: PREVIEW_VALUES,
        bytes_left: PREVIEW_TEXT_BYTES,
    };
    preview.value(value, LEVELS)
}

/// What one preview may still show.
struct Preview {
    values_left: usize,
    bytes_left: usize,
}

impl Preview {
    fn value(&mut self, value: &Value<'_>, levels: usize) -> Json {
        self.values_left = self.values_left.saturating_sub(1);
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Int(number) => Json::from(*number),
            Value::Uint(number) => Json::from(*number),
            Value::Double(number) => serde_json::Number::from_f64(*number)
                .map_or_else(|| number.to_string().into(), Json::from),
            Value::String(text) => Json::String(self.text(text)),
            Value::Bytes(bytes) => Json::String(self.bytes(bytes)),
            Value::List(list) => self.list(list, levels),
            Value::Map(map) => self.map(map, levels),
            Value::Timestamp(instant) => Json::String(instant.to_string()),
            Value::Duration(duration) => Json::String(crate::eval::duration_text(*duration)),
            Value::Type(kind) => Json::String(kind.name().to_owned()),
        }
    }

    fn list(&mut self, list: &List<'_>, levels: usize) -> Json {
        if levels == 0 {
            return Json::String(format!("… list of {}", list.len()));
        }
        let mut shown = Vec::new();
        for item in list.iter().take(ELEMENTS) {
            if self.values_left == 0 {
                break;
            }
            shown.push(self.value(&item, levels - 1));
        }
        let more = list.len() - shown.len();
        if more > 0 {
            shown.push(Json::String(format!("… {more} more")));
        }
        Json::Array(shown)
    }

    fn map(&mut self, map: &Map<'_>, levels: usize) -> Json {
        if levels == 0 {
            return Json::String(format!("… map of {}", map.len()));
        }
        let mut shown = JsonMap::new();
        for (key, value) in &map.entries(ELEMENTS) {
            if self.values_left == 0 {
                break;
            }
            let key = match key {
                Value::String(text) => self.text(text),
                other => self.value(other, 0).to_string(),
            };
            shown.insert(key, self.value(value, levels - 1));
        }
        let more = map.len() - shown.len();
        if more > 0 {
            shown.insert("…".to_owned(), Json::String(format!("{more} more")));
        }
        Json::Object(shown)
    }

    fn text(&mut self, text: &str) -> String {
        let end = text
            .char_indices()
            .nth(CHARACTERS)
            .map_or(text.len(), |(end, _)| end)
            .min(text.floor_char_boundary(self.bytes_left));
        self.bytes_left -= end;
        let shown = text.get(..end).unwrap_or_default();
        if end == text.len() {
            shown.to_owned()
        } else {
            format!("{shown}… ({} bytes in all)", text.len())
        }
    }

    fn bytes(&mut self, bytes: &[u8]) -> String {
        let end = bytes.len().min(CHARACTERS).min(self.bytes_left);
        self.bytes_left -= end;
        let shown = bytes.get(..end).unwrap_or_default().escape_ascii();
        if end == bytes.len() {
            format!("b\"{shown}\"")
        } else {
            format!("b\"{shown}\"… ({} bytes in all)", bytes.len())
        }
    }
}
