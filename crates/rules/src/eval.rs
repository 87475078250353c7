//! Evaluating a condition.

mod access;
mod arithmetic;
mod call;
mod comprehension;
mod convert;
mod evaluator;
mod fault;
mod meter;
mod outcomes;
mod state;

pub use convert::{duration_text, parse_duration, parse_timestamp, parse_zone};
pub use evaluator::{Call, Evaluation, Evaluator, Outcome};
pub use fault::Fault;
pub use meter::{Left, Meter};
pub use outcomes::Outcomes;
pub use state::state_key_of;
