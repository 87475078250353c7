//! What the parts of conditions came to, those of one condition after those of another.

use serde::Serialize;
use serde_json::Value;

/// What a part came to.
#[derive(Clone, Copy, Debug)]
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
    Json(PartValue),
    /// A failure: why.
    Failed(&'a str),
}

/// A value that [`PartsWriter::value`] keeps.
#[derive(Clone, Copy, Debug)]
pub struct PartValue(usize);

/// The parts of any number of conditions. Their texts lie one after another, so that a part is
/// small and has nothing of its own to allocate or to free.
#[derive(Debug, Default)]
pub struct PartsContent {
    parts: Vec<Part>,
    /// The texts of `parts`, in their order.
    texts: String,
    values: Vec<Value>,
}

/// The parts of one condition within a [`PartsContent`].
#[derive(Clone, Copy, Debug, Default)]
pub struct PartsSpan {
    first: usize,
    end: usize,
    /// Where their texts begin.
    texts: usize,
}

impl PartsSpan {
    pub(super) fn is_empty(self) -> bool {
        self.first == self.end
    }
}

#[derive(Clone, Copy, Debug)]
struct Part {
    /// Index of its place.
    place: usize,
    decided: bool,
    came_to: CameTo,
}

/// A [`PartOutcome`] whose text lies elsewhere.
#[derive(Clone, Copy, Debug)]
enum CameTo {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    /// Bytes of the text.
    Text(usize),
    Json(PartValue),
    /// Bytes of the message.
    Failed(usize),
}

/// A part that is read.
pub(super) struct Written<'c> {
    pub place: usize,
    /// None when the part failed.
    pub value: Option<WrittenValue<'c>>,
    pub error: Option<&'c str>,
    pub decided: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum WrittenValue<'c> {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(&'c str),
    Json(&'c Value),
}

impl PartsContent {
    pub(super) fn parts(&self, span: PartsSpan) -> impl Iterator<Item = Written<'_>> {
        let parts = self.parts.get(span.first..span.end).unwrap_or_default();
        let mut texts = self.texts.get(span.texts..).unwrap_or_default();
        parts.iter().filter_map(move |part| {
            let mut text = |bytes| {
                let (text, rest) = texts.split_at_checked(bytes)?;
                texts = rest;
                Some(text)
            };
            let (value, error) = match part.came_to {
                CameTo::Null => (Some(WrittenValue::Null), None),
                CameTo::Bool(value) => (Some(WrittenValue::Bool(value)), None),
                CameTo::Int(number) => (Some(WrittenValue::Int(number)), None),
                CameTo::Double(number) => (Some(WrittenValue::Double(number)), None),
                CameTo::Text(bytes) => (Some(WrittenValue::Text(text(bytes)?)), None),
                CameTo::Json(PartValue(index)) => {
                    (Some(WrittenValue::Json(self.values.get(index)?)), None)
                }
                CameTo::Failed(bytes) => (None, Some(text(bytes)?)),
            };
            Some(Written {
                place: part.place,
                value,
                error,
                decided: part.decided,
            })
        })
    }
}

impl From<WrittenValue<'_>> for Value {
    fn from(value: WrittenValue<'_>) -> Self {
        match value {
            WrittenValue::Null => Self::Null,
            WrittenValue::Bool(value) => value.into(),
            WrittenValue::Int(number) => number.into(),
            WrittenValue::Double(number) => number.into(),
            WrittenValue::Text(text) => text.into(),
            WrittenValue::Json(value) => value.clone(),
        }
    }
}

/// Writes a [`PartsContent`].
#[derive(Debug, Default)]
pub struct PartsWriter {
    content: PartsContent,
    /// Where the condition begins that is being written.
    begins: PartsSpan,
}

impl PartsWriter {
    /// Keeps a value, which any number of parts may have come to.
    pub fn value(&mut self, value: Value) -> PartValue {
        self.content.values.push(value);
        PartValue(self.content.values.len() - 1)
    }

    /// Adds a part to the condition that is being written. `place` is the index of its place among
    /// those of the condition.
    #[inline]
    pub fn push(&mut self, place: usize, outcome: PartOutcome<'_>, decided: bool) {
        let came_to = match outcome {
            PartOutcome::Null => CameTo::Null,
            PartOutcome::Bool(value) => CameTo::Bool(value),
            PartOutcome::Int(number) => CameTo::Int(number),
            PartOutcome::Double(number) => CameTo::Double(number),
            PartOutcome::Text(text) => {
                self.content.texts.push_str(text);
                CameTo::Text(text.len())
            }
            PartOutcome::Json(value) => CameTo::Json(value),
            PartOutcome::Failed(message) => {
                self.content.texts.push_str(message);
                CameTo::Failed(message.len())
            }
        };
        self.content.parts.push(Part {
            place,
            decided,
            came_to,
        });
    }

    /// The condition that was being written ends here, and the next one begins.
    pub fn end_condition(&mut self) -> PartsSpan {
        let end = self.content.parts.len();
        let next = PartsSpan {
            first: end,
            end,
            texts: self.content.texts.len(),
        };
        PartsSpan {
            end,
            ..std::mem::replace(&mut self.begins, next)
        }
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> PartsContent {
        self.content
    }
}
