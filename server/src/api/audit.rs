//! The audit resource, `/v1/audit`.

mod get;
mod list;

pub(crate) use get::*;
pub(crate) use list::*;
