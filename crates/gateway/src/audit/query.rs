//! Reading the audit.

use acteon_api_types::{AuditPage, AuditQuery, AuditRecord};
use acteon_core::{Outcome, VerdictKind};
use acteon_store::{AuditFilter, AuditPageRequest, AuditScope};
use jiff::Timestamp;

use super::details;
use crate::auth::Caller;
use crate::{Gateway, GatewayError};

/// Records on a page unless the request says otherwise.
const DEFAULT_LIMIT: u32 = 50;
/// Most records on a page.
const MAX_LIMIT: u32 = 1000;

impl Gateway {
    /// Records, newest first, that the caller may see.
    ///
    /// # Errors
    /// A filter is malformed or out of range, or the store cannot be read.
    pub async fn audit(
        &self,
        caller: &Caller,
        query: AuditQuery,
    ) -> Result<AuditPage, GatewayError> {
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(GatewayError::InvalidRequest(format!(
                "`limit` is {limit}; it must be between 1 and {MAX_LIMIT}"
            )));
        }
        let offset = query.offset.unwrap_or(0);
        let before = (query.cursor.as_deref()).map(|cursor| {
            cursor.parse().map_err(|_| {
                GatewayError::InvalidRequest(format!(
                    "`cursor` is `{cursor}`; it takes a `next_cursor` of a page before"
                ))
            })
        });
        let page = AuditPageRequest {
            limit,
            offset,
            before: before.transpose()?,
        };
        let filter = filter(query, caller)?;
        let found = self.inner.store.audit(&filter, &page).await?;
        Ok(AuditPage {
            records: (found.entries.into_iter())
                .map(details::record)
                .collect::<Result<_, _>>()?,
            total: found.total,
            total_is_lower_bound: found.total_is_lower_bound,
            limit,
            offset,
            next_cursor: found.next.map(|next| next.to_string()),
        })
    }

    /// The newest record of an action; the id of a record finds that one.
    ///
    /// # Errors
    /// There is none that the caller may see, or the store cannot be read.
    pub async fn audit_record(
        &self,
        caller: &Caller,
        action_id: &str,
    ) -> Result<AuditRecord, GatewayError> {
        let found = self
            .inner
            .store
            .audit_record(action_id, &scope(caller))
            .await?;
        let entry = found.ok_or_else(|| GatewayError::RecordNotFound(action_id.to_owned()))?;
        details::record(entry)
    }
}

pub(super) fn scope(caller: &Caller) -> AuditScope {
    let scope = caller.scope();
    AuditScope {
        namespaces: scope.namespaces.clone(),
        tenants: scope.tenants.clone(),
    }
}

fn filter(query: AuditQuery, caller: &Caller) -> Result<AuditFilter, GatewayError> {
    Ok(AuditFilter {
        outcome: parsed(
            "outcome",
            query.outcome,
            Outcome::parse,
            &Outcome::ALL.map(Outcome::as_str),
        )?,
        verdict: parsed(
            "verdict",
            query.verdict,
            VerdictKind::parse,
            &VerdictKind::ALL.map(VerdictKind::as_str),
        )?,
        from: instant("from", query.from)?,
        to: instant("to", query.to)?,
        namespace: query.namespace,
        tenant: query.tenant,
        provider: query.provider,
        action_type: query.action_type,
        matched_rule: query.matched_rule,
        plugin: query.plugin,
        scope: scope(caller),
    })
}

fn parsed<T>(
    name: &str,
    text: Option<String>,
    parse: fn(&str) -> Option<T>,
    known: &[&str],
) -> Result<Option<T>, GatewayError> {
    let Some(text) = text else {
        return Ok(None);
    };
    parse(&text).map(Some).ok_or_else(|| {
        GatewayError::InvalidRequest(format!(
            "`{name}` is `{text}`; it takes one of {}",
            known.join(", ")
        ))
    })
}

/// An instant of the query.
pub(super) fn instant(name: &str, text: Option<String>) -> Result<Option<Timestamp>, GatewayError> {
    let Some(text) = text else {
        return Ok(None);
    };
    // In a query a `+` that was not escaped is a space.
    text.replace(' ', "+").parse().map(Some).map_err(|_| {
        GatewayError::InvalidRequest(format!(
            "`{name}` is `{text}`; it takes an instant like `2026-03-01T12:00:00Z`"
        ))
    })
}
