use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Instant, SystemTime};

use acteon_core::{PluginFailure, PluginLimits, SnapshotMode};
use acteon_inspect::{ModuleReport, inspect};
use wasmtime::{Engine, Instance, Linker, Store};

use crate::cache::{CodeCache, CodeCacheConfig};
use crate::cost::Metering;
use crate::guest::Guest;
use crate::invocation::{Invocation, InvokeRequest, initialise, invoke};
use crate::module::PreparedModule;
use crate::overrun::{Meter, Overrun};
use crate::snapshot::{self, Compiled, Snapshot};
use crate::ticker::Ticker;
use crate::trap::{Stage, saturated};
use crate::{CompilationError, Cost, HostError, compile, engine, guest, wasi};

/// How a host is set up.
#[derive(Clone, Debug)]
pub struct HostConfig {
    /// Instances that may live at once, at least 1. Each takes 8 GiB of address space (not of
    /// memory), and some memory stays with it: two to four times the plugins in use is good.
    pub max_instances: u32,
    /// Where compiled code is kept, if it is.
    pub code_cache: Option<CodeCacheConfig>,
}

/// Runs plugins. Cloning it is cheap; everything ends with the last clone.
#[derive(Clone)]
pub struct Host(Arc<Inner>);

struct Inner {
    engine: Engine,
    linker: Linker<Guest>,
    ticker: Ticker,
    metering: Metering,
    cache: Option<CodeCache>,
    max_instances: u32,
    memory_in_use: Arc<AtomicU64>,
}

impl Host {
    /// Sets up the engine and starts the thread that watches the time.
    ///
    /// # Errors
    /// The engine does not run on this machine, `max_instances` is 0, or the cache's directory
    /// cannot be used.
    pub fn new(config: HostConfig) -> Result<Self, HostError> {
        if config.max_instances == 0 {
            return Err(HostError::NoInstances);
        }
        let engine = engine::engine(config.max_instances)?;
        let linker =
            wasi::linker(&engine).map_err(|error| HostError::Engine(format!("{error:#}")))?;
        let metering = Metering::new()?;
        let cache = config
            .code_cache
            .map(|cache| CodeCache::open(cache, &engine))
            .transpose()?;
        Ok(Self(Arc::new(Inner {
            ticker: Ticker::start([&engine, &metering.engine]).map_err(HostError::Ticker)?,
            metering,
            linker,
            cache,
            max_instances: config.max_instances,
            memory_in_use: Arc::new(AtomicU64::new(0)),
            engine,
        })))
    }

    /// Makes a module ready to be called: inspects it, compiles it or takes its code from the
    /// cache, links it, and initialises one instance within `limits` to see whether that works.
    /// `mode` says whether calls then start from the memory that the instance has.
    ///
    /// Compiling takes up to seconds; call it where that blocks nobody.
    ///
    /// # Errors
    /// Says everything that keeps the module from running, and what to do about it.
    pub fn prepare(
        &self,
        bytes: &[u8],
        limits: PluginLimits,
        mode: SnapshotMode,
    ) -> Result<PreparedModule, CompilationError> {
        let report = inspect(bytes)?;
        let refusals = report.refusals(limits.memory_limit_bytes());
        if !refusals.is_empty() {
            return Err(CompilationError::Refused(refusals));
        }
        let inner = &self.0;
        let wanted = snapshot::wanted(&report, mode);
        let cached = inner
            .cache
            .as_ref()
            .and_then(|cache| cache.load(&inner.engine, bytes, wanted));
        let from_cache = cached.is_some();
        let mut compiled = match cached {
            Some(compiled) => compiled,
            None => {
                let compiled = self.compile(bytes, &report, limits, wanted)?;
                // What was refused memory may have enough of it next time.
                if let Some(cache) = &inner.cache
                    && compiled.snapshot != Snapshot::MemoryRefused
                {
                    cache.store(bytes, wanted, &compiled);
                }
                compiled
            }
        };
        if wanted == SnapshotMode::Always && !compiled.snapshot.is_taken() {
            return Err(CompilationError::NoSnapshot(compiled.snapshot));
        }
        if wanted != mode {
            compiled.snapshot = Snapshot::NothingToInitialise;
        }
        let prepared = PreparedModule::new(&inner.linker, &compiled, report, from_cache)
            .map_err(|error| compile::failed(&error))?;
        self.first_instance(&prepared, limits)?;
        Ok(prepared)
    }

