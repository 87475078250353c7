//! The plugin host, seen from outside.

mod cache;
mod calls;
mod concurrency;
mod support;
