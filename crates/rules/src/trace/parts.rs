//! The values of the parts of conditions.

use std::collections::HashMap;
use std::sync::Arc;

use acteon_core::{
    ConditionPart, ConditionParts, PartOutcome, PartValue, PartsContent, PartsSpan, PartsWriter,
};
use serde_json::{Map as JsonMap, Value as Json};

use crate::allowance::{Allowance, HEADER, bytes_of_value};
use crate::condition::Condition;
use crate::eval::{Fault, Outcomes};
use crate::value::{List, Map, Text, Value, preview, shown_whole};

/// The parts of the conditions of a decision.
#[derive(Default)]
pub struct Parts<'a> {
    writer: PartsWriter,
    /// What was shown of the action: many rules look at the same lists of it.
    previews: HashMap<Source, Previewed<'a>>,
}

/// Where in the action a value lies.
#[derive(PartialEq, Eq, Hash)]
enum Source {
    List(*const [Json]),
    Map(*const JsonMap<String, Json>),
    Text(*const str),
}

impl Source {
    fn of(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::List(List::Json(items)) => Some(Self::List(*items)),
            Value::Map(Map::Json(map)) => Some(Self::Map(*map)),
            Value::String(Text::Borrowed(text)) => Some(Self::Text(*text)),
            _ => None,
        }
    }
}

struct Previewed<'a> {
    /// Borrowed, so that nothing else can come to lie there.
    _source: Value<'a>,
    shown: PartValue,
    /// Memory that it takes.
    bytes: usize,
}

impl<'a> Parts<'a> {
    /// Writes every listed part of a condition that has an outcome, outermost first, as long as the
    /// allowance lasts. `explain` puts a failure into words.
    pub fn write(
        &mut self,
        condition: &Condition,
        outcomes: &Outcomes<'a>,
        explain: impl Fn(&Fault) -> String,
        allowance: &mut Allowance,
    ) -> PartsSpan {
        let places = condition.places();
        for (place, outcome, decided) in outcomes.iter() {
            let text = places.get(place).map_or(0, |part| part.text.len());
            let fits = allowance.take(size_of::<ConditionPart>() + text)
                && match outcome {
                    Ok(value) => self.value(place, value, decided, allowance),
                    Err(fault) => self.failure(place, &explain(fault), decided, allowance),
                };
            if !fits {
                break;
            }
        }
        self.writer.end_condition()
    }

    /// Writes a part that has a value; false when there is no room for it.
    fn value(
        &mut self,
        place: usize,
        value: &Value<'a>,
        decided: bool,
        allowance: &mut Allowance,
    ) -> bool {
        if let Some(whole) = shown_whole(value) {
            let text = match whole {
                PartOutcome::Text(text) => text.len(),
                _ => 0,
            };
            let fits = allowance.take(HEADER + text);
            if fits {
                self.writer.push(place, whole, decided);
            }
            return fits;
        }
        let shown = self.preview(value, allowance);
        if let Some(shown) = shown {
            self.writer.push(place, PartOutcome::Json(shown), decided);
        }
        shown.is_some()
    }

    /// Writes a part that failed; false when there is no room for it.
    fn failure(
        &mut self,
        place: usize,
        message: &str,
        decided: bool,
        allowance: &mut Allowance,
    ) -> bool {
        let fits = allowance.take(message.len());
        if fits {
            let failed = PartOutcome::Failed(message);
            self.writer.push(place, failed, decided);
        }
        fits
    }

    /// What is shown of a value that is not shown whole; none when there is no room for it.
    fn preview(&mut self, value: &Value<'a>, allowance: &mut Allowance) -> Option<PartValue> {
        let source = Source::of(value);
        if let Some(known) = (source.as_ref()).and_then(|source| self.previews.get(source)) {
            return allowance.take(known.bytes).then_some(known.shown);
        }
        let json = preview(value);
        let bytes = bytes_of_value(&json);
        if !allowance.take(bytes) {
            return None;
        }
        let shown = self.writer.value(json);
        if let Some(source) = source {
            let previewed = Previewed {
                _source: value.clone(),
                shown,
                bytes,
            };
            self.previews.insert(source, previewed);
        }
        Some(shown)
    }

    /// What was written.
    pub fn finish(self) -> Arc<PartsContent> {
        Arc::new(self.writer.finish())
    }
}

/// The parts of one condition by itself.
pub fn parts(
    condition: &Condition,
    outcomes: &Outcomes<'_>,
    explain: impl Fn(&Fault) -> String,
    allowance: &mut Allowance,
) -> ConditionParts {
    let mut parts = Parts::default();
    let span = parts.write(condition, outcomes, explain, allowance);
    ConditionParts::new(condition.places(), &parts.finish(), span)
}
