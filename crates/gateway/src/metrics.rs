//! Prometheus metrics (specification, "Monitoring", and more beside).

mod dispatch;

use std::sync::Arc;

use acteon_core::{InvocationOrigin, PluginFailureKind, VerdictKind};
use acteon_evaluator::{InvocationRecord, PluginUsage, PoolUsage, RegisteredPlugin};
use prometheus::core::Collector;
use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder,
};

use self::dispatch::DispatchMetrics;
use crate::Clock;
use crate::stats::Recorder;

/// Upper bounds of the latency histogram in microseconds: 1, 2, 5, ... up to the longest timeout.
const DURATION_BUCKETS_US: [f64; 24] = [
    1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5,
    5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 3e7,
];

/// Every metric of the gateway, and the registry that the server adds its own to.
pub struct Metrics {
    registry: Registry,
    pub(crate) dispatch: DispatchMetrics,
    /// What is told by time rather than since the start.
    pub(crate) recorder: Recorder,
    invocations: IntCounterVec,
    invocation_errors: IntCounterVec,
    invocation_duration: HistogramVec,
    plugins_registered: IntGauge,
    memory_used: IntGauge,
    memory_high_water: IntGaugeVec,
    decisions: IntCounterVec,
    rule_results: IntCounterVec,
    rules_loaded: IntGauge,
    rule_set_revision: IntGauge,
    rule_reload_failures: IntCounter,
    places: IntGaugeVec,
    waiting: IntGaugeVec,
    plugin_decisions: IntGaugeVec,
    plugin_slow: IntGaugeVec,
}

