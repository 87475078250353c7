//! Who changed what.

use acteon_api_types::ChangeList;

use crate::{Gateway, GatewayError, convert};

/// Changes on a page unless the request says otherwise.
const DEFAULT_LIMIT: u32 = 100;
/// Most changes on a page.
const MAX_LIMIT: u32 = 1000;

impl Gateway {
    /// Changes, newest first; with `before`, those older than that one.
    ///
    /// # Errors
    /// `limit` is out of range, or the store cannot be read.
    pub async fn changes(
        &self,
        before: Option<u64>,
        limit: Option<u32>,
    ) -> Result<ChangeList, GatewayError> {
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(GatewayError::InvalidRequest(format!(
                "`limit` is {limit}; it must be between 1 and {MAX_LIMIT}"
            )));
        }
        let records = self.inner.store.changes(before, limit).await?;
        let full = records.len() as u64 == u64::from(limit);
        let next_before = records.last().map(|last| last.id).filter(|_| full);
        let changes = records.into_iter().map(convert::change).collect();
        Ok(ChangeList {
            changes,
            next_before,
        })
    }
}
