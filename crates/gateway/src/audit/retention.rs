//! Forgetting what is older than the configuration says.

use std::time::Duration;

use acteon_store::Retention;
use jiff::Timestamp;
use tracing::{info, warn};

use crate::Gateway;

/// How often old records are looked for.
const INTERVAL: Duration = Duration::from_secs(60);
/// How long a throttle's window is kept after it has ended, for a clock that is set back.
const WINDOW_RETENTION: Duration = Duration::from_secs(3600);

impl Gateway {
    /// Removes old records and state again and again until the server stops.
    pub(crate) async fn keep_pruning(&self) {
        let stopping = self.inner.stopping.clone();
        let mut interval = tokio::time::interval(INTERVAL);
        while stopping
            .run_until_cancelled(interval.tick())
            .await
            .is_some()
        {
            // Between two steps of removing it can be left.
            let _ = stopping.run_until_cancelled(self.prune()).await;
        }
    }

    async fn prune(&self) {
        let (now, audit) = (self.inner.clock.now(), &self.inner.config.audit);
        let before = |age: Duration| now.checked_sub(age).unwrap_or(Timestamp::MIN);
        let pruned = self
            .inner
            .store
            .prune(Retention {
                records_before: before(audit.retention),
                keep_records: audit.max_records,
                keys_before: before(audit.seen_retention),
                windows_before: before(WINDOW_RETENTION),
            })
            .await;
        match pruned {
            Ok(pruned) if pruned.records + pruned.keys > 0 => info!(
                event = "audit.pruned",
                records = pruned.records,
                keys = pruned.keys,
                "old audit records and dedup keys removed"
            ),
            Ok(_) => {}
            Err(error) => warn!(
                event = "audit.pruned",
                %error,
                "old audit records could not be removed; it is tried again"
            ),
        }
    }
}
