//! What handlers take from a request. Every refusal is a JSON error that says what is wrong where.

mod batch;
mod body;
mod caller;
mod json;
mod parts;
mod upload;

pub(crate) use batch::Batch;
pub(crate) use caller::CallerOf;
pub(crate) use json::{Json, OptionalJson};
pub(crate) use parts::{IfMatch, Path, Query};
pub(crate) use upload::Upload;