    fn compile(
        &self,
        bytes: &[u8],
        report: &ModuleReport,
        limits: PluginLimits,
        wanted: SnapshotMode,
    ) -> Result<Compiled, CompilationError> {
        let Inner { engine, linker, .. } = &*self.0;
        if wanted == SnapshotMode::Never {
            return Ok(Compiled {
                module: compile::compile(engine, bytes)?,
                snapshot: Snapshot::NotWanted,
            });
        }
        let initialise = |module: &PreparedModule, limits| self.first_instance(module, limits);
        snapshot::take(engine, linker, bytes, report, (limits, wanted), initialise)
    }

    /// Makes it possible to ask what calls of this module cost: compiles it a second time, once.
    /// `bytes` are those it was prepared from.
    ///
    /// Compiling takes up to seconds; call it where that blocks nobody.
    ///
    /// # Errors
    /// The module cannot be compiled to count what it does.
    pub fn prepare_cost(
        &self,
        module: &PreparedModule,
        bytes: &[u8],
    ) -> Result<(), CompilationError> {
        if module.metered().get().is_none() {
            let metered = self.0.metering.prepare(bytes, module)?;
            let _ = module.metered().set(metered);
        }
        Ok(())
    }

    /// Calls a function to count what it does, with a clock and random numbers that are the same
    /// in every such call. None before [`prepare_cost`](Self::prepare_cost).
    ///
    /// # Errors
    /// The call failed, so that it has no cost.
    #[must_use]
    pub fn cost(
        &self,
        module: &PreparedModule,
        request: &InvokeRequest<'_>,
    ) -> Option<Result<Cost, PluginFailure>> {
        let metered = module.metered().get()?;
        let inner = &self.0;
        let Some(_running) = inner.ticker.enter(inner.max_instances) else {
            return Some(Err(saturated()));
        };
        Some(inner.metering.measure(metered, request))
    }

    /// Calls a function of a module on a fresh instance, on this thread.
    ///
    /// Never panics and never blocks, and returns when the limits are reached, at the latest a few
    /// milliseconds after the deadline.
    #[must_use]
    pub fn invoke(&self, module: &PreparedModule, request: &InvokeRequest<'_>) -> Invocation {
        self.call(module, request, None)
    }

    /// The same, and says so as soon as the call has used much of the processor.
    #[must_use]
    pub fn invoke_watched(
        &self,
        module: &PreparedModule,
        request: &InvokeRequest<'_>,
        overrun: &Overrun,
    ) -> Invocation {
        self.call(module, request, Some(overrun))
    }

    fn call(
        &self,
        module: &PreparedModule,
        request: &InvokeRequest<'_>,
        overrun: Option<&Overrun>,
    ) -> Invocation {
        let started = Instant::now();
        let inner = &self.0;
        let Some(_running) = inner.ticker.enter(inner.max_instances) else {
            return Invocation::without_instance(started, saturated());
        };
        let gauge = inner.memory_in_use.clone();
        invoke(&inner.engine, module, request, overrun, started, gauge)
    }

    /// Linear memory and GC heaps of all live instances, in bytes, now.
    #[must_use]
    pub fn memory_in_use_bytes(&self) -> u64 {
        self.0.memory_in_use.load(Relaxed)
    }

    /// Initialises one instance.
    fn first_instance(
        &self,
        module: &PreparedModule,
        limits: PluginLimits,
    ) -> Result<(Store<Guest>, Instance), CompilationError> {
        let failed = |(stage, failure): (Stage, PluginFailure)| CompilationError::Trial {
            stage: stage.subject(module.report().has_start_section),
            failure,
        };
        let inner = &self.0;
        let Some(_running) = inner.ticker.enter(inner.max_instances) else {
            return Err(failed((Stage::Instantiate, saturated())));
        };
        let request = InvokeRequest {
            function: "",
            input: &[],
            limits,
            deadline: None,
            realtime: SystemTime::now(),
        };
        let gauge = inner.memory_in_use.clone();
        let started = Instant::now();
        let meter = Meter::start(None, started);
        let mut store = guest::store(&inner.engine, &request, meter, started, gauge);
        let instance = initialise(&mut store, module).map_err(failed)?;
        Ok((store, instance))
    }
}
