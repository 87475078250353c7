//! The memory protocol: the only place that touches a guest's memory.
//!
//! A guest's pointers and lengths are numbers until they have been checked against the memory as
//! it is now; everything is computed in `u64`, where two `u32` cannot overflow.

mod input;
mod memory;
mod output;

pub(crate) use input::{check_input, place};
pub(crate) use memory::{Fault, GuestMemory};
pub(crate) use output::output;
