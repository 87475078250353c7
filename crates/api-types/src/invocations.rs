//! Invoking a plugin, and what was invoked: `/v1/wasm/plugins/{name}/test` and `.../invocations`.

use std::collections::BTreeMap;

use crate::Timestamp;
use acteon_core::{FailureDetails, InvocationOrigin, PluginFailureKind};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ErrorBody;
use crate::null::null_is_default;

/// Body of `POST /v1/wasm/plugins/{name}/test`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TestPluginRequest {
    /// The function to call; `evaluate` when absent.
    #[serde(default)]
    pub function: Option<String>,
    /// The action to hand it; missing fields are empty.
    #[serde(default, deserialize_with = "null_is_default")]
    pub input: TestInput,
}

/// The action of a test call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct TestInput {
    /// Namespace.
    #[serde(deserialize_with = "null_is_default")]
    pub namespace: String,
    /// Tenant.
    #[serde(deserialize_with = "null_is_default")]
    pub tenant: String,
    /// Provider.
    #[serde(deserialize_with = "null_is_default")]
    pub provider: String,
    /// Kind of action.
    #[serde(deserialize_with = "null_is_default")]
    pub action_type: String,
    /// Content.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    #[serde(deserialize_with = "null_is_default")]
    pub payload: Map<String, Value>,
    /// Labels.
    #[serde(deserialize_with = "null_is_default")]
    pub metadata: BTreeMap<String, String>,
}

impl From<TestInput> for acteon_core::Action {
    fn from(input: TestInput) -> Self {
        let TestInput {
            namespace,
            tenant,
            provider,
            action_type,
            payload,
            metadata,
        } = input;
        Self {
            namespace,
            tenant,
            provider,
            action_type,
            payload,
            metadata,
        }
    }
}

/// Answer of a test call that succeeded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TestPluginResponse {
    /// The plugin's verdict.
    pub verdict: bool,
    /// The plugin's message.
    pub message: Option<String>,
    /// The plugin's metadata.
    #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
    pub metadata: Option<Map<String, Value>>,
    /// Duration of the call in microseconds.
    pub duration_us: u64,
    /// The same in milliseconds, as the original's clients read it.
    pub duration_ms: f64,
    /// Peak of the instance's linear memory in bytes.
    pub memory_used_bytes: u64,
    /// What the plugin printed to standard output, cut to 16 KiB.
    pub stdout: String,
    /// What the plugin printed to standard error, cut to 16 KiB.
    pub stderr: String,
    /// What the call cost, if the request asked for it (`?cost=true`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<PluginCost>,
}

/// What a call cost in units that are the same on every machine and at every time. For measuring,
/// the call is repeated with a clock and random numbers that are always the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginCost {
    /// Units of fuel (about one for each instruction) that placing the input and the function
    /// used; null when the repeated call failed.
    pub fuel: Option<u64>,
    /// Units that the initialisation before it used. A call that starts from a snapshot does not
    /// pay them.
    pub initialisation_fuel: Option<u64>,
    /// Why there are no figures.
    pub error: Option<String>,
}

impl PluginCost {
    /// What was counted, in units of fuel.
    #[must_use]
    pub const fn counted(fuel: u64, initialisation_fuel: u64) -> Self {
        Self {
            fuel: Some(fuel),
            initialisation_fuel: Some(initialisation_fuel),
            error: None,
        }
    }

    /// Nothing was counted, and why.
    #[must_use]
    pub fn unknown(error: impl Into<String>) -> Self {
        Self {
            fuel: None,
            initialisation_fuel: None,
            error: Some(error.into()),
        }
    }
}

/// Query of the test call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct TestPluginParams {
    /// Whether to tell what the call costs. The first such request for a module compiles it a
    /// second time, which can take seconds.
    #[serde(default)]
    pub cost: bool,
}

/// What a test call that failed is answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TestPluginFailed {
    /// The error.
    #[serde(flatten)]
    pub error: ErrorBody,
    /// What the plugin's author wants to know.
    pub details: FailureDetails,
}

/// One invocation in the list of the last ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InvocationEntry {
    /// When it began.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// What caused it.
    pub origin: InvocationOrigin,
    /// The function that was called.
    pub function: String,
    /// The verdict; null when it failed.
    pub verdict: Option<bool>,
    /// The plugin's message.
    pub message: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// The kind of failure.
    pub kind: Option<PluginFailureKind>,
    /// Duration in microseconds.
    pub duration_us: u64,
    /// Peak of the instance's linear memory in bytes.
    pub memory_used_bytes: u64,
    /// Revision of the plugin that was called.
    pub revision: u64,
    /// What else is known about a call that failed; the printed texts are cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<FailureDetails>,
}

/// Answer of `GET /v1/wasm/plugins/{name}/invocations`, newest first, since the server started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InvocationList {
    /// The invocations.
    pub invocations: Vec<InvocationEntry>,
    /// How many are listed.
    pub count: usize,
}
