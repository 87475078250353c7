//! Dispatching actions, `POST /v1/dispatch` and `POST /v1/dispatch/batch`.

use std::collections::BTreeMap;

use crate::Timestamp;
use acteon_core::VerdictKind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::MetadataInput;

/// An action to dispatch: body of `POST /v1/dispatch`, item of `POST /v1/dispatch/batch`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DispatchRequest {
    /// Id of the action, made by the server when absent. Need not be unique.
    #[serde(default)]
    pub id: Option<String>,
    /// Namespace of the action.
    pub namespace: String,
    /// Tenant of the action.
    pub tenant: String,
    /// Provider asked to carry it out.
    pub provider: String,
    /// Kind of the action.
    pub action_type: String,
    /// Content of the action.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub payload: Map<String, Value>,
    /// Labels of the action.
    #[serde(default)]
    pub metadata: Option<MetadataInput>,
    /// What makes two actions the same for `deduplicate` rules; `id` when absent.
    #[serde(default)]
    pub dedup_key: Option<String>,
    /// When the action was made, for the provider and the audit record.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub created_at: Option<Timestamp>,
    /// The client's own note about the action, for the audit record.
    #[serde(default)]
    pub status: Option<String>,
}

/// What became of an action: an object with exactly one key, or `"Deduplicated"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DispatchOutcome {
    /// The provider has carried it out.
    Executed(ProviderResponse),
    /// Its dedup key was seen before.
    Deduplicated,
    /// A rule denied or suppressed it.
    Suppressed {
        /// The rule.
        rule: String,
    },
    /// A provider that a rule chose has carried it out.
    Rerouted {
        /// The provider that the action named.
        original_provider: String,
        /// The provider that the rule chose.
        new_provider: String,
        /// What that provider answered.
        response: ProviderResponse,
    },
    /// The window of a throttle rule is full.
    Throttled {
        /// The time left until the window ends.
        retry_after: RetryAfter,
    },
    /// It could not be carried out.
    Failed(ActionError),
    /// What would become of it; the answer to a dry run.
    DryRun {
        /// The decision.
        verdict: VerdictKind,
        /// The rule that decided; null when none matched.
        matched_rule: Option<String>,
        /// The provider that would be called if the verdict lets the action pass.
        would_be_provider: String,
    },
}

/// What a provider answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProviderResponse {
    /// Always `success`; a failure is [`DispatchOutcome::Failed`].
    pub status: String,
    /// The body of the answer.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub body: Value,
    /// Headers of the answer that matter.
    pub headers: BTreeMap<String, String>,
}

impl ProviderResponse {
    /// A successful answer.
    #[must_use]
    pub fn success(body: Value, headers: BTreeMap<String, String>) -> Self {
        Self {
            status: "success".to_owned(),
            body,
            headers,
        }
    }
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetryAfter {
    /// Whole seconds.
    pub secs: u64,
    /// Nanoseconds beyond them, below 1,000,000,000.
    pub nanos: u32,
}

/// Why an action could not be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ActionError {
    /// Stable name of the reason, like `PROVIDER_NOT_FOUND`.
    pub code: String,
    /// What went wrong and what to do.
    pub message: String,
    /// Whether the same action may succeed later.
    pub retryable: bool,
    /// How often the provider was tried.
    pub attempts: u32,
}

/// Body of `POST /v1/dispatch/batch`: a list of actions, or an object that holds one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DispatchBatch {
    /// The actions, at most 1000.
    pub actions: Vec<DispatchRequest>,
}

/// The answer to one action of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum BatchItem {
    /// The action was not dispatched, or a rule failed.
    Error {
        /// Why.
        error: BatchError,
    },
    /// What became of it.
    Outcome(DispatchOutcome),
}

/// Why an action of a batch has no outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BatchError {
    /// Stable name of the reason, like `RULE_ERROR`.
    pub code: String,
    /// What went wrong and what to do.
    pub message: String,
    /// Whether the same action may succeed later.
    pub retryable: bool,
}
