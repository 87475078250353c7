//! The gateway as a whole: what it is made of, how it starts and how it stops.

use std::sync::Arc;
use std::time::Duration;

use acteon_core::InvocationOrigin;
use acteon_evaluator::{Background, Pool, Registry};
use acteon_providers::{ProviderError, Providers};
use acteon_store::{PluginCounters, SqliteStore, Store};
use acteon_wasm::{CodeCacheConfig, Host, HostConfig};
use jiff::Timestamp;
use tokio::sync::{Semaphore, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::warn;

use crate::audit::Mask;
use crate::plugins::FilePlugins;
use crate::rules::Rules;
use crate::{Clock, GatewayConfig, GatewayError, Metrics, secret, watch as watcher};

/// How long a decision may wait for a place before it is refused.
pub(crate) const MAX_WAIT: Duration = Duration::from_secs(5);
/// Modules that may wait to be compiled.
const MAX_WAITING_MODULES: usize = 16;
/// Test invocations that may wait for a thread.
const MAX_WAITING_TESTS: usize = 64;
/// How often counters are saved: half of the 5 s that a crash may cost (contract, "Plugins beyond
/// the specification").
const COUNTERS_INTERVAL: Duration = Duration::from_millis(2500);
/// Threads for tests. More than cores, so that plugins that use their whole timeout, each with the
/// two places of its own, leave some to others.
const TEST_THREADS_PER_CORE: usize = 8;
/// Loads of rule files, and drafts, that may wait.
const MAX_WAITING_LOADS: usize = 16;
/// How long a module may wait to be compiled: large ones take seconds each.
const MAX_WAIT_COMPILE: Duration = Duration::from_secs(60);
/// Instances for the trial of a module, beside those of decisions and of tests.
const TRIAL_INSTANCES: usize = 1;
/// The playground has one place for so many of dispatch.
const PLAYGROUND_SHARE: usize = 2;

/// Every use case of the gateway. Cheap to clone; all clones are the same gateway.
#[derive(Clone)]
pub struct Gateway {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) config: GatewayConfig,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) store: Arc<dyn Store>,
    /// None while `[wasm] enabled = false`.
    pub(crate) host: Option<Host>,
    pub(crate) registry: Registry,
    pub(crate) rules: Rules,
    pub(crate) metrics: Metrics,
    /// Where the decisions of dispatches run.
    pub(crate) decisions: Pool,
    /// Where the playground's run, so that nobody who only looks takes a dispatch's place.
    pub(crate) playground: Pool,
    /// What carries actions out.
    pub(crate) providers: Providers,
    /// Places for actions in flight, those that a provider has aside.
    pub(crate) dispatching: Arc<Semaphore>,
    /// What is hidden in audit records.
    pub(crate) mask: Mask,
    /// Where modules are compiled, one at a time.
    pub(crate) compiler: Background,
    /// Where plugins are tried out.
    pub(crate) tests: Background,
    /// Where rule files are parsed.
    pub(crate) loader: Background,
    /// Where the playground's rules are parsed, so that nobody who only looks holds up a reload.
    pub(crate) drafts: Background,
    /// Held by whoever changes plugins, so that store and registry change together.
    pub(crate) changing_plugins: tokio::sync::Mutex<FilePlugins>,
    /// What was saved last, so that an idle server writes nothing.
    pub(crate) saved_counters: tokio::sync::Mutex<Vec<PluginCounters>>,
    pub(crate) plugins_loaded: watch::Sender<bool>,
    /// When it was last seen whether the store can be written, and why it could not.
    pub(crate) storage_checked: tokio::sync::Mutex<Option<(Timestamp, Option<String>)>>,
    pub(crate) started_at: Timestamp,
    pub(crate) stopping: CancellationToken,
    pub(crate) tasks: TaskTracker,
}

impl Gateway {
    /// Opens the store and the plugin host and loads the rules. Plugins are loaded by
    /// [`start`](Self::start).
    ///
    /// Bad rule files do not fail the start; [`readiness`](Self::readiness) reports them.
    ///
    /// # Errors
    /// The data directory cannot be used, or the machine cannot run the plugin host.
    pub async fn open(config: GatewayConfig, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let test_threads = cores.saturating_mul(TEST_THREADS_PER_CORE);
        let places = config.wasm.max_concurrent_decisions;
        let pool =
            |origin, places| Pool::new(origin, places, config.wasm.max_waiting_decisions, MAX_WAIT);
        let decisions = pool(InvocationOrigin::Dispatch, places)?;
        let playground = pool(
            InvocationOrigin::Playground,
            (places / PLAYGROUND_SHARE).max(1),
        )?;
        let store = SqliteStore::open(&config.data_dir).await?;
        let host = if config.wasm.enabled {
            let key = secret::load_or_create(&config.data_dir.join("code-cache.key"))?;
            Some(Host::new(HostConfig {
                max_instances: u32::try_from(
                    decisions
                        .places()
                        .saturating_add(playground.places())
                        .saturating_add(test_threads)
                        .saturating_add(TRIAL_INSTANCES),
                )
                .unwrap_or(u32::MAX),
                code_cache: Some(CodeCacheConfig {
                    directory: config.data_dir.join("code-cache"),
                    key,
                }),
            })?)
        } else {
            None
        };
        let inner = Inner {
            decisions,
            playground,
            providers: Providers::new(config.providers.clone())?,
            dispatching: Arc::new(Semaphore::new(config.dispatch.max_in_flight)),
            mask: Mask::new(config.audit.mask.clone()),
            compiler: Background::new("acteon-compile", 1, MAX_WAITING_MODULES, MAX_WAIT_COMPILE)?,
            tests: Background::new("acteon-test", test_threads, MAX_WAITING_TESTS, MAX_WAIT)?,
            loader: Background::new("acteon-load", 1, MAX_WAITING_LOADS, MAX_WAIT)?,
            drafts: Background::new("acteon-draft", 1, MAX_WAITING_LOADS, MAX_WAIT)?,
            metrics: Metrics::new(Arc::clone(&clock))?,
            rules: Rules::default(),
            registry: Registry::default(),
            changing_plugins: tokio::sync::Mutex::new(FilePlugins::default()),
            saved_counters: tokio::sync::Mutex::default(),
            plugins_loaded: watch::Sender::new(false),
            storage_checked: tokio::sync::Mutex::default(),
            started_at: clock.now(),
            tasks: TaskTracker::new(),
            stopping: CancellationToken::new(),
            store: Arc::new(store),
            host,
            clock,
            config,
        };
        let gateway = Self {
            inner: Arc::new(inner),
        };
        gateway.close_unfinished().await?;
        gateway.load_changed_rules().await;
        Ok(gateway)
    }

