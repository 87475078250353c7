//! The rules resource, `/v1/rules`.

mod coverage;
mod evaluate;
mod list;
mod reload;
mod revision;
mod set_enabled;

pub(crate) use coverage::*;
pub(crate) use evaluate::*;
pub(crate) use list::*;
pub(crate) use reload::*;
pub(crate) use revision::*;
pub(crate) use set_enabled::*;
