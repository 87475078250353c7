//! Compiles a module, so that neither a defect of the compiler nor a hostile module ends the
//! process.

use std::thread;

use acteon_inspect::shown;
use wasmtime::{Engine, Module};

use crate::CompilationError;

/// Stack of the thread that compiles, in bytes: the compiler recurses along the module's nesting.
const STACK_BYTES: usize = 32 * 1024 * 1024;

/// Compiles a module.
pub(crate) fn compile(engine: &Engine, bytes: &[u8]) -> Result<Module, CompilationError> {
    apart(|| Module::from_binary(engine, bytes))?.map_err(|error| failed(&error))
}

/// Works on a module on a thread of its own, and waits for it. A panic in the compiler ends that
/// thread and nothing else; the compiler shares no state with the host that it could leave
/// half-changed.
pub(crate) fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, CompilationError> {
    let done = thread::scope(|scope| {
        thread::Builder::new()
            .name("plugin-compiler".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)
            .map(thread::ScopedJoinHandle::join)
    });
    match done {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_panic)) => Err(CompilationError::Compiler {
            message: "the compiler failed on this module; build it with other optimisation \
                      settings or another compiler version"
                .to_owned(),
        }),
        Err(error) => Err(CompilationError::Compiler {
            message: format!("no thread to compile on: {error}"),
        }),
    }
}

/// The innermost cause is the one that says what is wrong.
pub(crate) fn failed(error: &wasmtime::Error) -> CompilationError {
    let causes: Vec<String> = error
        .chain()
        .map(|cause| shown(&cause.to_string()))
        .collect();
    CompilationError::Compiler {
        message: causes.join(": "),
    }
}
