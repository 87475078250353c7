//! The parts of a condition and what they came to.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::SharedText;

/// One part of a condition and what it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConditionPart {
    /// The part in canonical form; a substring of `condition_display`.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub text: SharedText,
    /// Where the part starts in `condition_display`, in bytes of UTF-8.
    pub start: usize,
    /// How deep the part is nested; the whole condition has depth 0.
    pub depth: usize,
    /// The value, null when the part failed. Long strings and large lists are cut and say so.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub value: Option<Value>,
    /// Why the part failed.
    pub error: Option<String>,
    /// Whether this part settled the result of the condition.
    pub decided: bool,
}

/// Where a part stands in its condition: what is the same in every evaluation.
#[derive(Clone, Debug)]
pub struct PartPlace {
    /// The part in canonical form.
    pub text: SharedText,
    /// Where it starts in the canonical form of the condition, in bytes of UTF-8.
    pub start: usize,
    /// How deep it is nested.
    pub depth: usize,
}

/// What a part came to.
#[derive(Clone, Debug)]
pub enum PartOutcome<'a> {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// Another number; null on the wire when it is not finite.
    Double(f64),
    /// A string.
    Text(&'a str),
    /// Any other value, or one that had to be cut.
    Json(Value),
    /// A failure: why.
    Failed(&'a str),
}

/// The parts of a condition that were evaluated, outermost first. On the wire a list of
/// [`ConditionPart`].
///
/// A trace has one for each rule, so it is made with few allocations however many parts there
/// are: where they stand is shared with the condition, and their texts lie one after another.
#[derive(Clone, Default)]
pub struct ConditionParts {
    places: Arc<[PartPlace]>,
    parts: Box<[Evaluated]>,
    /// The texts of `parts`, in their order.
    texts: Box<str>,
    /// The JSON values of `parts`, in their order.
    values: Box<[Value]>,
}

/// One part that was evaluated.
#[derive(Clone, Copy)]
struct Evaluated {
    /// Index of its place.
    place: usize,
    decided: bool,
    came_to: CameTo,
}

/// A [`PartOutcome`] whose content lies elsewhere where it is long.
#[derive(Clone, Copy)]
enum CameTo {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    /// Bytes of the text.
    Text(usize),
    Json,
    /// Bytes of the message.
    Failed(usize),
}

/// A part as it is on the wire, borrowed.
#[derive(Serialize)]
struct Shown<'p> {
    text: &'p SharedText,
    start: usize,
    depth: usize,
    value: Option<ShownValue<'p>>,
    error: Option<&'p str>,
    decided: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ShownValue<'p> {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(&'p str),
    Json(&'p Value),
}

impl ConditionParts {
    /// How many parts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The parts, outermost first.
    pub fn iter(&self) -> impl Iterator<Item = ConditionPart> + '_ {
        self.shown().map(|shown| ConditionPart {
            text: shown.text.clone(),
            start: shown.start,
            depth: shown.depth,
            value: shown.value.map(|value| match value {
                ShownValue::Null => Value::Null,
                ShownValue::Bool(value) => value.into(),
                ShownValue::Int(number) => number.into(),
                ShownValue::Double(number) => number.into(),
                ShownValue::Text(text) => text.into(),
                ShownValue::Json(value) => value.clone(),
            }),
            error: shown.error.map(str::to_owned),
            decided: shown.decided,
        })
    }

    fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        let mut texts = &*self.texts;
        let mut values = self.values.iter();
        self.parts.iter().filter_map(move |part| {
            let mut text = |bytes| {
                let (text, rest) = texts.split_at_checked(bytes)?;
                texts = rest;
                Some(text)
            };
            let place = self.places.get(part.place)?;
            let (value, error) = match part.came_to {
                CameTo::Null => (Some(ShownValue::Null), None),
                CameTo::Bool(value) => (Some(ShownValue::Bool(value)), None),
                CameTo::Int(number) => (Some(ShownValue::Int(number)), None),
                CameTo::Double(number) => (Some(ShownValue::Double(number)), None),
                CameTo::Text(bytes) => (Some(ShownValue::Text(text(bytes)?)), None),
                CameTo::Json => (Some(ShownValue::Json(values.next()?)), None),
                CameTo::Failed(bytes) => (None, Some(text(bytes)?)),
            };
            Some(Shown {
                text: &place.text,
                start: place.start,
                depth: place.depth,
                value,
                error,
                decided: part.decided,
            })
        })
    }
}

/// Makes [`ConditionParts`] of one condition after another; its memory serves all of them.
#[derive(Default)]
pub struct PartsWriter {
    parts: Vec<Evaluated>,
    texts: String,
    values: Vec<Value>,
}