impl Metrics {
    /// Makes and registers them. `clock` says when something happened.
    ///
    /// # Errors
    /// When two metrics have the same name, which is a defect.
    pub fn new(clock: Arc<dyn Clock>) -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let metrics = Self {
            invocations: IntCounterVec::new(
                Opts::new("wasm_invocations_total", "WASM plugin invocations"),
                &["plugin", "origin"],
            )?,
            invocation_errors: IntCounterVec::new(
                Opts::new("wasm_invocation_errors", "Failed WASM plugin invocations"),
                &["plugin", "origin", "kind"],
            )?,
            invocation_duration: HistogramVec::new(
                HistogramOpts::new(
                    "wasm_invocation_duration_us",
                    "Duration of WASM plugin invocations in microseconds",
                )
                .buckets(DURATION_BUCKETS_US.to_vec()),
                &["plugin"],
            )?,
            plugins_registered: IntGauge::new(
                "wasm_plugins_registered",
                "WASM plugins registered now",
            )?,
            memory_used: IntGauge::new(
                "wasm_memory_used_bytes",
                "Linear memory of live plugin instances in bytes",
            )?,
            memory_high_water: IntGaugeVec::new(
                Opts::new(
                    "wasm_plugin_memory_high_water_bytes",
                    "Highest memory use of one invocation since the start in bytes",
                ),
                &["plugin"],
            )?,
            decisions: IntCounterVec::new(
                Opts::new(
                    "decisions_total",
                    "Decisions by what asked for them and their verdict",
                ),
                &["origin", "verdict"],
            )?,
            rule_results: IntCounterVec::new(
                Opts::new("rule_matches_total", "Decisions that a rule settled"),
                &["rule", "origin"],
            )?,
            rules_loaded: IntGauge::new("rules_loaded", "Rules in force")?,
            rule_set_revision: IntGauge::new(
                "rule_set_revision",
                "Number of the rule set in force",
            )?,
            rule_reload_failures: IntCounter::new(
                "rule_reload_failures_total",
                "Times that rule files were refused",
            )?,
            places: IntGaugeVec::new(
                Opts::new("work_running", "Work running now, by kind"),
                &["kind"],
            )?,
            waiting: IntGaugeVec::new(
                Opts::new("work_waiting", "Work waiting for a place, by kind"),
                &["kind"],
            )?,
            plugin_decisions: IntGaugeVec::new(
                Opts::new(
                    "wasm_plugin_decisions",
                    "Decisions that may call the plugin, by whether they run or wait for its share",
                ),
                &["plugin", "state"],
            )?,
            plugin_slow: IntGaugeVec::new(
                Opts::new(
                    "wasm_plugin_slow",
                    "1 while the plugin's callers run beside the others because it is slow",
                ),
                &["plugin"],
            )?,
            dispatch: DispatchMetrics::register(&registry)?,
            recorder: Recorder::new(clock),
            registry,
        };
        metrics.register_all()?;
        Ok(metrics)
    }

    fn register_all(&self) -> Result<(), prometheus::Error> {
        let all: [Box<dyn Collector>; 15] = [
            Box::new(self.invocations.clone()),
            Box::new(self.invocation_errors.clone()),
            Box::new(self.invocation_duration.clone()),
            Box::new(self.plugins_registered.clone()),
            Box::new(self.memory_used.clone()),
            Box::new(self.memory_high_water.clone()),
            Box::new(self.decisions.clone()),
            Box::new(self.rule_results.clone()),
            Box::new(self.rules_loaded.clone()),
            Box::new(self.rule_set_revision.clone()),
            Box::new(self.rule_reload_failures.clone()),
            Box::new(self.places.clone()),
            Box::new(self.waiting.clone()),
            Box::new(self.plugin_decisions.clone()),
            Box::new(self.plugin_slow.clone()),
        ];
        all.into_iter()
            .try_for_each(|collector| self.registry.register(collector))
    }

    /// The registry, for metrics of the server itself.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    pub(crate) fn invoked(&self, plugin: &RegisteredPlugin, record: &InvocationRecord) {
        let failed = record.call.result.is_err();
        (self.recorder).invoked(record.origin, failed, record.call.duration_us);
        let (name, origin) = (plugin.name.as_str(), record.origin.as_str());
        self.invocations.with_label_values(&[name, origin]).inc();
        if let Err(failure) = &record.call.result {
            self.invocation_errors
                .with_label_values(&[name, origin, PluginFailureKind::as_str(failure.kind)])
                .inc();
        }
        self.invocation_duration
            .with_label_values(&[name])
            .observe(record.call.duration_us as f64);
        let high_water = self.memory_high_water.with_label_values(&[name]);
        let used = gauge(record.call.memory_used_bytes);
        if used > high_water.get() {
            high_water.set(used);
        }
    }

    pub(crate) fn decided(
        &self,
        origin: InvocationOrigin,
        verdict: VerdictKind,
        rule: Option<&str>,
    ) {
        if origin == InvocationOrigin::Dispatch {
            self.recorder.dispatched(verdict);
        }
        self.decisions
            .with_label_values(&[origin.as_str(), verdict.as_str()])
            .inc();
        if let Some(rule) = rule {
            self.rule_results
                .with_label_values(&[rule, origin.as_str()])
                .inc();
        }
    }

    /// Decisions of dispatched actions that a rule settled since the start.
    pub(crate) fn dispatched_matches(&self, rule: &str) -> u64 {
        self.rule_results
            .with_label_values(&[rule, InvocationOrigin::Dispatch.as_str()])
            .get()
    }

    /// Begins the series of a plugin at 0, so that a first call is an increase.
    pub(crate) fn plugin_shown(&self, name: &str) {
        for origin in InvocationOrigin::ALL {
            self.invocations.with_label_values(&[name, origin.as_str()]);
        }
        self.invocation_duration.with_label_values(&[name]);
        let dispatch = InvocationOrigin::Dispatch.as_str();
        for kind in PluginFailureKind::ALL {
            self.invocation_errors
                .with_label_values(&[name, dispatch, kind.as_str()]);
        }
    }

    pub(crate) fn plugins_changed(&self, registered: usize) {
        self.plugins_registered.set(gauge(registered as u64));
    }

    /// Forgets the series of a plugin that is gone.
    pub(crate) fn plugin_removed(&self, name: &str) {
        for origin in InvocationOrigin::ALL {
            // A series that was never made cannot be removed, which is no fault.
            let origin = origin.as_str();
            let _ = self.invocations.remove_label_values(&[name, origin]);
            for kind in PluginFailureKind::ALL {
                let labels = [name, origin, kind.as_str()];
                let _ = self.invocation_errors.remove_label_values(&labels);
            }
        }
        let _ = self.invocation_duration.remove_label_values(&[name]);
        let _ = self.memory_high_water.remove_label_values(&[name]);
        let _ = self.plugin_slow.remove_label_values(&[name]);
        for state in ["running", "waiting"] {
            let _ = self.plugin_decisions.remove_label_values(&[name, state]);
        }
    }

    pub(crate) fn rules_loaded(&self, rules: usize, revision: u64) {
        self.rules_loaded.set(gauge(rules as u64));
        self.rule_set_revision.set(gauge(revision));
    }

    /// Forgets the series of a rule that is gone.
    pub(crate) fn rule_removed(&self, name: &str) {
        for origin in InvocationOrigin::ALL {
            // A series that was never made cannot be removed, which is no fault.
            let _ = self
                .rule_results
                .remove_label_values(&[name, origin.as_str()]);
        }
    }

    pub(crate) fn rules_refused(&self) {
        self.rule_reload_failures.inc();
    }

    /// Brings what a plugin's callers are doing up to date.
    pub(crate) fn plugin_usage(&self, name: &str, usage: PluginUsage) {
        for (state, decisions) in [("running", usage.running), ("waiting", usage.waiting)] {
            (self.plugin_decisions.with_label_values(&[name, state])).set(gauge(decisions as u64));
        }
        (self.plugin_slow.with_label_values(&[name])).set(i64::from(usage.slow));
    }

    /// Brings the gauges that are read, not counted, up to date and writes everything as text.
    pub(crate) fn text(
        &self,
        memory_in_use_bytes: u64,
        work: &[(&str, PoolUsage)],
    ) -> Result<String, prometheus::Error> {
        self.memory_used.set(gauge(memory_in_use_bytes));
        for (kind, usage) in work {
            self.places
                .with_label_values(&[*kind])
                .set(gauge(usage.running as u64));
            self.waiting
                .with_label_values(&[*kind])
                .set(gauge(usage.waiting as u64));
        }
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        String::from_utf8(text).map_err(|error| prometheus::Error::Msg(error.to_string()))
    }
}

pub(crate) fn gauge(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
