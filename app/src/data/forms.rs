//! Forms that were sent to a page without scripts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ApiError;

/// A form that was sent to a page and is answered by the same page: it was refused, or it has a
/// result to show. A form that succeeded and has nothing to show leads to another page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submitted {
    /// Which form: the value of its hidden field `do`.
    pub form: String,
    /// What was sent, by field; files and keys are left out.
    pub fields: BTreeMap<String, String>,
    /// Why it was refused.
    pub error: Option<ApiError>,
    /// What came of it: the answer of the REST API's operation.
    pub result: Option<Value>,
}

impl Submitted {
    /// What was sent in a field; empty when it was not there.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}
