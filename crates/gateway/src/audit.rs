//! The audit: reading it, and what a record keeps.

mod coverage;
mod details;
mod mask;
mod query;
mod repeats;
mod retention;

pub(crate) use details::{Details, Explained};
pub(crate) use mask::{Mask, Masked};
