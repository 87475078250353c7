//! Two JSON values side by side.

use serde_json::{Map, Value};

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The same on both sides.
    Same,
    /// Another value.
    Changed,
    /// Only after.
    Added,
    /// Only before.
    Removed,
}

/// A line of both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Before; none where there is nothing.
    pub before: Option<String>,
    /// After; none where there is nothing.
    pub after: Option<String>,
    /// What became of it.
    pub change: Change,
}

/// One side of a member: its value, and whether another member follows.
type Side<'v> = Option<(&'v Value, bool)>;

/// Both values written out, with what is equal in the same line. Members of objects are told apart;
/// any other value is the same or another one.
pub fn rows(before: &Value, after: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    member(
        "",
        0,
        (Some((before, false)), Some((after, false))),
        &mut rows,
    );
    rows
}

fn member(key: &str, depth: usize, sides: (Side<'_>, Side<'_>), rows: &mut Vec<Row>) {
    if let (Some((Value::Object(before), more_before)), Some((Value::Object(after), more_after))) =
        sides
        && before != after
    {
        let indent = "  ".repeat(depth);
        let line = |text: String| Some(text);
        rows.push(Row {
            before: line(format!("{indent}{key}{{")),
            after: line(format!("{indent}{key}{{")),
            change: Change::Same,
        });
        members(depth + 1, before, after, rows);
        rows.push(Row {
            before: line(format!("{indent}}}{}", comma(more_before))),
            after: line(format!("{indent}}}{}", comma(more_after))),
            change: Change::Same,
        });
        return;
    }
    let change = match sides {
        (Some((before, _)), Some((after, _))) if before == after => Change::Same,
        (Some(_), Some(_)) => Change::Changed,
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
    };
    let mut before = written(key, depth, sides.0).into_iter();
    let mut after = written(key, depth, sides.1).into_iter();
    loop {
        let (before, after) = (before.next(), after.next());
        if before.is_none() && after.is_none() {
            break;
        }
        rows.push(Row {
            before,
            after,
            change,
        });
    }
}

fn members(
    depth: usize,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    rows: &mut Vec<Row>,
) {
    let (last_before, last_after) = (before.keys().max(), after.keys().max());
    let added = after.keys().filter(|key| !before.contains_key(*key));
    let mut keys: Vec<&String> = before.keys().chain(added).collect();
    keys.sort();
    for key in keys {
        let side = |object: &'_ Map<String, Value>, last: Option<&String>| {
            object.get(key).map(|_| last != Some(key))
        };
        let (more_before, more_after) = (side(before, last_before), side(after, last_after));
        let sides = (
            before.get(key).zip(more_before),
            after.get(key).zip(more_after),
        );
        let name = format!("{}: ", Value::from(key.as_str()));
        member(&name, depth, sides, rows);
    }
}

/// The lines of one side.
fn written(key: &str, depth: usize, side: Side<'_>) -> Vec<String> {
    let Some((value, more)) = side else {
        return Vec::new();
    };
    let indent = "  ".repeat(depth);
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut lines: Vec<String> = text.lines().map(|line| format!("{indent}{line}")).collect();
    if let Some(first) = lines.first_mut() {
        first.insert_str(indent.len(), key);
    }
    if let Some(last) = lines.last_mut() {
        last.push_str(comma(more));
    }
    lines
}

const fn comma(more: bool) -> &'static str {
    if more { "," } else { "" }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A sign for the change, and both sides.
    fn drawn(before: &Value, after: &Value) -> Vec<String> {
        let shown = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
        rows(before, after)
            .iter()
            .map(|row| {
                let sign = match row.change {
                    Change::Same => ' ',
                    Change::Changed => '~',
                    Change::Added => '+',
                    Change::Removed => '-',
                };
                format!("{sign} {} | {}", shown(&row.before), shown(&row.after))
            })
            .collect()
    }

    #[test]
    fn members_are_told_apart() {
        let before = json!({"a": 1, "b": {"x": true, "y": [1, 2]}, "d": "gone"});
        let after = json!({"a": 1, "b": {"x": false, "y": [1, 2]}, "c": null});
        assert_eq!(
            drawn(&before, &after),
            [
                "  { | {",
                "    \"a\": 1, |   \"a\": 1,",
                "    \"b\": { |   \"b\": {",
                "~     \"x\": true, |     \"x\": false,",
                "      \"y\": [ |     \"y\": [",
                "        1, |       1,",
                "        2 |       2",
                "      ] |     ]",
                "    }, |   },",
                "+ - |   \"c\": null",
                "-   \"d\": \"gone\" | -",
                "  } | }",
            ]
        );
    }

    #[test]
    fn a_value_of_another_kind_is_changed_as_a_whole() {
        let rows = rows(&json!({"a": {"b": 1}}), &json!({"a": 7}));
        let changes: Vec<Change> = rows.iter().map(|row| row.change).collect();
        assert_eq!(
            changes,
            [
                Change::Same,
                Change::Changed,
                Change::Changed,
                Change::Changed,
                Change::Same
            ]
        );
        assert_eq!(rows[1].after.as_deref(), Some("  \"a\": 7"));
        assert_eq!(rows[2].after, None);
    }

    #[test]
    fn equal_values_are_the_same_line_by_line() {
        let value = json!({"a": {}, "b": []});
        assert!(
            rows(&value, &value)
                .iter()
                .all(|row| row.change == Change::Same && row.before == row.after)
        );
    }
}
