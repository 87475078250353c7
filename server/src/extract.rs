//! What handlers take from a request. Every refusal is a JSON error that says what is wrong where.

mod arriving;
mod batch;
mod body;
mod caller;
mod estimate;
mod held;
mod json;
mod page_form;
mod parts;
mod upload;

use crate::config::Config;
pub(crate) use batch::Batch;
pub(crate) use body::no_room;
pub(crate) use caller::{CallerOf, ClientOf, SessionEnds, SessionOf};
pub(crate) use held::HeldBody;
pub(crate) use json::{Json, OptionalJson, SmallJson};
pub(crate) use page_form::PageForm;
pub(crate) use parts::{IfMatch, Path, Query};
pub(crate) use upload::Upload;
pub(crate) use upload::fields::snapshot_mode;

/// The largest body that any request may have, in bytes.
pub(crate) fn largest_body(config: &Config) -> usize {
    let module = usize::try_from(config.wasm.max_module_bytes).unwrap_or(usize::MAX);
    config.server.max_body_bytes.max(upload::largest(module))
}
