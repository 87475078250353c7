//! The parts of a condition and what they came to.

mod content;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::SharedText;
use content::WrittenValue;

pub use content::{PartOutcome, PartValue, PartsContent, PartsSpan, PartsWriter};

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

/// The parts of a condition that were evaluated, outermost first. On the wire a list of
/// [`ConditionPart`].
///
/// A trace has one for each rule, so it allocates nothing of its own: where the parts stand is
/// shared with the condition, and what they came to with all rules of the trace.
#[derive(Clone, Default)]
pub struct ConditionParts(Option<Inner>);

#[derive(Clone)]
struct Inner {
    places: Arc<[PartPlace]>,
    content: Arc<PartsContent>,
    span: PartsSpan,
}

/// A part as it is on the wire, borrowed.
#[derive(Serialize)]
struct Shown<'p> {
    text: &'p SharedText,
    start: usize,
    depth: usize,
    value: Option<WrittenValue<'p>>,
    error: Option<&'p str>,
    decided: bool,
}

impl ConditionParts {
    /// What was written of one condition. `places` are those of the condition; a part without a
    /// place is left out.
    #[must_use]
    pub fn new(places: &Arc<[PartPlace]>, content: &Arc<PartsContent>, span: PartsSpan) -> Self {
        Self((!span.is_empty()).then(|| Inner {
            places: Arc::clone(places),
            content: Arc::clone(content),
            span,
        }))
    }

    /// How many parts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shown().count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown().next().is_none()
    }

    /// The parts, outermost first.
    pub fn iter(&self) -> impl Iterator<Item = ConditionPart> + '_ {
        self.shown().map(|shown| ConditionPart {
            text: shown.text.clone(),
            start: shown.start,
            depth: shown.depth,
            value: shown.value.map(Value::from),
            error: shown.error.map(str::to_owned),
            decided: shown.decided,
        })
    }

    fn shown(&self) -> impl Iterator<Item = Shown<'_>> {
        self.0.iter().flat_map(|inner| {
            inner.content.parts(inner.span).filter_map(|part| {
                let place = inner.places.get(part.place)?;
                Some(Shown {
                    text: &place.text,
                    start: place.start,
                    depth: place.depth,
                    value: part.value,
                    error: part.error,
                    decided: part.decided,
                })
            })
        })
    }
}

impl FromIterator<ConditionPart> for ConditionParts {
    fn from_iter<I: IntoIterator<Item = ConditionPart>>(parts: I) -> Self {
        let mut writer = PartsWriter::default();
        let mut places = Vec::new();
        for part in parts {
            let outcome = match (&part.error, part.value) {
                (Some(error), _) => PartOutcome::Failed(error),
                (None, Some(value)) => PartOutcome::Json(writer.value(value)),
                (None, None) => PartOutcome::Null,
            };
            writer.push(places.len(), outcome, part.decided);
            places.push(PartPlace {
                text: part.text,
                start: part.start,
                depth: part.depth,
            });
        }
        let span = writer.end_condition();
        Self::new(&places.into(), &Arc::new(writer.finish()), span)
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
        let other = writer.end_condition();

        let list = PartOutcome::Json(writer.value(json!([1.5, {"a": null}])));
        writer.push(0, PartOutcome::Bool(true), true);
        writer.push(1, PartOutcome::Text("é"), false);
        writer.push(2, PartOutcome::Failed("why"), false);
        writer.push(3, list, false);
        writer.push(5, PartOutcome::Text("last"), true);
        let span = writer.end_condition();
        let empty = writer.end_condition();
        let content = Arc::new(writer.finish());
        let parts = ConditionParts::new(&places, &content, span);
        assert_eq!(parts.len(), 5);
        assert_eq!(ConditionParts::new(&places, &content, other).len(), 1);
        assert!(ConditionParts::new(&places, &content, empty).is_empty());

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
        let span = writer.end_condition();
        let parts = ConditionParts::new(&places(), &Arc::new(writer.finish()), span);
        let values: Vec<Option<Value>> = parts.iter().map(|part| part.value).collect();
        let expected = [json!(null), json!(i64::MIN), json!(-0.1), json!(null)];
        assert_eq!(values, expected.map(Some));
        let json = serde_json::to_string(&parts).unwrap();
        let read: ConditionParts = serde_json::from_str(&json).unwrap();
        assert_eq!(read, parts);
    }
}
