//! Bare Wasmtime doing no more than one call of a plugin needs, with the settings of the host:
//! pool, fresh instance, epoch deadline, limiter, input by `allocate` or `memory.grow`, output read
//! and parsed. No error is explained, nothing is captured, no memory is counted.

use std::time::Duration;

use acteon_core::{MEMORY_LIMIT_BYTES, PluginLimits, PluginOutput};
use anyhow::Context as _;
use wasmtime::{
    Caller, Collector, Config, Engine, Extern, InstanceAllocationStrategy, InstancePre, Linker,
    Module, ModuleExport, PoolingAllocationConfig, ResourceLimiter, Result, Store, Val,
};

const PAGE: usize = 65_536;

/// A module that is ready to be called.
pub struct Floor {
    engine: Engine,
    instance: InstancePre<Limiter>,
    memory: ModuleExport,
    allocate: Option<ModuleExport>,
    evaluate: ModuleExport,
    limits: PluginLimits,
}

struct Limiter {
    limit: usize,
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        Ok(desired <= self.limit)
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> Result<bool> {
        Ok(true)
    }
}

impl Floor {
    /// Compiles the module. `random_get` gives real randomness; other imports, which the samples do
    /// not call, answer 0.
    ///
    /// # Errors
    /// The engine does not run here, or the module is not one that this floor can call.
    pub fn new(bytes: &[u8], instances: u32, limits: PluginLimits) -> anyhow::Result<Self> {
        let engine = Engine::new(&config(instances))?;
        let ticks = engine.weak();
        std::thread::spawn(move || {
            while let Some(engine) = ticks.upgrade() {
                engine.increment_epoch();
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let module = Module::new(&engine, bytes)?;
        let mut linker = Linker::new(&engine);
        for import in module.imports() {
            link(&mut linker, &import)?;
        }
        let export = |name: &str| {
            let export = module.get_export_index(name);
            export.with_context(|| format!("the module does not export `{name}`"))
        };
        Ok(Self {
            instance: linker.instantiate_pre(&module)?,
            memory: export("memory")?,
            allocate: module.get_export_index("allocate"),
            evaluate: export("evaluate")?,
            engine,
            limits,
        })
    }

    /// Calls `evaluate` on a fresh instance.
    ///
    /// # Errors
    /// The module traps or answers what is no verdict.
    pub fn call(&self, input: &[u8]) -> anyhow::Result<bool> {
        let mut store = store(&self.engine, self.limits);
        let instance = self.instance.instantiate(&mut store)?;
        let memory = instance
            .get_module_export(&mut store, &self.memory)
            .and_then(Extern::into_memory)
            .context("no memory")?;
        let length = i32::try_from(input.len())?;
        let pointer = match &self.allocate {
            Some(allocate) => instance
                .get_module_export(&mut store, allocate)
                .and_then(Extern::into_func)
                .context("no function")?
                .typed::<i32, i32>(&store)?
                .call(&mut store, length)?,
            None => {
                let pages = input.len().div_ceil(PAGE) as u64;
                i32::try_from(memory.grow(&mut store, pages)? * PAGE as u64)?
            }
        };
        memory.write(&mut store, pointer as usize, input)?;
        let packed = instance
            .get_module_export(&mut store, &self.evaluate)
            .and_then(Extern::into_func)
            .context("no function")?
            .typed::<(i32, i32), i64>(&store)?
            .call(&mut store, (pointer, length))?;
        let (start, length) = ((packed >> 32) as usize, (packed & 0xffff_ffff) as usize);
        let output = memory.data(&store).get(start..start + length);
        let output: PluginOutput = serde_json::from_slice(output.context("no output")?)?;
        Ok(output.verdict)
    }
}

fn link(linker: &mut Linker<Limiter>, import: &wasmtime::ImportType<'_>) -> anyhow::Result<()> {
    let (module, name) = (import.module(), import.name());
    if name == "random_get" {
        linker.func_wrap(module, name, random)?;
        return Ok(());
    }
    let ty = import.ty().func().cloned();
    let ty = ty.with_context(|| format!("`{name}` is no function"))?;
    linker.func_new(module, name, ty, |_, _, results| {
        results.fill(Val::I32(0));
        Ok(())
    })?;
    Ok(())
}

fn random(mut caller: Caller<'_, Limiter>, pointer: i32, length: i32) -> i32 {
    let memory = caller.get_export("memory").and_then(Extern::into_memory);
    let range = pointer as u32 as usize..pointer as u32 as usize + length as u32 as usize;
    let bytes = memory.and_then(|memory| memory.data_mut(&mut caller).get_mut(range));
    match bytes.map(getrandom::fill) {
        Some(Ok(())) => 0,
        _ => 28,
    }
}

fn store(engine: &Engine, limits: PluginLimits) -> Store<Limiter> {
    let limit = usize::try_from(limits.memory_limit_bytes()).unwrap_or(usize::MAX);
    let mut store = Store::new(engine, Limiter { limit });
    store.limiter(|limiter| limiter);
    store.set_epoch_deadline(u64::from(limits.timeout_ms()));
    store
}

/// The settings of the host's engine.
fn config(instances: u32) -> Config {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_core_instances(instances);
    pool.total_memories(instances * 2);
    pool.total_gc_heaps(instances);
    pool.total_tables(instances * 4);
    pool.max_tables_per_module(4);
    pool.table_elements(100_000);
    pool.max_memory_size(usize::try_from(*MEMORY_LIMIT_BYTES.end()).unwrap_or(usize::MAX));
    pool.max_unused_warm_slots(instances);
    pool.linear_memory_keep_resident(256 * 1024);
    pool.table_keep_resident(64 * 1024);
    pool.pagemap_scan(wasmtime::Enabled::Auto);
    let mut config = Config::new();
    config.collector(Collector::DeferredReferenceCounting);
    config.epoch_interruption(true);
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
    config
}
