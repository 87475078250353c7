//! Every single value of a payload with its place.

use serde_json::{Map, Value};

/// Calls `visit` with the place (`order.lines.0.note`), the key and the value of everything in the
/// payload that is not an object or a list. Items of a list have the key of the list.
pub fn leaves<'a>(payload: &'a Map<String, Value>, visit: &mut impl FnMut(&str, &str, &'a Value)) {
    let mut place = String::new();
    for (key, value) in payload {
        step(&mut place, key, |place| leaf(place, key, value, visit));
    }
}

fn leaf<'a>(
    place: &mut String,
    key: &str,
    value: &'a Value,
    visit: &mut impl FnMut(&str, &str, &'a Value),
) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                step(place, key, |place| leaf(place, key, value, visit));
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                step(place, &index.to_string(), |place| {
                    leaf(place, key, value, visit)
                });
            }
        }
        _ => visit(place, key, value),
    }
}

/// Goes one segment further for the length of a call.
fn step(place: &mut String, segment: &str, inside: impl FnOnce(&mut String)) {
    let length = place.len();
    if length > 0 {
        place.push('.');
    }
    place.push_str(segment);
    inside(place);
    place.truncate(length);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_leaf_has_its_place_and_key() {
        let payload = json!({"a": 1, "b": [{"c": "x"}, null, ["y"]], "d": {"e": {}}});
        let mut seen = Vec::new();
        leaves(payload.as_object().unwrap(), &mut |place, key, _| {
            seen.push(format!("{place} ({key})"));
        });
        assert_eq!(seen, ["a (a)", "b.0.c (c)", "b.1 (b)", "b.2.0 (b)"]);
    }
}
