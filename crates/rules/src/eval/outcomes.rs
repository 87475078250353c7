//! What the parts of a condition came to.

use super::Outcome;
use crate::condition::Part;

/// The outcome of each part that was evaluated and is listed. Used for one condition after another,
/// so that its memory is allocated once.
#[derive(Default)]
pub struct Outcomes<'a> {
    parts: &'a [Part],
    /// By [`Node::id`](crate::condition::Node::id).
    slots: Vec<Slot<'a>>,
    /// How many outcomes were kept, those that replaced another included.
    kept: usize,
}

#[derive(Default)]
struct Slot<'a> {
    outcome: Option<Outcome<'a>>,
    decided: bool,
}

impl<'a> Outcomes<'a> {
    /// Forgets everything and makes room for the parts of a condition.
    pub fn begin(&mut self, parts: &'a [Part]) {
        self.parts = parts;
        self.kept = 0;
        self.slots.clear();
        self.slots.resize_with(parts.len(), Slot::default);
    }

    /// Keeps the outcome of a part, if it is listed.
    pub fn record(&mut self, id: usize, outcome: &Outcome<'a>) {
        if self.parts.get(id).is_some_and(|part| part.listed) {
            self.set(id, outcome.clone());
        }
    }

    /// Keeps the outcome of a part.
    pub fn set(&mut self, id: usize, outcome: Outcome<'a>) {
        if let Some(slot) = self.slots.get_mut(id) {
            slot.outcome = Some(outcome);
            self.kept += 1;
        }
    }

    /// Notes that a part settled the result.
    pub fn set_decided(&mut self, id: usize) {
        if let Some(slot) = self.slots.get_mut(id) {
            slot.decided = true;
        }
    }

    /// The outcome of a part; none when it was not evaluated.
    pub fn get(&self, id: usize) -> Option<&Outcome<'a>> {
        self.slots.get(id)?.outcome.as_ref()
    }

    /// At least as many as there are outcomes.
    pub fn count(&self) -> usize {
        self.kept
    }

    /// The parts that have an outcome, outermost first, each with whether it settled the result.
    pub fn iter(&self) -> impl Iterator<Item = (&Part, &Outcome<'a>, bool)> {
        (self.parts.iter().zip(&self.slots))
            .filter_map(|(part, slot)| Some((part, slot.outcome.as_ref()?, slot.decided)))
    }
}
