//! Metrics of the HTTP side.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use prometheus::core::{Collector, Desc};
use prometheus::proto::MetricFamily;
use prometheus::{
    HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry,
};

use crate::telemetry;

/// Upper bounds of the latency histogram in microseconds.
const DURATION_BUCKETS_US: [f64; 18] = [
    50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 3e7,
];

/// What the server counts itself.
pub(crate) struct HttpMetrics {
    requests: IntCounterVec,
    duration: HistogramVec,
    pub(crate) in_flight: IntGauge,
    pub(crate) connections: IntGauge,
    refused: IntCounterVec,
    /// Bytes that bodies take, with what is parsed from them.
    pub(crate) bodies: IntGauge,
}

impl HttpMetrics {
    pub(crate) fn register(registry: &Registry) -> Result<Self, prometheus::Error> {
        let metrics = Self {
            requests: IntCounterVec::new(
                Opts::new("http_requests_total", "HTTP requests answered"),
                &["method", "route", "status"],
            )?,
            duration: HistogramVec::new(
                HistogramOpts::new(
                    "http_request_duration_us",
                    "Time from the head of a request to the head of its answer in microseconds",
                )
                .buckets(DURATION_BUCKETS_US.to_vec()),
                &["method", "route"],
            )?,
            in_flight: IntGauge::new("http_requests_in_flight", "HTTP requests being answered")?,
            connections: IntGauge::new("http_connections", "HTTP connections open")?,
            refused: IntCounterVec::new(
                Opts::new(
                    "http_connections_refused_total",
                    "Connections for which there was no room",
                ),
                &["reason"],
            )?,
            bodies: IntGauge::new(
                "http_request_body_bytes",
                "Bytes that the bodies of requests being answered take, with what is parsed from them",
            )?,
        };
        registry.register(Box::new(metrics.requests.clone()))?;
        registry.register(Box::new(metrics.duration.clone()))?;
        registry.register(Box::new(metrics.in_flight.clone()))?;
        registry.register(Box::new(metrics.connections.clone()))?;
        registry.register(Box::new(metrics.refused.clone()))?;
        registry.register(Box::new(metrics.bodies.clone()))?;
        registry.register(Box::new(DroppedLines::new(telemetry::dropped_lines)?))?;
        Ok(metrics)
    }

    pub(crate) fn connection_refused(&self, reason: &str) {
        self.refused.with_label_values(&[reason]).inc();
    }

    /// `route` is the pattern, never the path: paths are without number.
    pub(crate) fn answered(&self, method: &str, route: &str, status: &str, duration_us: u64) {
        self.requests
            .with_label_values(&[method, route, status])
            .inc();
        self.duration
            .with_label_values(&[method, route])
            .observe(duration_us as f64);
    }
}

/// Lines that the log lost because nobody read it quickly enough.
struct DroppedLines {
    counter: IntCounter,
    dropped: fn() -> u64,
    /// How many of them the counter has, or is about to have.
    told: AtomicU64,
}

impl DroppedLines {
    /// `dropped` tells how many lines were lost since the start.
    fn new(dropped: fn() -> u64) -> Result<Self, prometheus::Error> {
        let counter = IntCounter::new(
            "log_lines_dropped_total",
            "Log lines lost because standard error was not read quickly enough",
        );
        Ok(Self {
            counter: counter?,
            dropped,
            told: AtomicU64::new(0),
        })
    }
}

impl Collector for DroppedLines {
    fn desc(&self) -> Vec<&Desc> {
        self.counter.desc()
    }

    fn collect(&self) -> Vec<MetricFamily> {
        let dropped = (self.dropped)();
        // Of those who collect at the same time one alone adds what is new.
        let told = self.told.fetch_max(dropped, Relaxed);
        self.counter.inc_by(dropped.saturating_sub(told));
        self.counter.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::thread;

    use super::*;

    static TWO: Barrier = Barrier::new(2);

    #[test]
    fn lost_lines_are_counted_once_by_two_who_collect_at_once() {
        let lines = DroppedLines::new(|| {
            TWO.wait();
            7
        });
        let lines = lines.unwrap();
        for _ in 0..2 {
            thread::scope(|both| {
                for _ in 0..2 {
                    both.spawn(|| lines.collect());
                }
            });
            assert_eq!(lines.counter.get(), 7);
        }
    }
}
