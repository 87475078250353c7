//! What the parts of a condition came to.

use super::Outcome;
use crate::condition::Part;

/// The outcome of each part that was evaluated and is listed. Used for one condition after another,
/// so that its memory is allocated once.
#[derive(Default)]
pub struct Outcomes<'a> {
    parts: &'a [Part],
    /// By [`Node::id`](crate::condition::Node::id).
    outcomes: Vec<Option<Outcome<'a>>>,
}

impl<'a> Outcomes<'a> {
    /// Room for nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets everything and makes room for the parts of a condition.
    pub fn begin(&mut self, parts: &'a [Part]) {
        self.parts = parts;
        self.outcomes.clear();
        self.outcomes.resize_with(parts.len(), || None);
    }

    /// Keeps the outcome of a part, if it is listed.
    pub fn record(&mut self, id: usize, outcome: &Outcome<'a>) {
        if self.parts.get(id).is_some_and(|part| part.listed) {
            self.set(id, outcome.clone());
        }
    }

    /// Keeps the outcome of a part.
    pub fn set(&mut self, id: usize, outcome: Outcome<'a>) {
        if let Some(slot) = self.outcomes.get_mut(id) {
            *slot = Some(outcome);
        }
    }

    /// The outcome of a part; none when it was not evaluated.
    pub fn get(&self, id: usize) -> Option<&Outcome<'a>> {
        self.outcomes.get(id)?.as_ref()
    }

    /// The parts that have an outcome, outermost first, by their ids.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Part, &Outcome<'a>)> {
        (self.parts.iter().zip(&self.outcomes).enumerate())
            .filter_map(|(id, (part, outcome))| Some((id, part, outcome.as_ref()?)))
    }
}
