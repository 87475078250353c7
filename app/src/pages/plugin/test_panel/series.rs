//! What came of a series of calls.

use acteon_api_types::TestPluginResponse;

use crate::ApiError;
use crate::components::{ChartData, Mark, Series};

/// Bars of the histogram.
const BINS: u64 = 24;
/// From here on durations are drawn in milliseconds, in microseconds.
const IN_MILLISECONDS: u64 = 10_000;

/// What came of a series of calls, counted while they are made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How many calls were asked for.
    pub wanted: u32,
    /// Calls with the verdict true.
    pub yes: u32,
    /// Calls with the verdict false.
    pub no: u32,
    /// Calls that failed.
    pub failed: u32,
    /// Durations of the calls that did not fail, in microseconds, rising.
    durations: Vec<u64>,
    /// Why the last failed call failed.
    pub error: Option<ApiError>,
}

impl Summary {
    /// Before the first call of `wanted`.
    pub fn of(wanted: u32) -> Self {
        Self {
            wanted,
            ..Self::default()
        }
    }

    /// How many calls were made.
    pub const fn made(&self) -> u32 {
        self.yes + self.no + self.failed
    }

    /// Counts a call. Whether the next one may be made: a call that did not reach the plugin ends
    /// the series.
    pub fn count(&mut self, answer: Result<TestPluginResponse, ApiError>) -> bool {
        match answer {
            Ok(response) => {
                let slot = if response.verdict {
                    &mut self.yes
                } else {
                    &mut self.no
                };
                *slot += 1;
                let duration = response.duration_us;
                let place = self.durations.partition_point(|other| *other <= duration);
                self.durations.insert(place, duration);
                true
            }
            Err(error) => {
                self.failed += 1;
                let reached = error.status() == 422;
                self.error = Some(error);
                reached
            }
        }
    }

    /// The duration that `percent` of 100 calls did not exceed, in microseconds; none without calls.
    pub fn percentile(&self, percent: usize) -> Option<u64> {
        let rank = (self.durations.len() * percent).div_ceil(100);
        self.durations.get(rank.saturating_sub(1)).copied()
    }

    /// The shortest duration in microseconds.
    pub fn shortest(&self) -> Option<u64> {
        self.durations.first().copied()
    }

    /// The longest duration in microseconds.
    pub fn longest(&self) -> Option<u64> {
        self.durations.last().copied()
    }

    /// How many calls took how long; none without calls.
    pub fn histogram(&self) -> Option<ChartData> {
        let (shortest, longest) = (self.shortest()?, self.longest()?);
        let width = ((longest - shortest) / BINS + 1).max(1);
        let bins = (longest - shortest) / width + 1;
        let mut counts = vec![0_u32; usize::try_from(bins).unwrap_or(1)];
        for duration in &self.durations {
            let bin = usize::try_from((duration - shortest) / width).unwrap_or(0);
            if let Some(count) = counts.get_mut(bin) {
                *count += 1;
            }
        }
        let (x_unit, scale) = if longest >= IN_MILLISECONDS {
            ("ms", 1_000.0)
        } else {
            ("µs", 1.0)
        };
        let middle = |bin: u64| (shortest + bin * width) as f64 + (width - 1) as f64 / 2.0;
        Some(ChartData {
            time: false,
            x_unit,
            y_unit: "",
            x: (0..bins).map(|bin| middle(bin) / scale).collect(),
            series: vec![Series {
                label: "calls",
                colour: "accent",
                mark: Mark::Bar,
                values: counts
                    .into_iter()
                    .map(|count| Some(f64::from(count)))
                    .collect(),
            }],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn took(duration_us: u64) -> Result<TestPluginResponse, ApiError> {
        Ok(TestPluginResponse {
            verdict: duration_us.is_multiple_of(2),
            message: None,
            metadata: None,
            duration_us,
            duration_ms: 0.0,
            memory_used_bytes: 0,
            stdout: String::new(),
            stderr: String::new(),
            cost: None,
        })
    }

    fn refused(status: u16) -> Result<TestPluginResponse, ApiError> {
        Err(ApiError::Answered {
            status,
            message: "plugin timed out after 100ms".to_owned(),
            kind: None,
            places: Vec::new(),
            details: None,
        })
    }

    #[test]
    fn percentiles_are_durations_that_occurred() {
        let mut summary = Summary::of(100);
        for duration in (1..=100).rev() {
            assert!(summary.count(took(duration)));
        }
        assert_eq!((summary.yes, summary.no, summary.made()), (50, 50, 100));
        assert_eq!(summary.shortest(), Some(1));
        assert_eq!(summary.percentile(50), Some(50));
        assert_eq!(summary.percentile(95), Some(95));
        assert_eq!(summary.longest(), Some(100));
        assert_eq!(Summary::of(1).percentile(50), None);
    }

    #[test]
    fn every_call_is_in_one_bar() {
        for durations in [
            vec![7],
            vec![7, 7, 7],
            (0..50).collect(),
            vec![3, 90_000, 2_000_000],
        ] {
            let mut summary = Summary::of(200);
            for duration in &durations {
                summary.count(took(*duration));
            }
            let chart = summary.histogram().unwrap();
            let counted: f64 = chart.series[0].values.iter().flatten().sum();
            assert_eq!(counted as usize, durations.len());
            assert!(chart.x.len() <= 24, "{durations:?}");
            assert_eq!(chart.x.len(), chart.series[0].values.len());
        }
        assert_eq!(Summary::of(5).histogram(), None);
    }

    #[test]
    fn only_calls_that_reached_the_plugin_go_on() {
        let mut summary = Summary::of(10);
        assert!(summary.count(refused(422)));
        assert!(!summary.count(refused(503)));
        assert!(!summary.count(Err(ApiError::Unreachable)));
        assert_eq!(summary.failed, 3);
        assert_eq!(summary.error, Some(ApiError::Unreachable));
    }
}
