//! A module that is ready to be called.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use acteon_core::PluginLimits;
use acteon_inspect::{Initialisation, ModuleReport, Placement, Refusal};
use wasmtime::{
    Error, Instance, InstancePre, Linker, Memory, ModuleExport, Result, Store, TypedFunc,
    WasmParams, WasmResults,
};

use crate::CompilationError;
use crate::cost::MeteredModule;
use crate::guest::Guest;
use crate::snapshot::{Compiled, Snapshot};
use crate::trap::{Ended, Stage};

/// A compiled and pre-linked module. Cloning it is cheap; it stays usable as long as somebody
/// holds it.
#[derive(Clone)]
pub struct PreparedModule(Arc<Prepared>);

struct Prepared {
    report: ModuleReport,
    from_cache: bool,
    snapshot: Snapshot,
    metered: OnceLock<MeteredModule>,
    instance: InstancePre<Guest>,
    memory: Option<ModuleExport>,
    entry: Option<(ModuleExport, Stage)>,
    /// The functions that place the input: one, or AssemblyScript's two.
    allocator: Vec<ModuleExport>,
    callable: HashMap<String, Callee>,
}

impl PreparedModule {
    /// Resolves imports and exports.
    pub(crate) fn new(
        linker: &Linker<Guest>,
        compiled: &Compiled,
        report: ModuleReport,
        from_cache: bool,
    ) -> Result<Self> {
        let Compiled { module, snapshot } = compiled;
        let export = |name: &str| module.get_export_index(name);
        let entry = match report.entry {
            // It has run already.
            _ if snapshot.is_taken() => None,
            Initialisation::Initialize => export("_initialize").map(|e| (e, Stage::Initialize)),
            Initialisation::Start => export("_start").map(|e| (e, Stage::Start)),
            Initialisation::None => None,
        };
        let allocator: &[&str] = match report.allocator {
            Placement::Allocate => &["allocate"],
            Placement::AssemblyScript => &["__new", "__pin"],
            Placement::Malloc => &["malloc"],
            Placement::Grow => &[],
        };
        let callable = report
            .functions
            .iter()
            .filter_map(|name| Some((name.clone(), Callee(export(name)?))))
            .collect();
        Ok(Self(Arc::new(Prepared {
            from_cache,
            snapshot: snapshot.clone(),
            metered: OnceLock::new(),
            instance: linker.instantiate_pre(module)?,
            memory: export("memory"),
            entry,
            allocator: allocator.iter().filter_map(|name| export(name)).collect(),
            callable,
            report,
        })))
    }

    /// What the module exports, imports and declares.
    #[must_use]
    pub fn report(&self) -> &ModuleReport {
        &self.0.report
    }

    /// Whether the compiled code came from the cache.
    #[must_use]
    pub fn from_cache(&self) -> bool {
        self.0.from_cache
    }

    /// Whether calls start from a snapshot.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.0.snapshot
    }

    /// Whether somebody has asked for its cost, so that it can be told.
    #[must_use]
    pub fn counts_cost(&self) -> bool {
        self.0.metered.get().is_some()
    }

    /// The same module, compiled to count what it does, once somebody has asked for that.
    pub(crate) fn metered(&self) -> &OnceLock<MeteredModule> {
        &self.0.metered
    }

    /// Whether the module can run within other limits than those it was prepared with.
    ///
    /// # Errors
    /// The module declares more memory than the limit.
    pub fn check_limits(&self, limits: PluginLimits) -> Result<(), CompilationError> {
        let limit_bytes = limits.memory_limit_bytes();
        let declared_bytes = self.0.snapshot.memory_bytes();
        let refusal = if declared_bytes > limit_bytes {
            Some(Refusal::MemoryAboveLimit {
                declared_bytes,
                limit_bytes,
            })
        } else {
            self.0.report.above_limit(limit_bytes)
        };
        refusal.map_or(Ok(()), |refusal| {
            Err(CompilationError::Refused(vec![refusal]))
        })
    }

    pub(crate) fn instantiate(&self, store: &mut Store<Guest>) -> Result<Instance> {
        if !wasmtime::Engine::same(self.0.instance.module().engine(), store.engine()) {
            return Err(Error::new(Ended(
                "the module was prepared by another host".to_owned(),
            )));
        }
        self.0.instance.instantiate(store)
    }

    pub(crate) fn memory(&self, store: &mut Store<Guest>, instance: &Instance) -> Option<Memory> {
        let export = self.0.memory.as_ref()?;
        instance.get_module_export(store, export)?.into_memory()
    }

    /// The function to call on a fresh instance, and what that stage is called.
    pub(crate) fn entry(
        &self,
        store: &mut Store<Guest>,
        instance: &Instance,
    ) -> Option<(Result<TypedFunc<(), ()>>, Stage)> {
        let (export, stage) = self.0.entry.as_ref()?;
        Some((typed(store, instance, export), *stage))
    }

    /// The function that a rule calls `name`.
    pub(crate) fn callee(&self, name: &str) -> Option<&Callee> {
        self.0.callable.get(name)
    }

    /// Asks the module's `allocate` or `malloc` for `size` bytes.
    pub(crate) fn allocate(
        &self,
        store: &mut Store<Guest>,
        instance: &Instance,
        size: i32,
    ) -> Result<u32> {
        let function = typed::<i32, i32>(store, instance, self.allocator(0)?)?;
        Ok(function.call(store, size)?.cast_unsigned())
    }

    /// Asks AssemblyScript's runtime for an object of `size` bytes that its collector leaves alone.
    pub(crate) fn new_pinned(
        &self,
        store: &mut Store<Guest>,
        instance: &Instance,
        size: i32,
        class: i32,
    ) -> Result<u32> {
        let new = typed::<(i32, i32), i32>(store, instance, self.allocator(0)?)?;
        let pin = typed::<i32, i32>(store, instance, self.allocator(1)?)?;
        let pointer = new.call(&mut *store, (size, class))?;
        Ok(pin.call(store, pointer)?.cast_unsigned())
    }

    /// What places the input, for messages.
    pub(crate) fn allocator_name(&self) -> &'static str {
        match self.0.report.allocator {
            Placement::Allocate => "allocate",
            Placement::AssemblyScript => "__new",
            Placement::Malloc => "malloc",
            Placement::Grow => "memory.grow",
        }
    }

    fn allocator(&self, index: usize) -> Result<&ModuleExport> {
        let missing = || Error::new(Ended("its allocator is missing".to_owned()));
        self.0.allocator.get(index).ok_or_else(missing)
    }
}

/// A function that a rule may call.
pub(crate) struct Callee(ModuleExport);

impl Callee {
    pub(crate) fn function(
        &self,
        store: &mut Store<Guest>,
        instance: &Instance,
    ) -> Result<TypedFunc<(i32, i32), i64>> {
        typed(store, instance, &self.0)
    }
}

fn typed<P: WasmParams, R: WasmResults>(
    store: &mut Store<Guest>,
    instance: &Instance,
    export: &ModuleExport,
) -> Result<TypedFunc<P, R>> {
    instance
        .get_module_export(&mut *store, export)
        .and_then(wasmtime::Extern::into_func)
        .ok_or_else(|| Error::new(Ended("an exported function is missing".to_owned())))?
        .typed(store)
}
