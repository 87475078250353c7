//! What the playground shows of a rule.

mod calls;
mod entry;
mod mark;
mod parts;

pub use calls::{calls, details};
pub use entry::{fallthrough, skipped, start};
pub use mark::mark;
pub use parts::{Parts, parts};
