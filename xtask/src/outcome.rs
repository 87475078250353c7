//! What a step of the check found.

/// What a step ended with.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that did not run, and why.
    pub skipped: Vec<TestNote>,
    /// Tests that passed only when they were tried again, and how they failed before.
    pub flaky: Vec<TestNote>,
    /// The tests that failed and how, as far as the runner tells them one by one.
    pub failures: Vec<TestNote>,
    /// All there is to say about a failure; without it the step succeeded.
    pub failure: Option<String>,
}

/// What is to be said about one test.
#[derive(Debug, PartialEq, Eq)]
pub struct TestNote {
    /// The test.
    pub name: String,
    /// Why it did not run, or what it failed with.
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
        self.flaky.extend(other.flaky);
        self.failures.extend(other.failures);
        self.failure = match (self.failure.take(), other.failure) {
            (Some(first), Some(second)) => Some(format!("{first}\n\n{second}")),
            (first, second) => first.or(second),
        };
    }
}
