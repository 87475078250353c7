use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Instant, SystemTime};

use acteon_core::{PluginFailure, PluginLimits};
use acteon_inspect::inspect;
use wasmtime::{Engine, Linker};

use crate::cache::{CodeCache, CodeCacheConfig};
use crate::guest::Guest;
use crate::invocation::{Invocation, InvokeRequest, initialise, invoke};
use crate::module::PreparedModule;
use crate::overrun::{Meter, Overrun};
use crate::ticker::Ticker;
use crate::trap::{Stage, saturated};
use crate::{CompilationError, HostError, compile, engine, guest, wasi};

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
        let cache = config
            .code_cache
            .map(|cache| CodeCache::open(cache, &engine))
            .transpose()?;
        Ok(Self(Arc::new(Inner {
            ticker: Ticker::start(&engine).map_err(HostError::Ticker)?,
            linker,
            cache,
            max_instances: config.max_instances,
            memory_in_use: Arc::new(AtomicU64::new(0)),
            engine,
        })))
    }

    /// Makes a module ready to be called: inspects it, compiles it or takes its code from the
    /// cache, links it, and initialises one instance within `limits` to see whether that works.
    ///
    /// Compiling takes up to seconds; call it where that blocks nobody.
    ///
    /// # Errors
    /// Says everything that keeps the module from running, and what to do about it.
    pub fn prepare(
        &self,
        bytes: &[u8],
        limits: PluginLimits,
    ) -> Result<PreparedModule, CompilationError> {
        let report = inspect(bytes)?;
        let refusals = report.refusals(limits.memory_limit_bytes());
        if !refusals.is_empty() {
            return Err(CompilationError::Refused(refusals));
        }
        let inner = &self.0;
        let cached = inner
            .cache
            .as_ref()
            .and_then(|cache| cache.load(&inner.engine, bytes));
        let from_cache = cached.is_some();
        let module = match cached {
            Some(module) => module,
            None => {
                let module = compile::compile(&inner.engine, bytes)?;
                if let Some(cache) = &inner.cache {
                    cache.store(bytes, &module);
                }
                module
            }
        };
        let prepared = PreparedModule::new(&inner.linker, &module, report, from_cache)
            .map_err(|error| compile::failed(&error))?;
        self.try_out(&prepared, limits)?;
        Ok(prepared)
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

    /// Initialises one instance and drops it.
    fn try_out(
        &self,
        module: &PreparedModule,
        limits: PluginLimits,
    ) -> Result<(), CompilationError> {
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
        initialise(&mut store, module).map_err(failed)?;
        Ok(())
    }
}
