//! Two JSON values side by side.

use serde_json::Value;
use similar::{Algorithm, DiffTag};

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

/// Both values written out, with what is equal in the same line.
pub fn rows(before: &Value, after: &Value) -> Vec<Row> {
    let (before, after) = (written(before), written(after));
    let keys = |lines: &[String]| -> Vec<String> {
        let keys = lines.iter().map(|line| line.trim_end_matches(','));
        keys.map(str::to_owned).collect()
    };
    // A comma says only whether something follows.
    let (before_keys, after_keys) = (keys(&before), keys(&after));
    similar::capture_diff_slices(Algorithm::Myers, &before_keys, &after_keys)
        .into_iter()
        .flat_map(|piece| {
            let (before, after) = (&before[piece.old_range()], &after[piece.new_range()]);
            let change = if piece.tag() == DiffTag::Equal {
                Change::Same
            } else {
                Change::Changed
            };
            (0..before.len().max(after.len()))
                .flat_map(move |line| aligned(before.get(line), after.get(line), change))
        })
        .collect()
}

/// Two lines side by side, one below the other when they are different members.
fn aligned(before: Option<&String>, after: Option<&String>, change: Change) -> Vec<Row> {
    match (before, after) {
        (Some(old), Some(new)) if change == Change::Same || member(old) == member(new) => {
            vec![Row {
                before: before.cloned(),
                after: after.cloned(),
                change,
            }]
        }
        _ => {
            let removed = before.map(|line| Row {
                before: Some(line.clone()),
                after: None,
                change: Change::Removed,
            });
            let added = after.map(|line| Row {
                before: None,
                after: Some(line.clone()),
                change: Change::Added,
            });
            removed.into_iter().chain(added).collect()
        }
    }
}

/// The name of the member that a line begins; none for an element of a list.
fn member(line: &str) -> Option<&str> {
    line.split_once("\": ").map(|(name, _)| name)
}

fn written(value: &Value) -> Vec<String> {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
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
                "-   \"d\": \"gone\" | -",
                "+ - |   \"c\": null",
                "  } | }",
            ]
        );
    }

    #[test]
    fn a_value_of_another_kind_is_told_line_by_line() {
        assert_eq!(
            drawn(&json!({"a": {"b": 1}}), &json!({"a": 7})),
            [
                "  { | {",
                "~   \"a\": { |   \"a\": 7",
                "-     \"b\": 1 | -",
                "-   } | -",
                "  } | }",
            ]
        );
    }

    #[test]
    fn an_element_of_a_list_is_told_apart() {
        assert_eq!(
            drawn(&json!([1, 2, 3]), &json!([1, 3])),
            [
                "  [ | [",
                "    1, |   1,",
                "-   2, | -",
                "    3 |   3",
                "  ] | ]"
            ]
        );
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
