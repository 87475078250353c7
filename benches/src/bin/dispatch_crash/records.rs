//! Reading the audit.

use acteon_api_types::{AuditPage, AuditRecord};
use acteon_benches::server::Server;
use jiff::Timestamp;

/// Every record of what was dispatched at `instant` or later.
///
/// # Errors
/// When the audit cannot be read.
pub async fn since(server: &Server, instant: Timestamp) -> anyhow::Result<Vec<AuditRecord>> {
    let mut records = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/v1/audit?limit=1000&from={instant}{cursor}");
        let mut page: AuditPage = serde_json::from_value(server.get(&path).await?)?;
        records.append(&mut page.records);
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(records),
        }
    }
}
