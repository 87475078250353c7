//! Tests of rules: files that say what the rules decide about certain actions.
//!
//! [`TestFile`] is such a file, [`Bench`] runs its tests with the engine and the plugins that decide
//! on the server too, and [`Coverage`] says what no test has reached.

mod coverage;
mod expected;
mod file;
mod plugins;
mod run;

pub use coverage::{Branch, Coverage, Gap, RuleGaps};
pub use expected::{Expected, Mismatch};
pub use file::{Defaults, PartialAction, RuleTest, State, Stub, TestFile};
pub use plugins::load_plugins;
pub use run::{Bench, TestResult};
