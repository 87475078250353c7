//! Sessions of browsers, `/v1/session`.

mod begin;
mod end;
mod get;

pub(crate) use begin::*;
pub(crate) use end::*;
pub(crate) use get::*;
