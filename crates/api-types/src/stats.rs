//! What happened lately, `/v1/stats`.

use crate::Timestamp;
use acteon_core::VerdictKind;
use serde::{Deserialize, Serialize};

use crate::{LatencyFigures, OriginCounts};

/// Answer of `GET /v1/stats`: the invocations of plugins and the verdicts of dispatches in a window
/// of time that ends now. Kept in memory: nothing is known from before the server started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Stats {
    /// Length of the window in seconds.
    pub window_seconds: u64,
    /// Length of one point of `series` in seconds.
    pub bucket_seconds: u64,
    /// Start of the first point. Points begin at whole multiples of their length, so that the window
    /// is shorter by the part of the last point that is still to come.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub from: Timestamp,
    /// Now, by the server's clock.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub to: Timestamp,
    /// The plugins that there are now.
    pub plugins: PluginCounts,
    /// Invocations of plugins in the window, of all origins together.
    pub invocations: u64,
    /// The same by what caused them.
    pub by_origin: OriginCounts,
    /// How many of the invocations failed.
    pub errors: u64,
    /// Durations of the window's invocations; null when there were none.
    pub latency: Option<LatencyFigures>,
    /// Verdicts of the actions that were dispatched in the window, counted when their record was
    /// durable. They concern everybody: null for a key that is held to namespaces or tenants.
    pub verdicts: Option<VerdictCounts>,
    /// The window in 30 to 96 points, the oldest first, without gaps. The last one is still filling.
    pub series: Vec<StatsPoint>,
}

/// How many plugins there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PluginCounts {
    /// All of them.
    pub registered: u64,
    /// Those that rules can call: status `active`.
    pub enabled: u64,
    /// Those whose file could not be loaded: status `failed`.
    pub failed: u64,
}

/// One point of the series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatsPoint {
    /// Its start; it ends `bucket_seconds` later.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// Invocations of plugins, of all origins together.
    pub invocations: u64,
    /// How many of them failed.
    pub errors: u64,
    /// Half of the invocations took at most so many microseconds; null when there were none.
    pub p50_us: Option<u64>,
    /// 95 of 100 took at most so many microseconds; null when there were none.
    pub p95_us: Option<u64>,
    /// 99 of 100 took at most so many microseconds; null when there were none.
    pub p99_us: Option<u64>,
    /// Verdicts of dispatched actions; null for a key that is held to namespaces or tenants.
    pub verdicts: Option<VerdictCounts>,
}

/// Dispatched actions by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VerdictCounts {
    /// Passed.
    pub allow: u64,
    /// Refused.
    pub deny: u64,
    /// Dropped silently.
    pub suppress: u64,
    /// Passed once per dedup key.
    pub deduplicate: u64,
    /// Passed while the window had room.
    pub throttle: u64,
    /// Went to another provider.
    pub reroute: u64,
    /// Passed with a changed payload.
    pub modify: u64,
    /// A rule failed; nothing was dispatched.
    pub error: u64,
}

impl VerdictCounts {
    /// The count of one verdict.
    #[must_use]
    pub const fn get(&self, verdict: VerdictKind) -> u64 {
        match verdict {
            VerdictKind::Allow => self.allow,
            VerdictKind::Deny => self.deny,
            VerdictKind::Suppress => self.suppress,
            VerdictKind::Deduplicate => self.deduplicate,
            VerdictKind::Throttle => self.throttle,
            VerdictKind::Reroute => self.reroute,
            VerdictKind::Modify => self.modify,
            VerdictKind::Error => self.error,
        }
    }

    /// All of them together.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.allow
            + self.deny
            + self.suppress
            + self.deduplicate
            + self.throttle
            + self.reroute
            + self.modify
            + self.error
    }
}
