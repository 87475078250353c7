//! Pre-initialisation: one instance initialises itself, and what it then has in its memory and
//! globals becomes the module that every call starts from.

use std::fmt;

use acteon_core::{PluginLimits, SnapshotMode};
use acteon_inspect::ModuleReport;
use futures::executor::block_on;
use serde::{Deserialize, Serialize};
use wasmtime::{Engine, Instance, Linker, Module, Store, Val};
use wasmtime_wizer::{InstanceState, SnapshotVal, ValType, Wizer};

use crate::CompilationError;
use crate::compile::{apart, compile};
use crate::guest::Guest;
use crate::module::PreparedModule;

/// Largest memory that is kept as a snapshot, in bytes. Each of its pages that a call writes to is
/// copied for that call, and all of it lies in the code cache.
const MAX_MEMORY_BYTES: u64 = 64 * 1024 * 1024;
/// Time that an initialisation which happens only once may take, in milliseconds.
const TIMEOUT_MS: u64 = 5000;

/// Whether the calls of a plugin start from a snapshot, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Snapshot {
    /// They do.
    Taken {
        /// What the initialisation read, and every call therefore sees as it was then.
        frozen: Reads,
        /// Where the monotonic clock of every call starts, in nanoseconds: it must not go back.
        monotonic_ns: u64,
        /// Size of the memory that a call starts with, in bytes.
        memory_bytes: u64,
    },
    /// The registration says so.
    NotWanted,
    /// The module has nothing that runs before a call.
    NothingToInitialise,
    /// The initialisation read what should differ between calls, and nobody said that it need not.
    Reads(Reads),
    /// The module uses a part of the language whose state cannot be kept.
    Unsupported(String),
    /// The initialisation asked for more memory than the limit: with another limit it would come to
    /// another state.
    MemoryRefused,
    /// The initialised memory is too large.
    TooLarge {
        /// Its size in bytes.
        memory_bytes: u64,
    },
}

impl Snapshot {
    /// Whether there is one.
    #[must_use]
    pub const fn is_taken(&self) -> bool {
        matches!(self, Self::Taken { .. })
    }

    /// What every call sees as it was at registration, if anything.
    #[must_use]
    pub fn frozen(&self) -> Option<Reads> {
        match self {
            Self::Taken { frozen, .. } => Some(*frozen).filter(Reads::any),
            _ => None,
        }
    }

    /// Where the monotonic clock of a call starts, in nanoseconds.
    pub(crate) const fn monotonic_ns(&self) -> u64 {
        match self {
            Self::Taken { monotonic_ns, .. } => *monotonic_ns,
            _ => 0,
        }
    }

    /// Bytes of memory that a call starts with, if that is more than the module declares.
    pub(crate) const fn memory_bytes(&self) -> u64 {
        match self {
            Self::Taken { memory_bytes, .. } => *memory_bytes,
            _ => 0,
        }
    }
}

/// One sentence without its full stop.
impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken { frozen, .. } if frozen.any() => write!(
                f,
                "calls start from a snapshot; its initialisation read {frozen}, which is the same \
                 for all of them"
            ),
            Self::Taken { .. } => f.write_str("calls start from a snapshot"),
            Self::NotWanted => f.write_str("its registration says `never`"),
            Self::NothingToInitialise => f.write_str("it has nothing to initialise"),
            Self::Reads(reads) => write!(
                f,
                "its initialisation reads {reads}, which would be the same for all calls; register \
                 it with `snapshot` `always` if that does no harm"
            ),
            Self::Unsupported(reason) => write!(f, "it allows no snapshot: {reason}"),
            Self::MemoryRefused => f.write_str(
                "its initialisation asks for more memory than `memory_limit_bytes`; raise the limit",
            ),
            Self::TooLarge { memory_bytes } => write!(
                f,
                "its initialised memory of {memory_bytes} bytes is larger than {MAX_MEMORY_BYTES} \
                 bytes"
            ),
        }
    }
}

/// What a plugin has read that differs between calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    /// The time.
    pub clock: bool,
    /// Random numbers.
    pub random: bool,
}

impl Reads {
    /// Whether it has read any.
    #[must_use]
    pub const fn any(&self) -> bool {
        self.clock || self.random
    }
}

impl fmt::Display for Reads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.clock, self.random) {
            (true, true) => "the clock and random numbers",
            (true, false) => "the clock",
            (false, true) => "random numbers",
            (false, false) => "nothing that changes",
        })
    }
}

/// A module's code, and how its calls start.
pub(crate) struct Compiled {
    pub(crate) module: Module,
    pub(crate) snapshot: Snapshot,
}

/// What is wanted of a module: `Never` for one that has nothing to initialise, so that its code is
/// compiled and kept once.
pub(crate) fn wanted(report: &ModuleReport, mode: SnapshotMode) -> SnapshotMode {
    if report.entry.export().is_none() && !report.has_start_section {
        SnapshotMode::Never
    } else {
        mode
    }
}

