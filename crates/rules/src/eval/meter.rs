//! What an evaluation has used.

use std::time::Instant;

use super::Fault;
use crate::bounds::{BUILT_BYTES, STEPS, STEPS_BETWEEN_CLOCK_READINGS};

/// Counts steps and built bytes, and looks at the clock now and then.
#[derive(Debug)]
pub struct Meter {
    steps_left: u32,
    /// Look at the clock when fewer steps than these are left.
    look_below: u32,
    built_left: usize,
    deadline: Option<Instant>,
}

impl Meter {
    /// A meter for one evaluation.
    pub fn new(deadline: Option<Instant>) -> Self {
        Self {
            steps_left: STEPS,
            look_below: STEPS - STEPS_BETWEEN_CLOCK_READINGS,
            built_left: BUILT_BYTES,
            deadline,
        }
    }

    /// One step.
    pub fn step(&mut self) -> Result<(), Fault> {
        self.steps(1)
    }

    /// As many steps.
    pub fn steps(&mut self, steps: usize) -> Result<(), Fault> {
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        self.steps_left = self.steps_left.checked_sub(steps).ok_or(Fault::Steps)?;
        if self.steps_left < self.look_below {
            self.look_below = self.steps_left.saturating_sub(STEPS_BETWEEN_CLOCK_READINGS);
            self.look_at_clock()?;
        }
        Ok(())
    }

    /// As many bytes of text searched or compared.
    pub fn text(&mut self, bytes: usize) -> Result<(), Fault> {
        self.steps(bytes / 64)
    }

    /// As many bytes built.
    pub fn built(&mut self, bytes: usize) -> Result<(), Fault> {
        self.built_left = self.built_left.checked_sub(bytes).ok_or(Fault::Built)?;
        Ok(())
    }

    /// Fails when the time is up.
    pub fn look_at_clock(&self) -> Result<(), Fault> {
        match self.deadline {
            Some(deadline) if Instant::now() >= deadline => Err(Fault::Deadline),
            _ => Ok(()),
        }
    }
}
