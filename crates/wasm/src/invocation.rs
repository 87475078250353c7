//! One call: a fresh instance, initialised, given its input, called, read, dropped.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant, SystemTime};

use acteon_core::{PluginFailure, PluginFailureKind, PluginLimits, PluginOutput};
use acteon_inspect::shown;
use wasmtime::{Engine, Instance, Store};

use crate::guest::{self, Guest, Monotonic};
use crate::module::{Callee, PreparedModule};
use crate::overrun::{Meter, Overrun};
use crate::trap::{self, Stage};
use crate::{abi, output};

/// What to call, and within which limits.
#[derive(Clone, Copy, Debug)]
pub struct InvokeRequest<'a> {
    /// Name of the exported function.
    pub function: &'a str,
    /// The input: JSON in UTF-8.
    pub input: &'a [u8],
    /// Time and memory of this call.
    pub limits: PluginLimits,
    /// When the decision that this call belongs to must be over.
    pub deadline: Option<Instant>,
    /// What the plugin's realtime clock reads, for the whole call.
    pub realtime: SystemTime,
}

/// What became of a call.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The answer, or why there is none.
    pub result: Result<PluginOutput, PluginFailure>,
    /// Wall-clock time of the call, instantiation and reading of the answer included.
    pub duration: Duration,
    /// Peak of linear memory in bytes; 0 when no instance was made.
    pub memory_used_bytes: u64,
    /// The beginning of what the plugin wrote to standard output.
    pub stdout: String,
    /// The same for standard error, where panics leave their message.
    pub stderr: String,
    /// Names of the functions that were running when the call failed, innermost first, as far as
    /// the module's name section knows them; at most 16.
    pub backtrace: Vec<String>,
    /// Whether the call used more of the processor than its caller expected ([`Overrun`]).
    pub overran: bool,
}

impl Invocation {
    /// A call that ended before there was an instance.
    pub(crate) fn without_instance(started: Instant, failure: PluginFailure) -> Self {
        Self {
            result: Err(failure),
            duration: started.elapsed(),
            memory_used_bytes: 0,
            stdout: String::new(),
            stderr: String::new(),
            backtrace: Vec::new(),
            overran: false,
        }
    }
}

/// Calls the function; the caller has made sure that there is room for an instance.
pub(crate) fn invoke(
    engine: &Engine,
    module: &PreparedModule,
    request: &InvokeRequest<'_>,
    overrun: Option<&Overrun>,
    started: Instant,
    gauge: Arc<AtomicU64>,
) -> Invocation {
    let Some(callee) = module.callee(request.function) else {
        return Invocation::without_instance(started, not_found(module, request.function));
    };
    let meter = Meter::start(overrun, started);
    let mut store = guest::store(engine, request, meter, started, gauge);
    store.data_mut().monotonic = Monotonic::From(module.snapshot().monotonic_ns());
    let result = run(&mut store, module, callee, request.input);
    let overran = store.data_mut().meter.look();
    let backtrace = std::mem::take(&mut store.data_mut().backtrace);
    let guest = store.data();
    Invocation {
        result,
        memory_used_bytes: guest
            .memory
            .map_or(0, |memory| memory.data_size(&store) as u64),
        stdout: guest.stdout.text(),
        stderr: guest.stderr.text(),
        backtrace,
        overran,
        duration: started.elapsed(),
    }
}

fn run(
    store: &mut Store<Guest>,
    module: &PreparedModule,
    callee: &Callee,
    input: &[u8],
) -> Result<PluginOutput, PluginFailure> {
    let instance = initialise(store, module).map_err(|(_, failure)| failure)?;
    call(store, module, &instance, callee, input)
}

/// Calls the function on an instance that is initialised.
pub(crate) fn call(
    store: &mut Store<Guest>,
    module: &PreparedModule,
    instance: &Instance,
    callee: &Callee,
    input: &[u8],
) -> Result<PluginOutput, PluginFailure> {
    let failed =
        |store: &mut Store<Guest>, error| trap::failure(store.data_mut(), Stage::Call, &error);
    let placed = match abi::place(store, module, instance, input) {
        Ok(placed) => placed,
        Err(error) => return Err(failed(store, error)),
    };
    let called = callee
        .function(store, instance)
        .and_then(|function| function.call(&mut *store, placed.arguments()));
    let packed = called.map_err(|error| failed(store, error))?;
    // A single instruction can outlast the deadline (filling the whole memory); a late answer is
    // as wrong as none.
    store.data().deadline.check()?;
    let answer = abi::output(store, packed);
    abi::check_input(store, &placed, input, packed)?;
    answer
        .and_then(output::parse)
        .map_err(|failure| trap::blame_memory(store.data(), failure))
}

/// Makes an instance and lets it initialise itself. A failure comes with what was running.
pub(crate) fn initialise(
    store: &mut Store<Guest>,
    module: &PreparedModule,
) -> Result<Instance, (Stage, PluginFailure)> {
    let fail = |store: &mut Store<Guest>, stage, error| {
        let failure = trap::failure(store.data_mut(), stage, &error);
        (stage, failure)
    };
    let deadline = store.data().deadline;
    deadline
        .check()
        .map_err(|failure| (Stage::Instantiate, failure))?;
    let instance = module
        .instantiate(store)
        .map_err(|error| fail(store, Stage::Instantiate, error))?;
    store.data_mut().memory = module.memory(store, &instance);
    if let Some((entry, stage)) = module.entry(store, &instance) {
        let done = entry.and_then(|function| function.call(&mut *store, ()));
        match done {
            Ok(()) => {}
            Err(error) if stage == Stage::Start && trap::is_success(&error) => {}
            Err(error) => return Err(fail(store, stage, error)),
        }
    }
    Ok(instance)
}

pub(crate) fn not_found(module: &PreparedModule, function: &str) -> PluginFailure {
    const MAX_SHOWN: usize = 8;
    let functions = &module.report().functions;
    let mut names: Vec<String> = functions
        .iter()
        .take(MAX_SHOWN)
        .map(|name| format!("`{}`", shown(name)))
        .collect();
    if functions.len() > MAX_SHOWN {
        names.push("...".to_owned());
    }
    PluginFailure::new(
        PluginFailureKind::FunctionNotFound,
        format!(
            "function not found: `{}` is not an export of type `(i32, i32) -> i64`; the plugin has {}",
            shown(function),
            names.join(", ")
        ),
    )
}
