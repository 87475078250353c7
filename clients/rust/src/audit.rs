//! The audit.

use std::collections::VecDeque;

use acteon_api_types::{AuditPage, AuditQuery, AuditRecord, ChangeList};
use futures::{Stream, stream};
use serde::Serialize;

use crate::request::{Call, path};
use crate::{ActeonClient, Error};

const AUDIT: &str = "v1/audit";

#[derive(Serialize)]
struct ChangesQuery {
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
}

impl ActeonClient {
    /// A page of the audit, newest first. [`Self::audit_records`] walks all of them.
    ///
    /// # Errors
    /// [`Error::is_invalid`] when a filter is not understood.
    pub async fn query_audit(&self, query: &AuditQuery) -> Result<AuditPage, Error> {
        self.fetch(Call::get(AUDIT).query(query)?).await
    }

    /// All records that `query` finds, newest first, page by page as they are taken. `limit` is the
    /// size of a page.
    pub fn audit_records(
        &self,
        query: AuditQuery,
    ) -> impl Stream<Item = Result<AuditRecord, Error>> + '_ {
        let walk = Walk {
            records: VecDeque::new(),
            next: Some(query),
        };
        stream::try_unfold(walk, async |mut walk| {
            loop {
                if let Some(record) = walk.records.pop_front() {
                    return Ok(Some((record, walk)));
                }
                let Some(query) = walk.next.take() else {
                    return Ok(None);
                };
                let page = self.query_audit(&query).await?;
                walk.records = page.records.into();
                walk.next = page.next_cursor.map(|cursor| AuditQuery {
                    cursor: Some(cursor),
                    offset: None,
                    ..query
                });
            }
        })
    }

    /// The newest record of an action.
    ///
    /// # Errors
    /// [`Error::is_not_found`] when there is none.
    pub async fn get_audit_record(&self, action_id: &str) -> Result<AuditRecord, Error> {
        self.fetch(Call::get(path(AUDIT, action_id, "")?)).await
    }

    /// Who changed what, newest first: at most `limit` changes, those before the change with the id
    /// `before`.
    ///
    /// # Errors
    /// [`Error::is_invalid`] when `limit` is out of range.
    pub async fn list_changes(
        &self,
        before: Option<u64>,
        limit: Option<u32>,
    ) -> Result<ChangeList, Error> {
        let call = Call::get("v1/changes");
        self.fetch(call.query(&ChangesQuery { before, limit })?)
            .await
    }
}

/// What is left of a walk through the audit.
struct Walk {
    records: VecDeque<AuditRecord>,
    next: Option<AuditQuery>,
}
