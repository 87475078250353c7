//! The REST API, tested over the real router and a real gateway, each test in a folder of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail a test by panicking, as the tests do"
)]

mod support;

mod access;
mod audit;
mod audit_bounds;
mod dispatch;
mod dispatch_many;
mod failures;
mod forms;
mod http;
mod listener;
mod log;
mod openapi;
mod operations;
mod pages;
mod playground;
mod plugin_calls;
mod plugin_errors;
mod plugin_files;
mod plugin_snapshots;
mod plugins;
mod rules;
mod session;
mod sign_in;
mod stats;
