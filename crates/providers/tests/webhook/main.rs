//! Webhooks against receivers that are real servers on ports of their own: quick, slow, broken and
//! away. Waits between attempts pass at once, on a clock that the tests set; only the network is
//! waited for.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bounds;
mod circuit;
mod retries;
mod secrets;
mod support;
mod tls;
mod wire;
