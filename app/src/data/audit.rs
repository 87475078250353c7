//! The audit.

use acteon_api_types::{AuditPage, AuditQuery, AuditRecord};

use super::read::read;

read! {
    /// Records that a query asks for, newest first.
    list(query: AuditQuery) -> AuditPage,
    server: |backend| backend.audit(query),
    browser: crate::address::with_query("/v1/audit", &query),
}

read! {
    /// A record by its own id, or the newest one of an action.
    get(id: String) -> AuditRecord,
    server: |backend| backend.audit_record(&id),
    browser: format!("/v1/audit/{}", crate::address::encoded(&id)),
}
