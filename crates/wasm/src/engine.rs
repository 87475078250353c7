//! The engine's settings, each on purpose.

use acteon_core::MEMORY_LIMIT_BYTES;
use acteon_core::consts::{MAX_TABLE_ELEMENTS, MAX_TABLES};
use wasmtime::{
    Collector, Config, Enabled, Engine, InstanceAllocationStrategy, OptLevel,
    PoolingAllocationConfig, WasmBacktraceDetails, WasmFeatures,
};

use crate::HostError;

/// Stack of a plugin in bytes. Deep recursion ends in a trap, long before the thread's own end.
const STACK_BYTES: usize = 512 * 1024;
/// What of a slot's memory is cleared rather than given back between two calls, in bytes. Much
/// more would make every call pay for one that once used it all.
const MEMORY_KEPT_BYTES: usize = 256 * 1024;
/// The same for tables.
const TABLE_KEPT_BYTES: usize = 64 * 1024;
/// Largest per-instance bookkeeping of the engine (globals, function references) in bytes; the
/// engine's own default of 1 MiB is met by programs with very many functions.
const INSTANCE_BYTES: usize = 4 * 1024 * 1024;

/// An engine for `max_instances` live instances, out of a pool if the machine has the address
/// space for one.
pub(crate) fn engine(max_instances: u32) -> Result<Engine, HostError> {
    let mut config = settings();
    config.allocation_strategy(pool(max_instances));
    let error = match Engine::new(&config) {
        Ok(engine) => return Ok(engine),
        Err(error) => error,
    };
    tracing::warn!(
        "no pool of {max_instances} plugin instances ({error:#}); plugins run several times \
         slower, lower `max_instances` or raise the limit of address space"
    );
    on_demand(settings())
}

/// An engine whose modules count the instructions they execute.
pub(crate) fn metering() -> Result<Engine, HostError> {
    let mut config = settings();
    config.consume_fuel(true);
    on_demand(config)
}

/// An engine without a pool: slower to make instances, and needs little address space.
fn on_demand(mut config: Config) -> Result<Engine, HostError> {
    config.allocation_strategy(InstanceAllocationStrategy::OnDemand);
    config.memory_reservation(0);
    config.memory_guard_size(64 * 1024);
    config.memory_reservation_for_growth(1024 * 1024);
    Engine::new(&config).map_err(|error| HostError::Engine(format!("{error:#}")))
}

fn settings() -> Config {
    let mut config = Config::new();
    // The language: the same set as `acteon_inspect::accepted_features` (a test compares them).
    config.wasm_features(WasmFeatures::THREADS, false);
    config.wasm_memory64(false);
    config.wasm_multi_memory(false);
    config.shared_memory(false);
    config.collector(Collector::DeferredReferenceCounting);
    // The same answer on every machine.
    config.relaxed_simd_deterministic(true);
    // The compiler. The modules are not ours: no reading of their debug information.
    config.cranelift_opt_level(OptLevel::Speed);
    config.wasm_backtrace_details(WasmBacktraceDetails::Disable);
    config.native_unwind_info(false);
    config.memory_init_cow(true);
    config.table_lazy_init(true);
    // The limits.
    config.epoch_interruption(true);
    config.max_wasm_stack(STACK_BYTES);
    config
}

fn pool(max_instances: u32) -> InstanceAllocationStrategy {
    let mut pool = PoolingAllocationConfig::new();
    let memory = usize::try_from(*MEMORY_LIMIT_BYTES.end()).unwrap_or(usize::MAX);
    let elements = usize::try_from(MAX_TABLE_ELEMENTS).unwrap_or(usize::MAX);
    pool.total_core_instances(max_instances);
    // A GC heap takes a memory of its own.
    pool.total_memories(max_instances.saturating_mul(2));
    pool.total_gc_heaps(max_instances);
    pool.total_tables(max_instances.saturating_mul(MAX_TABLES));
    pool.max_memories_per_module(1);
    pool.max_tables_per_module(MAX_TABLES);
    pool.table_elements(elements);
    pool.max_memory_size(memory);
    pool.max_core_instance_size(INSTANCE_BYTES);
    pool.max_unused_warm_slots(max_instances);
    pool.linear_memory_keep_resident(MEMORY_KEPT_BYTES);
    pool.table_keep_resident(TABLE_KEPT_BYTES);
    pool.pagemap_scan(Enabled::Auto);
    InstanceAllocationStrategy::Pooling(pool)
}

#[cfg(test)]
mod tests {
    use super::engine;

    #[test]
    fn the_language_is_the_one_that_is_inspected() {
        let features = engine(1).unwrap().get_wasm_features();
        assert_eq!(features.bits(), acteon_inspect::accepted_features().bits());
    }
}
