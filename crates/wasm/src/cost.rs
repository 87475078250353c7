//! What a call costs in units that are the same on every machine and at every time, so that two
//! versions of a plugin can be compared exactly.
//!
//! The unit is fuel: about one for each instruction that is executed. Counting it slows a module
//! down, so it is compiled a second time for that, with an engine of its own.

use std::sync::Arc;
use std::time::Instant;

use acteon_core::PluginFailure;
use wasmtime::{Engine, Linker, Store};

use crate::compile::{compile, failed};
use crate::guest::{self, Guest, Monotonic, Randomness};
use crate::invocation::{call, initialise, not_found};
use crate::module::PreparedModule;
use crate::overrun::Meter;
use crate::snapshot::{Compiled, Snapshot};
use crate::{CompilationError, HostError, InvokeRequest, engine, wasi};

/// What one call cost. The same for the same module, function, input and realtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Units of fuel that the initialisation used. A call that starts from a snapshot does not
    /// pay it.
    pub initialisation_fuel: u64,
    /// Units of fuel that placing the input and the function used.
    pub fuel: u64,
}

/// Compiles and runs modules that count what they do.
pub(crate) struct Metering {
    pub(crate) engine: Engine,
    linker: Linker<Guest>,
}

/// A module that counts what it does.
pub(crate) struct MeteredModule(PreparedModule);

impl Metering {
    pub(crate) fn new() -> Result<Self, HostError> {
        let engine = engine::metering()?;
        let linker =
            wasi::linker(&engine).map_err(|error| HostError::Engine(format!("{error:#}")))?;
        Ok(Self { engine, linker })
    }

    /// Compiles the module that was prepared from `bytes` so that it counts.
    pub(crate) fn prepare(
        &self,
        bytes: &[u8],
        module: &PreparedModule,
    ) -> Result<MeteredModule, CompilationError> {
        let compiled = Compiled {
            module: compile(&self.engine, bytes)?,
            snapshot: Snapshot::NotWanted,
        };
        PreparedModule::new(&self.linker, &compiled, module.report().clone(), false)
            .map(MeteredModule)
            .map_err(|error| failed(&error))
    }

    /// Calls the function, and counts. A call that fails has no cost: one that was interrupted
    /// has not written down what it used.
    pub(crate) fn measure(
        &self,
        module: &MeteredModule,
        request: &InvokeRequest<'_>,
    ) -> Result<Cost, PluginFailure> {
        let module = &module.0;
        let callee = module
            .callee(request.function)
            .ok_or_else(|| not_found(module, request.function))?;
        let started = Instant::now();
        let meter = Meter::start(None, started);
        let mut store = guest::store(&self.engine, request, meter, started, Arc::default());
        // Nothing may differ between two measurements.
        store.data_mut().monotonic = Monotonic::Counting(0);
        store.data_mut().randomness = Randomness::fixed();
        // The engine counts, so there is fuel to set; time and memory are the limits.
        let _ = store.set_fuel(u64::MAX);
        let instance = initialise(&mut store, module).map_err(|(_, failure)| failure)?;
        let initialisation_fuel = used(&store);
        call(&mut store, module, &instance, callee, request.input)?;
        Ok(Cost {
            initialisation_fuel,
            fuel: used(&store) - initialisation_fuel,
        })
    }
}

fn used(store: &Store<Guest>) -> u64 {
    u64::MAX - store.get_fuel().unwrap_or(u64::MAX)
}
