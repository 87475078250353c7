use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// The action that a plugin is asked about. The host always sends every field.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Action {
    /// The namespace the action belongs to.
    pub namespace: String,
    /// The tenant within the namespace.
    pub tenant: String,
    /// The provider asked to carry the action out.
    pub provider: String,
    /// The kind of action.
    pub action_type: String,
    /// What the action is about.
    pub payload: Map<String, Value>,
    /// Labels of the action.
    pub metadata: BTreeMap<String, String>,
}

impl Action {
    /// The payload's field of that name, if it is a string.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.payload.get(field)?.as_str()
    }

    /// The payload's field of that name, if it is a number.
    #[must_use]
    pub fn number(&self, field: &str) -> Option<f64> {
        self.payload.get(field)?.as_f64()
    }
}
