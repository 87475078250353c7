//! What the parts of a condition came to.

use super::Outcome;

/// The outcome of each part that was evaluated and that a trace shows. Used for one condition after
/// another, so that its memory is allocated once.
///
/// Parts are known by their [`Node::place`](crate::condition::Node::place); nothing is kept of those
/// without one.
#[derive(Default)]
pub struct Outcomes<'a> {
    slots: Vec<Slot<'a>>,
}

#[derive(Default)]
struct Slot<'a> {
    outcome: Option<Outcome<'a>>,
    decided: bool,
}

impl<'a> Outcomes<'a> {
    /// Forgets everything and makes room for a condition with so many places.
    pub fn begin(&mut self, places: usize) {
        self.slots.clear();
        self.slots.resize_with(places, Slot::default);
    }

    /// Keeps the outcome of a part.
    pub fn record(&mut self, place: Option<usize>, outcome: &Outcome<'a>) {
        if let Some(slot) = self.slot(place) {
            slot.outcome = Some(outcome.clone());
        }
    }

    /// Notes that a part settled the result.
    pub fn set_decided(&mut self, place: Option<usize>) {
        if let Some(slot) = self.slot(place) {
            slot.decided = true;
        }
    }

    fn slot(&mut self, place: Option<usize>) -> Option<&mut Slot<'a>> {
        self.slots.get_mut(place?)
    }

    /// The outcome of a part; none when it was not evaluated.
    pub fn get(&self, place: Option<usize>) -> Option<&Outcome<'a>> {
        self.slots.get(place?)?.outcome.as_ref()
    }

    /// The parts that have an outcome, outermost first: the place, the outcome, and whether it
    /// settled the result.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Outcome<'a>, bool)> {
        (self.slots.iter().enumerate())
            .filter_map(|(place, slot)| Some((place, slot.outcome.as_ref()?, slot.decided)))
    }
}
