//! The body of every error.

use serde::{Deserialize, Serialize};

/// What an unsuccessful request is answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// One sentence that a user can act on.
    pub error: String,
    /// Stable name of the kind of error, in snake case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}
