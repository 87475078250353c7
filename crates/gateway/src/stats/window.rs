//! Windows of time, and what is told about one.

use std::collections::BTreeMap;
use std::str::FromStr;

use acteon_api_types::{PluginCounts, Stats, StatsPoint};
use jiff::Timestamp;

use super::archive::SLOT_SECONDS;
use super::counts::Counts;
use crate::GatewayError;

/// How far to look back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatsWindow {
    /// 5 minutes, in points of 10 s.
    Minutes5,
    /// 15 minutes, in points of 10 s.
    #[default]
    Minutes15,
    /// 1 hour, in points of 1 minute.
    Hour1,
    /// 6 hours, in points of 5 minutes.
    Hours6,
    /// 24 hours, in points of 15 minutes.
    Hours24,
}

impl StatsWindow {
    /// Every window, the shortest first.
    pub const ALL: [Self; 5] = [
        Self::Minutes5,
        Self::Minutes15,
        Self::Hour1,
        Self::Hours6,
        Self::Hours24,
    ];

    /// The name in a query.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minutes5 => "5m",
            Self::Minutes15 => "15m",
            Self::Hour1 => "1h",
            Self::Hours6 => "6h",
            Self::Hours24 => "24h",
        }
    }

    /// Length of a point in seconds, a multiple of [`SLOT_SECONDS`].
    pub(super) const fn bucket_seconds(self) -> i64 {
        match self {
            Self::Minutes5 | Self::Minutes15 => SLOT_SECONDS,
            Self::Hour1 => 60,
            Self::Hours6 => 300,
            Self::Hours24 => 900,
        }
    }

    /// Number of points.
    pub(super) const fn points(self) -> i64 {
        match self {
            Self::Minutes5 => 30,
            Self::Minutes15 => 90,
            Self::Hour1 => 60,
            Self::Hours6 => 72,
            Self::Hours24 => 96,
        }
    }
}

impl FromStr for StatsWindow {
    type Err = GatewayError;

    fn from_str(text: &str) -> Result<Self, GatewayError> {
        let found = Self::ALL.into_iter().find(|window| window.as_str() == text);
        found.ok_or_else(|| {
            let names = Self::ALL.map(|window| format!("`{}`", window.as_str()));
            GatewayError::InvalidRequest(format!(
                "`window` is `{text}`; it takes one of {}",
                names.join(", ")
            ))
        })
    }
}

/// Tells about a window from its buckets, by number.
pub(super) fn stats(
    window: StatsWindow,
    now: Timestamp,
    buckets: &BTreeMap<i64, Counts>,
    plugins: PluginCounts,
    verdicts: bool,
) -> Stats {
    let seconds = window.bucket_seconds();
    let last = now.as_second().div_euclid(seconds);
    let first = last - window.points() + 1;
    let start = |bucket: i64| Timestamp::from_second(bucket * seconds).unwrap_or(now);
    let none = Counts::default();
    let mut all = Counts::default();
    let series = (first..=last).map(|bucket| {
        let counts = buckets.get(&bucket).unwrap_or(&none);
        all.add(counts);
        let latency = counts.latency();
        StatsPoint {
            at: start(bucket),
            invocations: counts.by_origin.total(),
            errors: counts.errors,
            p50_us: latency.map(|figures| figures.p50_us),
            p95_us: latency.map(|figures| figures.p95_us),
            p99_us: latency.map(|figures| figures.p99_us),
            verdicts: verdicts.then_some(counts.verdicts),
        }
    });
    let series = series.collect();
    Stats {
        window_seconds: seconds.unsigned_abs() * window.points().unsigned_abs(),
        bucket_seconds: seconds.unsigned_abs(),
        from: start(first),
        to: now,
        plugins,
        invocations: all.by_origin.total(),
        by_origin: all.by_origin,
        errors: all.errors,
        latency: all.latency(),
        verdicts: verdicts.then_some(all.verdicts),
        series,
    }
}
