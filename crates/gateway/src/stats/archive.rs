//! Counts of the last day at several resolutions.

use std::collections::BTreeMap;

use super::counts::Counts;
use super::window::StatsWindow;

/// Length of the shortest stretch that is counted by itself, in seconds.
pub(super) const SLOT_SECONDS: i64 = 10;

/// The windows whose buckets are kept. That of 5 minutes is a part of that of 15 minutes.
const KEPT: [StatsWindow; 4] = [
    StatsWindow::Minutes15,
    StatsWindow::Hour1,
    StatsWindow::Hours6,
    StatsWindow::Hours24,
];

/// For each of [`KEPT`] as many buckets as it has points, at most 318 together; a bucket in which
/// nothing happened is not there. With the largest durations that is some 3 MiB.
#[derive(Default)]
pub(super) struct Archive([BTreeMap<i64, Counts>; KEPT.len()]);

impl Archive {
    /// Adds the counts of a slot, and forgets what no window reaches any more. What lies after the
    /// slot `now`, because the clock was set back, is forgotten too.
    pub(super) fn add(&mut self, now: i64, slot: i64, counts: &Counts) {
        for (window, buckets) in KEPT.into_iter().zip(&mut self.0) {
            let bucket = |slot: i64| (slot * SLOT_SECONDS).div_euclid(window.bucket_seconds());
            let last = bucket(now);
            let reached = last - window.points() + 1..=last;
            buckets.retain(|bucket, _| reached.contains(bucket));
            let bucket = bucket(slot);
            if reached.contains(&bucket) {
                buckets.entry(bucket).or_default().add(counts);
            }
        }
    }

    /// The buckets that a window which ends with the slot `now` is made of, by number.
    pub(super) fn buckets(&self, window: StatsWindow, now: i64) -> BTreeMap<i64, Counts> {
        let last = (now * SLOT_SECONDS).div_euclid(window.bucket_seconds());
        let reached = last - window.points() + 1..=last;
        let mut all = KEPT.into_iter().zip(&self.0);
        let kept = all.find(|(kept, _)| {
            kept.bucket_seconds() == window.bucket_seconds() && kept.points() >= window.points()
        });
        kept.map(|(_, buckets)| {
            let reached = buckets.range(reached);
            reached
                .map(|(bucket, counts)| (*bucket, counts.clone()))
                .collect()
        })
        .unwrap_or_default()
    }
}

#[cfg(test)]
impl Archive {
    pub(super) fn bucket_count(&self) -> usize {
        self.0.iter().map(BTreeMap::len).sum()
    }
}
