//! What an evaluation has used.

use std::time::Instant;

use super::Fault;
use crate::bounds::{BUILT_BYTES, STEPS, STEPS_BETWEEN_CLOCK_READINGS, STEPS_OF_A_DECISION};

/// What is left for the evaluations of a decision together.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// Steps.
    pub steps: u32,
    /// Steps until the next look at the clock; the next evaluation begins with one when this is 0.
    pub steps_until_clock: u32,
}

impl Left {
    /// What a decision begins with.
    pub const ALL: Self = Self {
        steps: STEPS_OF_A_DECISION,
        steps_until_clock: 0,
    };
}

/// Counts steps and built bytes, and looks at the clock now and then.
#[derive(Debug)]
pub struct Meter {
    /// Steps that the evaluation began with.
    steps: u32,
    steps_left: u32,
    /// Look at the clock when fewer steps than these are left.
    look_below: u32,
    built_left: usize,
    deadline: Option<Instant>,
}

impl Meter {
    /// A meter for one evaluation, within what is left for the decision.
    pub fn new(deadline: Option<Instant>, left: Left) -> Self {
        let steps = STEPS.min(left.steps);
        Self {
            steps,
            steps_left: steps,
            look_below: steps.saturating_sub(left.steps_until_clock),
            built_left: BUILT_BYTES,
            deadline,
        }
    }

    /// What is left for the decision after this evaluation, given what was left before.
    pub fn left_of(&self, before: Left) -> Left {
        Left {
            steps: before.steps.saturating_sub(self.steps - self.steps_left),
            steps_until_clock: self.steps_left.saturating_sub(self.look_below),
        }
    }

    /// One step.
    #[inline]
    pub fn step(&mut self) -> Result<(), Fault> {
        if self.steps_left > self.look_below {
            self.steps_left -= 1;
            return Ok(());
        }
        self.steps(1)
    }

    /// As many steps.
    pub fn steps(&mut self, steps: usize) -> Result<(), Fault> {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        self.steps_left = match self.steps_left.checked_sub(steps) {
            Some(left) => left,
            None if self.steps < STEPS => return Err(Fault::StepsOfDecision),
            None => return Err(Fault::Steps),
        };
        if self.steps_left < self.look_below {
            self.look_below = self.steps_left.saturating_sub(STEPS_BETWEEN_CLOCK_READINGS);
            self.look_at_clock()?;
        }
        Ok(())
    }

    /// As many bytes of text searched, compared or built.
    pub fn text(&mut self, bytes: usize) -> Result<(), Fault> {
        self.steps(bytes / 64)
    }

    /// As many bytes built.
    pub fn built(&mut self, bytes: usize) -> Result<(), Fault> {
        self.built_left = self.built_left.checked_sub(bytes).ok_or(Fault::Built)?;
        self.text(bytes)
    }

    /// Fails when the time is up.
    pub fn look_at_clock(&self) -> Result<(), Fault> {
        match self.deadline {
            Some(deadline) if Instant::now() >= deadline => Err(Fault::Deadline),
            _ => Ok(()),
        }
    }
}
