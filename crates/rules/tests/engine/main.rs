//! Tests of the rule engine at its boundary: rule files in, decisions out.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed; clippy exempts the test functions only"
)]

mod bounds;
mod corpus;
mod documentation;
mod expressions;
mod index;
mod invalid;
mod loading;
mod memory;
mod properties;
mod support;
