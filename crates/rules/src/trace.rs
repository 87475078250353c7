//! What the playground shows of a rule.

mod calls;
mod entry;
mod parts;

pub use calls::{calls, details};
pub use entry::{fallthrough, skipped, start};
pub use parts::{mark, parts};