impl PartsWriter {
    /// Adds a part. `place` is the index of its place among those that
    /// [`finish`](Self::finish) gets; a part without a place is left out there.
    pub fn push(&mut self, place: usize, outcome: PartOutcome<'_>, decided: bool) {
        let came_to = match outcome {
            PartOutcome::Null => CameTo::Null,
            PartOutcome::Bool(value) => CameTo::Bool(value),
            PartOutcome::Int(number) => CameTo::Int(number),
            PartOutcome::Double(number) => CameTo::Double(number),
            PartOutcome::Text(text) => {
                self.texts.push_str(text);
                CameTo::Text(text.len())
            }
            PartOutcome::Json(value) => {
                self.values.push(value);
                CameTo::Json
            }
            PartOutcome::Failed(message) => {
                self.texts.push_str(message);
                CameTo::Failed(message.len())
            }
        };
        self.parts.push(Evaluated {
            place,
            decided,
            came_to,
        });
    }

    /// The parts that were added since the last call.
    pub fn finish(&mut self, places: &Arc<[PartPlace]>) -> ConditionParts {
        let parts = ConditionParts {
            places: Arc::clone(places),
            parts: self.parts.as_slice().into(),
            texts: self.texts.as_str().into(),
            values: self.values.drain(..).collect(),
        };
        self.parts.clear();
        self.texts.clear();
        parts
    }
}

impl FromIterator<ConditionPart> for ConditionParts {
    fn from_iter<I: IntoIterator<Item = ConditionPart>>(parts: I) -> Self {
        let mut writer = PartsWriter::default();
        let mut places = Vec::new();
        for part in parts {
            let outcome = match (&part.error, part.value) {
                (Some(error), _) => PartOutcome::Failed(error),
                (None, Some(value)) => PartOutcome::Json(value),
                (None, None) => PartOutcome::Null,
            };
            writer.push(places.len(), outcome, part.decided);
            places.push(PartPlace {
                text: part.text,
                start: part.start,
                depth: part.depth,
            });
        }
        writer.finish(&places.into())
    }
}

impl PartialEq for ConditionParts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for ConditionParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for ConditionParts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.shown())
    }
}

impl<'de> Deserialize<'de> for ConditionParts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<ConditionPart>::deserialize(deserializer).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn places() -> Arc<[PartPlace]> {
        (0..6)
            .map(|start| PartPlace {
                text: format!("part {start}").into(),
                start,
                depth: start / 2,
            })
            .collect()
    }

    #[test]
    fn on_the_wire_it_is_a_list_of_parts() {
        let places = places();
        let mut writer = PartsWriter::default();
        writer.push(0, PartOutcome::Text("of another condition"), true);
        assert_eq!(writer.finish(&places).len(), 1);

        writer.push(0, PartOutcome::Bool(true), true);
        writer.push(1, PartOutcome::Text("é"), false);
        writer.push(2, PartOutcome::Failed("why"), false);
        writer.push(3, PartOutcome::Json(json!([1.5, {"a": null}])), false);
        writer.push(5, PartOutcome::Text("last"), true);
        let parts = writer.finish(&places);
        assert!(writer.finish(&places).is_empty());

        let expected = [
            (0, json!(true), None, true),
            (1, json!("é"), None, false),
            (2, Value::Null, Some("why"), false),
            (3, json!([1.5, {"a": null}]), None, false),
            (5, json!("last"), None, true),
        ];
        let expected: Vec<Value> = (expected.into_iter())
            .map(|(start, value, error, decided)| {
                json!({
                    "text": format!("part {start}"), "start": start, "depth": start / 2,
                    "value": value, "error": error, "decided": decided,
                })
            })
            .collect();
        assert_eq!(serde_json::to_value(&parts).unwrap(), json!(expected));
        // In the same order of fields, too.
        let plain: Vec<ConditionPart> = parts.iter().collect();
        assert_eq!(
            serde_json::to_string(&parts).unwrap(),
            serde_json::to_string(&plain).unwrap()
        );
        let read: ConditionParts = serde_json::from_value(json!(expected)).unwrap();
        assert_eq!(read, parts);
        assert_eq!(format!("{read:?}"), format!("{plain:?}"));
    }

    #[test]
    fn numbers_and_null_are_what_they_were() {
        let mut writer = PartsWriter::default();
        writer.push(0, PartOutcome::Null, false);
        writer.push(1, PartOutcome::Int(i64::MIN), false);
        writer.push(2, PartOutcome::Double(-0.1), false);
        writer.push(3, PartOutcome::Double(f64::NAN), false);
        let parts = writer.finish(&places());
        let values: Vec<Option<Value>> = parts.iter().map(|part| part.value).collect();
        let expected = [json!(null), json!(i64::MIN), json!(-0.1), json!(null)];
        assert_eq!(values, expected.map(Some));
        let json = serde_json::to_string(&parts).unwrap();
        let read: ConditionParts = serde_json::from_str(&json).unwrap();
        assert_eq!(read, parts);
    }
}
