//! What plugins can import: WASI preview 1 without a capability but clock and random, and
//! `env.abort`.
//!
//! Every function of the preview is there, because programs import what they never call. None
//! blocks (the deadline cannot interrupt a host function), none panics, and each does a bounded
//! amount of work or watches the deadline itself. No file, argument, variable or socket exists:
//! standard output and error are captured, all else answers that it is not there.

mod abort;
mod clock;
mod descriptor;
mod errno;
mod poll;
mod print;
mod process;
mod random;

use acteon_inspect::ValueType;
use acteon_inspect::wasi::{ABORT, FUNCTIONS, Function, MODULE};
use wasmtime::{Caller, Engine, Error, Extern, FuncType, Linker, Result, Val, ValType};

use crate::abi::{Fault, GuestMemory};
use crate::guest::Guest;
use errno::Errno;

/// Links every function that `acteon_inspect` lets a module import.
pub(crate) fn linker(engine: &Engine) -> Result<Linker<Guest>> {
    let mut linker = Linker::new(engine);
    linker.func_wrap(ABORT.0, ABORT.1, abort::abort)?;
    for function in &FUNCTIONS {
        link(&mut linker, function)?;
    }
    Ok(linker)
}

fn link(linker: &mut Linker<Guest>, function: &Function) -> Result<()> {
    let name = function.name;
    match name {
        "args_sizes_get" | "environ_sizes_get" => {
            linker.func_wrap(MODULE, name, process::nothing_sizes)
        }
        "args_get" | "environ_get" => linker.func_wrap(MODULE, name, process::nothing),
        "clock_res_get" => linker.func_wrap(MODULE, name, clock::resolution),
        "clock_time_get" => linker.func_wrap(MODULE, name, clock::time),
        "fd_close" => linker.func_wrap(MODULE, name, descriptor::close),
        "fd_fdstat_get" => linker.func_wrap(MODULE, name, descriptor::status),
        "fd_fdstat_set_flags" => linker.func_wrap(MODULE, name, descriptor::set_flags),
        "fd_filestat_get" => linker.func_wrap(MODULE, name, descriptor::file_status),
        "fd_read" => linker.func_wrap(MODULE, name, descriptor::read),
        "fd_seek" => linker.func_wrap(MODULE, name, descriptor::seek),
        "fd_write" => linker.func_wrap(MODULE, name, print::write),
        "poll_oneoff" => linker.func_wrap(MODULE, name, poll::poll),
        "proc_exit" => linker.func_wrap(MODULE, name, process::exit),
        "proc_raise" => linker.func_wrap(MODULE, name, process::raise),
        "random_get" => linker.func_wrap(MODULE, name, random::random),
        "sched_yield" => linker.func_wrap(MODULE, name, process::yield_now),
        _ => return link_absent(linker, function),
    }
    .map(drop)
}

/// Everything that needs a file or a socket: there is no such descriptor.
fn link_absent(linker: &mut Linker<Guest>, function: &Function) -> Result<()> {
    let types = |types: &'static [ValueType]| types.iter().map(|&ty| value_type(ty));
    let ty = FuncType::new(
        linker.engine(),
        types(function.params),
        types(function.results),
    );
    linker.func_new(MODULE, function.name, ty, |_, _, results| {
        if let [result] = results {
            *result = Val::I32(Errno::BadDescriptor.code());
        }
        Ok(())
    })?;
    Ok(())
}

const fn value_type(ty: ValueType) -> ValType {
    match ty {
        ValueType::I32 | ValueType::Ref => ValType::I32,
        ValueType::I64 => ValType::I64,
        ValueType::F32 => ValType::F32,
        ValueType::F64 => ValType::F64,
        ValueType::V128 => ValType::V128,
    }
}

/// How a function ends that did not succeed.
enum Failure {
    /// The guest gets an error number.
    Errno(Errno),
    /// The call of the plugin ends.
    End(Error),
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Self {
        Self::Errno(errno)
    }
}

impl From<Fault> for Failure {
    fn from(_: Fault) -> Self {
        Self::Errno(Errno::Fault)
    }
}

/// Runs `function` on the guest's memory, and turns its result into an error number.
fn with_memory(
    mut caller: Caller<'_, Guest>,
    function: impl FnOnce(&mut GuestMemory<'_>, &mut Guest) -> Result<(), Failure>,
) -> Result<i32> {
    // The start section runs before the host has looked up the memory.
    let memory = caller
        .data()
        .memory
        .or_else(|| caller.get_export("memory").and_then(Extern::into_memory));
    let Some(memory) = memory else {
        return Ok(Errno::Fault.code());
    };
    let (bytes, guest) = memory.data_and_store_mut(&mut caller);
    match function(&mut GuestMemory::new(bytes), guest) {
        Ok(()) => Ok(Errno::Success.code()),
        Err(Failure::Errno(errno)) => Ok(errno.code()),
        Err(Failure::End(error)) => Err(error),
    }
}
