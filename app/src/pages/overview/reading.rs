//! What the page reads.

use acteon_api_types::{AuditPage, AuditQuery, Readiness, Stats};
use serde::{Deserialize, Serialize};

use super::window::Window;
use crate::ApiError;
use crate::data::{FetchResult, Fetched, audit, operations};

/// How many decisions are shown.
const LATEST: u32 = 8;

/// The figures, and beside them what may be missing without the page being useless.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What happened in the window.
    pub stats: Stats,
    /// What stands in the way of decisions.
    pub readiness: Result<Readiness, ApiError>,
    /// The latest decisions.
    pub latest: Result<AuditPage, ApiError>,
}

impl Reading {
    /// Whether nobody has used the server yet.
    pub fn is_new(&self) -> bool {
        let undecided = self.latest.as_ref().is_ok_and(|page| page.total == 0);
        undecided && self.stats.plugins.registered == 0
    }
}

/// Reads what the page shows.
///
/// # Errors
/// That the figures cannot be had.
pub async fn read(window: Window) -> FetchResult<Reading> {
    let query = AuditQuery {
        limit: Some(LATEST),
        ..AuditQuery::default()
    };
    let (stats, readiness, latest) = futures::join!(
        operations::stats(window.as_str()),
        operations::readiness(),
        audit::list(query),
    );
    let Fetched { value: stats, at } = stats?;
    let value = Reading {
        stats,
        readiness: readiness.map(|fetched| fetched.value),
        latest: latest.map(|fetched| fetched.value),
    };
    Ok(Fetched { value, at })
}
