//! What came of an evaluation.

use std::collections::BTreeMap;

use acteon_api_types::{EvaluateRequest, EvaluateResponse, MockStateValue};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ApiError;

/// What came of an evaluation, and what of the request is needed to show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluated {
    /// The payload that was sent.
    pub payload: Map<String, Value>,
    /// The state that was given.
    pub mock_state: BTreeMap<String, MockStateValue>,
    /// Whether `answer` is the draft's, in place of the loaded rules.
    pub drafted: bool,
    /// The answer.
    pub answer: EvaluateResponse,
    /// What the draft answers beside the loaded rules, or why it does not.
    pub beside: Option<Result<EvaluateResponse, ApiError>>,
}

impl Evaluated {
    /// Puts the answers beside what was asked.
    #[must_use]
    pub fn new(
        first: &EvaluateRequest,
        answer: EvaluateResponse,
        beside: Option<Result<EvaluateResponse, ApiError>>,
    ) -> Self {
        Self {
            payload: first.payload.clone(),
            mock_state: first.mock_state.clone(),
            drafted: first.rules.is_some(),
            answer,
            beside,
        }
    }
}
