//! The caller of a use case.

use std::fmt;
use std::sync::Arc;

use acteon_api_types::{Session, SessionRole};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::key::{KeyName, SYSTEM_CALLER};
use crate::GatewayError;

/// What a caller may do; each role includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Read, and evaluate the loaded rules.
    Viewer,
    /// Also test plugins, evaluate rules of its own, switch and reload rules.
    Operator,
    /// Also register, change, replace and delete plugins.
    Admin,
}

impl Role {
    /// Every role, the smallest first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Operator, Self::Admin];

    /// The name in the configuration and in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }
}

impl From<Role> for SessionRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Viewer => Self::Viewer,
            Role::Operator => Self::Operator,
            Role::Admin => Self::Admin,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a caller may act and read. None means everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The namespaces.
    pub namespaces: Option<Vec<String>>,
    /// The tenants.
    pub tenants: Option<Vec<String>>,
}

/// Who asks for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    name: Option<Arc<str>>,
    role: Role,
    scope: Scope,
}

impl Caller {
    /// The holder of a key.
    #[must_use]
    pub fn keyed(name: &KeyName, role: Role, scope: Scope) -> Self {
        Self {
            name: Some(name.as_str().into()),
            role,
            scope,
        }
    }

    /// Anyone, when there is no authentication: may do everything and has no name.
    #[must_use]
    pub const fn anonymous() -> Self {
        Self {
            name: None,
            role: Role::Admin,
            scope: Scope {
                namespaces: None,
                tenants: None,
            },
        }
    }

    /// Somebody who has not said who they are, where keys are asked for: may act and read nowhere.
    #[must_use]
    pub const fn nobody() -> Self {
        Self {
            name: None,
            role: Role::Viewer,
            scope: Scope {
                namespaces: Some(Vec::new()),
                tenants: Some(Vec::new()),
            },
        }
    }

    /// The server itself, for example when a file has changed.
    #[must_use]
    pub fn system() -> Self {
        Self {
            name: Some(SYSTEM_CALLER.into()),
            ..Self::anonymous()
        }
    }

    /// The name that what the caller does is recorded under; none without authentication.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What the caller may do.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Where the caller may act and read.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The caller as the API shows it; `expires_at` is when its session ends, if it has one.
    #[must_use]
    pub fn session(&self, expires_at: Option<Timestamp>) -> Session {
        Session {
            authentication: self.name.is_some(),
            name: self.name.as_deref().map(str::to_owned),
            role: self.role.into(),
            namespaces: self.scope.namespaces.clone(),
            tenants: self.scope.tenants.clone(),
            expires_at,
        }
    }

    /// Checks that the caller's role includes `role`, which `to` (a verb and its object) needs.
    ///
    /// # Errors
    /// [`GatewayError::Forbidden`] names both roles.
    pub fn require(&self, role: Role, to: impl fmt::Display) -> Result<(), GatewayError> {
        if self.role >= role {
            return Ok(());
        }
        Err(GatewayError::Forbidden(format!(
            "this key has the role `{}`; it takes the role `{role}` to {to}",
            self.role
        )))
    }

    /// Checks that the caller is not held to namespaces or tenants. `to` (a verb and its object)
    /// concerns everybody.
    ///
    /// # Errors
    /// [`GatewayError::Forbidden`].
    pub fn require_everywhere(&self, to: &str) -> Result<(), GatewayError> {
        if self.scope == Scope::default() {
            return Ok(());
        }
        Err(GatewayError::Forbidden(format!(
            "this key is held to namespaces or tenants; it takes one that is not to {to}, which \
             concerns everybody"
        )))
    }

    /// Checks that the caller may act in this namespace and for this tenant.
    ///
    /// # Errors
    /// [`GatewayError::Forbidden`] names the one outside its scope.
    pub fn check_scope(&self, namespace: &str, tenant: &str) -> Result<(), GatewayError> {
        within(self.scope.namespaces.as_deref(), "namespace", namespace)?;
        within(self.scope.tenants.as_deref(), "tenant", tenant)
    }
}

fn within(allowed: Option<&[String]>, kind: &str, given: &str) -> Result<(), GatewayError> {
    match allowed {
        Some(allowed) if !allowed.iter().any(|one| one == given) => {
            let allowed: Vec<_> = allowed.iter().map(|one| format!("`{one}`")).collect();
            Err(GatewayError::Forbidden(format!(
                "this key may not act in the {kind} `{given}`, only in {}",
                allowed.join(", ")
            )))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(role: Role, scope: Scope) -> Caller {
        Caller::keyed(&KeyName::new("ci").unwrap(), role, scope)
    }

    #[test]
    fn a_role_includes_the_smaller_ones() {
        for (held, needed, allowed) in [
            (Role::Viewer, Role::Viewer, true),
            (Role::Viewer, Role::Operator, false),
            (Role::Operator, Role::Admin, false),
            (Role::Admin, Role::Viewer, true),
        ] {
            let result = caller(held, Scope::default()).require(needed, "do this");
            assert_eq!(result.is_ok(), allowed, "{held} for {needed}");
        }
    }

    #[test]
    fn a_scope_limits_namespace_and_tenant() {
        let scope = Scope {
            namespaces: Some(vec!["payments".into()]),
            tenants: None,
        };
        let caller = caller(Role::Operator, scope);
        assert!(caller.check_scope("payments", "any").is_ok());
        let error = caller.check_scope("mail", "any").unwrap_err();
        assert_eq!(
            error.to_string(),
            "this key may not act in the namespace `mail`, only in `payments`"
        );
    }
}
