//! Who is signed in, `/v1/session`.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// What a caller may do; each role includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionRole {
    /// Read, and evaluate the loaded rules.
    Viewer,
    /// Also dispatch, test plugins, evaluate rules of its own, switch and reload rules.
    Operator,
    /// Also register, change, replace and delete plugins.
    Admin,
}

impl SessionRole {
    /// The name on the wire and in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }
}

/// Answer of `GET` and `POST /v1/session`: as whom the server takes the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Session {
    /// Whether the server asks for keys at all. Without, everybody is an admin without a name.
    pub authentication: bool,
    /// Name of the key; null without authentication.
    pub name: Option<String>,
    /// What the caller may do.
    pub role: SessionRole,
    /// Namespaces the key is held to; null: all.
    pub namespaces: Option<Vec<String>>,
    /// Tenants the key is held to; null: all.
    pub tenants: Option<Vec<String>>,
    /// When the session of the browser ends; null when the request carried the key itself.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub expires_at: Option<Timestamp>,
}

/// Body of `POST /v1/session`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The key.
    pub key: String,
}
