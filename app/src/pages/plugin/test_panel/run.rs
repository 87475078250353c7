//! A run of the plugin, and what came of it.

use std::sync::Arc;

use acteon_api_types::TestPluginResponse;
use acteon_api_types::Timestamp;

use super::series::Summary;
use crate::ApiError;

/// A run, or a series of runs with the same input.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Number on this page, from 1.
    pub id: u64,
    /// When it ended.
    pub at: Timestamp,
    /// The function that was called.
    pub function: String,
    /// The text of the input.
    pub input: Arc<str>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// One call.
    Single(Result<TestPluginResponse, ApiError>),
    /// Several calls.
    Series(Summary),
}
