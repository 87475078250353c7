//! Metrics of the HTTP side.

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
    /// Bytes of request bodies that are held.
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
                "Bytes of request bodies held by requests that are being answered",
            )?,
        };
        registry.register(Box::new(metrics.requests.clone()))?;
        registry.register(Box::new(metrics.duration.clone()))?;
        registry.register(Box::new(metrics.in_flight.clone()))?;
        registry.register(Box::new(metrics.connections.clone()))?;
        registry.register(Box::new(metrics.refused.clone()))?;
        registry.register(Box::new(metrics.bodies.clone()))?;
        registry.register(Box::new(DroppedLines::new()?))?;
        Ok(metrics)
    }

    pub(crate) fn connection_refused(&self, reason: &str) {
        self.refused.with_label_values(&[reason]).inc();
    }

    /// `route` is the pattern, never the path: paths are without number.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, duration_us: u64) {
        self.requests
            .with_label_values(&[method, route, &status.to_string()])
            .inc();
        self.duration
            .with_label_values(&[method, route])
            .observe(duration_us as f64);
    }
}

/// Lines that the log lost because nobody read it quickly enough.
struct DroppedLines(IntCounter);

impl DroppedLines {
    fn new() -> Result<Self, prometheus::Error> {
        let counter = IntCounter::new(
            "log_lines_dropped_total",
            "Log lines lost because standard error was not read quickly enough",
        );
        counter.map(Self)
    }
}

impl Collector for DroppedLines {
    fn desc(&self) -> Vec<&Desc> {
        self.0.desc()
    }

    fn collect(&self) -> Vec<MetricFamily> {
        let counted = self.0.get();
        self.0
            .inc_by(telemetry::dropped_lines().saturating_sub(counted));
        self.0.collect()
    }
}
