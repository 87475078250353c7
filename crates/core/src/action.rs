//! The action that rules decide about.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// An action as rules and plugins see it.
///
/// Serialising it gives the plugin's input: always all six fields, in this order
/// (specification, "Input Format").
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Action {
    /// The namespace the action belongs to.
    #[serde(default)]
    pub namespace: String,
    /// The tenant within the namespace.
    #[serde(default)]
    pub tenant: String,
    /// The provider asked to carry the action out.
    #[serde(default)]
    pub provider: String,
    /// The kind of action, for example `payment`.
    #[serde(default)]
    pub action_type: String,
    /// The content of the action: a JSON object.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub payload: Map<String, Value>,
    /// Labels of the action.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}
