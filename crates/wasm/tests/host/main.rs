//! The plugin host, seen from outside.
// Helpers of tests fail by panicking, as tests do.
#![allow(clippy::unwrap_used, clippy::panic)]

mod cache;
mod calls;
mod concurrency;
mod cost;
mod failure;
mod snapshot;
mod support;