    /// Loads the plugins and begins to watch files and to save counters, all in the background.
    pub fn start(&self) {
        let gateway = self.clone();
        self.spawn(async move {
            gateway.load_plugins().await;
            gateway.inner.plugins_loaded.send_replace(true);
            gateway.warn_of_unknown_plugins();
        });
        let gateway = self.clone();
        self.spawn(async move { gateway.keep_pruning().await });
        self.spawn(watcher::watch_rules(self.clone()));
        self.spawn(watcher::watch_plugins(self.clone()));
        let gateway = self.clone();
        let stopping = self.inner.stopping.clone();
        self.spawn(async move {
            let mut interval = tokio::time::interval(COUNTERS_INTERVAL);
            while stopping
                .run_until_cancelled(interval.tick())
                .await
                .is_some()
            {
                gateway.save_counters().await;
            }
        });
    }

    /// Waits until the plugins have been loaded.
    ///
    /// # Errors
    /// [`GatewayError::PluginsLoading`] when that takes longer than a request should wait.
    pub(crate) async fn plugins_loaded(&self) -> Result<(), GatewayError> {
        let mut loaded = self.inner.plugins_loaded.subscribe();
        match tokio::time::timeout(MAX_WAIT, loaded.wait_for(|loaded| *loaded)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(GatewayError::PluginsLoading {
                retry_after_seconds: 5,
            }),
        }
    }

    /// Ends the background work, saves the counters and closes the store. Waits at most `patience`
    /// for actions in flight; those that providers still have are `unknown` when it starts again.
    pub async fn shutdown(&self, patience: Duration) {
        self.inner.stopping.cancel();
        self.inner.tasks.close();
        let ended = tokio::time::timeout(patience, self.inner.tasks.wait()).await;
        if ended.is_err() {
            warn!("background work did not end in time and is given up");
        }
        self.save_counters().await;
        self.inner.store.close().await;
    }

    /// Now, by the clock that everything here goes by.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The metrics, for what the server counts itself.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// Every metric in Prometheus' text format.
    ///
    /// # Errors
    /// Two metrics contradict each other: a defect.
    pub fn metrics_text(&self) -> Result<String, GatewayError> {
        let inner = &self.inner;
        let work = [
            ("decision", inner.decisions.usage()),
            ("playground", inner.playground.usage()),
            ("compile", inner.compiler.usage()),
            ("test", inner.tests.usage()),
            ("load", inner.loader.usage()),
            ("draft", inner.drafts.usage()),
        ];
        for plugin in inner.registry.all() {
            let usage = plugin.stats.decision_usage(InvocationOrigin::Dispatch);
            inner.metrics.plugin_usage(plugin.name.as_str(), usage);
        }
        for provider in inner.providers.all() {
            let status = provider.status();
            inner
                .metrics
                .dispatch
                .show_provider(provider.name(), &status);
        }
        let free = inner.dispatching.available_permits();
        let in_flight = inner.config.dispatch.max_in_flight.saturating_sub(free);
        inner.metrics.dispatch.show(in_flight);
        let memory = inner.host.as_ref().map_or(0, Host::memory_in_use_bytes);
        inner
            .metrics
            .text(memory, &work)
            .map_err(|error| GatewayError::Internal(error.to_string()))
    }

    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.inner.tasks.spawn(task);
    }
}

/// Why the gateway cannot start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store.
    #[error(transparent)]
    Store(#[from] acteon_store::StoreError),
    /// The plugin host.
    #[error(transparent)]
    Host(#[from] acteon_wasm::HostError),
    /// A file of the data directory.
    #[error(transparent)]
    Secret(#[from] secret::SecretError),
    /// A provider.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// A thread.
    #[error("the operating system refuses a thread: {0}")]
    Thread(#[from] std::io::Error),
    /// A defect.
    #[error("metrics: {0}")]
    Metrics(#[from] prometheus::Error),
}
