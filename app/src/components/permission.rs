//! What the caller may do, so that the UI offers nothing that the server would refuse.

use crate::prelude::*;
use acteon_api_types::{Session, SessionRole};

use crate::data::page::PageInfo;

/// As whom the server takes the caller.
pub fn session() -> Option<Session> {
    use_context::<PageInfo>().and_then(|info| info.session)
}

/// Why the caller may not do what takes `role`; none when it is allowed. `to` is a verb and its object.
pub fn refusal(role: SessionRole, to: &str) -> Option<String> {
    let session = session()?;
    if session.role >= role {
        return None;
    }
    let name = session.name.unwrap_or_default();
    Some(format!(
        "Your key {name} has the role {}; it takes the role {} to {to}.",
        session.role.as_str(),
        role.as_str()
    ))
}

/// Like [`refusal`], for what concerns everybody: a key that is held to namespaces or tenants may not
/// do it either.
pub fn refusal_for_all(role: SessionRole, to: &str) -> Option<String> {
    refusal(role, to).or_else(|| {
        let session = session()?;
        if session.namespaces.is_none() && session.tenants.is_none() {
            return None;
        }
        let name = session.name.unwrap_or_default();
        Some(format!(
            "Your key {name} is held to some namespaces or tenants; it takes a key without such bounds to {to}."
        ))
    })
}

/// Says in place of controls why they are not there.
#[component]
pub fn Refused(
    /// From [`refusal`].
    reason: String,
) -> impl IntoView {
    view! { <p class="refused">{reason}</p> }
}
