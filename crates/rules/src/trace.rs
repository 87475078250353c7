//! What the playground shows of a rule.

mod entry;
mod parts;

pub use entry::{calls, fallthrough, skipped, start};
pub use parts::parts;
