//! What a step of the check found.

/// What a step ended with.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that did not run, and why.
    pub skipped: Vec<Skipped>,
    /// All there is to say about a failure; without it the step succeeded.
    pub failure: Option<String>,
}

/// Something that did not run.
#[derive(Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What.
    pub name: String,
    /// Why.
    pub reason: String,
}

impl Outcome {
    /// A step without tests that succeeded.
    pub fn ok() -> Self {
        Self::default()
    }

    /// Adds the tests of another run.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend(other.skipped);
        self.failure = match (self.failure.take(), other.failure) {
            (Some(first), Some(second)) => Some(format!("{first}\n\n{second}")),
            (first, second) => first.or(second),
        };
    }
}
