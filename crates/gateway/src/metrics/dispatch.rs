//! Metrics of dispatches, providers and the audit.

use acteon_core::Outcome;
use acteon_providers::{CircuitState, Delivered, ProviderStatus};
use jiff::SignedDuration;
use prometheus::core::Collector;
use prometheus::{
    Histogram, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry,
};

use super::{DURATION_BUCKETS_US, gauge};
use crate::GatewayError;

/// What is counted about dispatches.
pub(crate) struct DispatchMetrics {
    recorded: IntCounterVec,
    refused: IntCounterVec,
    duration: Histogram,
    in_flight: IntGauge,
    deliveries: IntCounterVec,
    attempts: IntCounterVec,
    delivery_duration: HistogramVec,
    provider_in_flight: IntGaugeVec,
    circuit_open: IntGaugeVec,
}

impl DispatchMetrics {
    pub(super) fn register(registry: &Registry) -> Result<Self, prometheus::Error> {
        let metrics = Self {
            recorded: IntCounterVec::new(
                Opts::new(
                    "dispatches_total",
                    "Dispatched actions whose audit record is durable, by outcome",
                ),
                &["outcome"],
            )?,
            refused: IntCounterVec::new(
                Opts::new(
                    "dispatches_refused_total",
                    "Actions that were not dispatched and left no record, by reason",
                ),
                &["reason"],
            )?,
            duration: Histogram::with_opts(
                HistogramOpts::new(
                    "dispatch_duration_us",
                    "Time from accepting an action until its record is durable in microseconds",
                )
                .buckets(DURATION_BUCKETS_US.to_vec()),
            )?,
            in_flight: IntGauge::new(
                "dispatches_in_flight",
                "Actions in flight that no provider has yet",
            )?,
            deliveries: IntCounterVec::new(
                Opts::new(
                    "provider_deliveries_total",
                    "Actions handed to a provider, by result: success or the failure's code",
                ),
                &["provider", "result"],
            )?,
            attempts: IntCounterVec::new(
                Opts::new("provider_attempts_total", "Requests to a provider"),
                &["provider"],
            )?,
            delivery_duration: HistogramVec::new(
                HistogramOpts::new(
                    "provider_delivery_duration_us",
                    "Time that a provider took for an action, waits between attempts included, in \
                     microseconds",
                )
                .buckets(DURATION_BUCKETS_US.to_vec()),
                &["provider"],
            )?,
            provider_in_flight: IntGaugeVec::new(
                Opts::new("provider_in_flight", "Actions that a provider has now"),
                &["provider"],
            )?,
            circuit_open: IntGaugeVec::new(
                Opts::new(
                    "provider_circuit_open",
                    "1 while nothing is sent to a provider because it is dead",
                ),
                &["provider"],
            )?,
        };
        let all: [Box<dyn Collector>; 9] = [
            Box::new(metrics.recorded.clone()),
            Box::new(metrics.refused.clone()),
            Box::new(metrics.duration.clone()),
            Box::new(metrics.in_flight.clone()),
            Box::new(metrics.deliveries.clone()),
            Box::new(metrics.attempts.clone()),
            Box::new(metrics.delivery_duration.clone()),
            Box::new(metrics.provider_in_flight.clone()),
            Box::new(metrics.circuit_open.clone()),
        ];
        all.into_iter()
            .try_for_each(|collector| registry.register(collector))?;
        for outcome in Outcome::ALL {
            metrics.recorded.with_label_values(&[outcome.as_str()]);
        }
        Ok(metrics)
    }

    /// A record is durable.
    pub(crate) fn recorded(&self, outcome: Outcome) {
        self.recorded.with_label_values(&[outcome.as_str()]).inc();
    }

    /// An action was answered.
    pub(crate) fn took(&self, time: SignedDuration) {
        // The clock may have been set back.
        self.duration.observe(time.as_micros().max(0) as f64);
    }

    /// An action was not dispatched, unless a rule failed, which leaves a record.
    pub(crate) fn refused(&self, error: &GatewayError) {
        let reason = match error {
            GatewayError::RuleFailed(_) | GatewayError::RecordDelayed { .. } => return,
            GatewayError::Saturated { .. } => "saturated",
            GatewayError::StoreUnavailable(_) => "storage_unavailable",
            GatewayError::RulesNotReady(_) => "rules_not_ready",
            GatewayError::PluginsLoading { .. } => "plugins_loading",
            GatewayError::Internal(_) => "internal",
            _ => "invalid_request",
        };
        self.refused.with_label_values(&[reason]).inc();
    }

    /// A provider has answered.
    pub(crate) fn delivered(&self, provider: &str, delivered: &Delivered) {
        let result = match &delivered.result {
            Ok(_) => "success",
            Err(failure) => failure.code.as_str(),
        };
        self.deliveries.with_label_values(&[provider, result]).inc();
        (self.attempts.with_label_values(&[provider])).inc_by(u64::from(delivered.attempts));
        (self.delivery_duration.with_label_values(&[provider]))
            .observe(delivered.duration.as_micros() as f64);
    }

    /// Brings the gauges that are read, not counted, up to date.
    pub(crate) fn show(&self, in_flight: usize) {
        self.in_flight.set(gauge(in_flight as u64));
    }

    /// Brings what a provider is doing up to date.
    pub(crate) fn show_provider(&self, name: &str, status: &ProviderStatus) {
        let in_flight = gauge(status.in_flight as u64);
        (self.provider_in_flight.with_label_values(&[name])).set(in_flight);
        let open = !matches!(status.circuit, CircuitState::Closed);
        (self.circuit_open.with_label_values(&[name])).set(i64::from(open));
    }
}