/// The limits of an initialisation that a snapshot is taken after. With `Always` it never happens
/// again, so that it may take longer than a call.
fn limits(limits: PluginLimits, mode: SnapshotMode) -> PluginLimits {
    if mode != SnapshotMode::Always {
        return limits;
    }
    let timeout_ms = u64::from(limits.timeout_ms()).max(TIMEOUT_MS);
    PluginLimits::new(limits.memory_limit_bytes(), timeout_ms).unwrap_or(limits)
}

/// Compiles a module whose initialisation is worth keeping. `initialise` makes an instance of it
/// within the limits.
///
/// What cannot be kept is compiled as it is.
pub(crate) fn take(
    engine: &Engine,
    linker: &Linker<Guest>,
    bytes: &[u8],
    report: &ModuleReport,
    (given, mode): (PluginLimits, SnapshotMode),
    initialise: impl FnOnce(
        &PreparedModule,
        PluginLimits,
    ) -> Result<(Store<Guest>, Instance), CompilationError>,
) -> Result<Compiled, CompilationError> {
    let wizer = Wizer::new();
    let (context, instrumented) = match apart(|| wizer.instrument(bytes))? {
        Ok(instrumented) => instrumented,
        Err(error) => {
            return Ok(Compiled {
                module: compile(engine, bytes)?,
                snapshot: Snapshot::Unsupported(innermost(&error)),
            });
        }
    };
    // The same module with more exports: its code also serves when no snapshot is taken.
    let module = match compile(engine, &instrumented) {
        Ok(module) => module,
        // An export of its own has the name of one that was added.
        Err(_) => {
            return Ok(Compiled {
                module: compile(engine, bytes)?,
                snapshot: Snapshot::Unsupported("its exports are in the way".to_owned()),
            });
        }
    };
    let plain = Compiled {
        module,
        snapshot: Snapshot::NotWanted,
    };
    let prepared = PreparedModule::new(linker, &plain, report.clone(), false)
        .map_err(|error| crate::compile::failed(&error))?;
    let (mut store, instance) = initialise(&prepared, limits(given, mode))?;
    let not_taken = |snapshot| {
        Ok(Compiled {
            module: plain.module.clone(),
            snapshot,
        })
    };
    let frozen = store.data().reads;
    if mode == SnapshotMode::Auto && frozen.any() {
        return not_taken(Snapshot::Reads(frozen));
    }
    if store.data().limiter.has_refused() {
        return not_taken(Snapshot::MemoryRefused);
    }
    let memory = store.data().memory;
    let memory_bytes = memory.map_or(0, |memory| memory.data_size(&store) as u64);
    if memory_bytes > MAX_MEMORY_BYTES {
        return not_taken(Snapshot::TooLarge { memory_bytes });
    }
    let snapshot = Snapshot::Taken {
        frozen,
        monotonic_ns: store.data_mut().monotonic_ns(),
        memory_bytes,
    };
    let mut state = State {
        store: &mut store,
        instance,
    };
    let initialised = match apart(|| block_on(wizer.snapshot(&context, &mut state)))? {
        Ok(initialised) => initialised,
        Err(error) => return not_taken(Snapshot::Unsupported(innermost(&error))),
    };
    drop(store);
    match compile(engine, &initialised) {
        Ok(module) => Ok(Compiled { module, snapshot }),
        Err(error) => not_taken(Snapshot::Unsupported(error.to_string())),
    }
}

/// The cause that says which instruction or type it is: a fixed text, nothing of the module.
fn innermost(error: &wasmtime::Error) -> String {
    error.root_cause().to_string()
}

/// Reads the instance that was initialised.
struct State<'a> {
    store: &'a mut Store<Guest>,
    instance: Instance,
}

impl InstanceState for State<'_> {
    async fn global_get(&mut self, name: &str, _: ValType) -> SnapshotVal {
        let global = self.instance.get_global(&mut *self.store, name);
        match global.map(|global| global.get(&mut *self.store)) {
            Some(Val::I32(value)) => SnapshotVal::I32(value),
            Some(Val::I64(value)) => SnapshotVal::I64(value),
            Some(Val::F32(value)) => SnapshotVal::F32(value),
            Some(Val::F64(value)) => SnapshotVal::F64(value),
            Some(Val::V128(value)) => SnapshotVal::V128(value.as_u128()),
            // The instrumentation exports every global that it asks for, and refuses modules with
            // mutable globals of other types.
            _ => unreachable!("`{name}` is an exported global of a number"),
        }
    }

    async fn memory_contents(&mut self, name: &str, contents: impl FnOnce(&[u8]) + Send) {
        if let Some(memory) = self.instance.get_memory(&mut *self.store, name) {
            contents(memory.data(&*self.store));
        }
    }
}
