//! The plugin host: compiles modules, and calls their functions within time and memory limits.
//!
//! Synchronous, and the only crate that names Wasmtime. [`Host::prepare`] turns the bytes of a
//! module into a [`PreparedModule`], or says why it cannot run; [`Host::invoke`] calls one of its
//! functions on a fresh instance.
//!
//! What holds for every call, whatever the module does:
//! - it returns: a deadline covers instantiation, initialisation, placing the input and the call,
//!   and no function that a plugin can import blocks or does unbounded work;
//! - it does not panic: all guest memory is reached through `abi`, with checked arithmetic;
//! - nothing of it remains: the instance is dropped, and the next call has another one.
//!
//! The caller's thread runs the plugin and should have 1 MiB of stack left.

mod abi;
mod cache;
mod compile;
mod cost;
mod deadline;
mod engine;
mod error;
mod guest;
mod host;
mod invocation;
mod limiter;
mod module;
mod output;
mod overrun;
mod snapshot;
mod ticker;
mod trap;
mod wasi;

pub use acteon_inspect::{InspectError, ModuleReport, Refusal, inspect};
pub use cache::CodeCacheConfig;
pub use cost::Cost;
pub use error::{CompilationError, HostError};
pub use host::{Host, HostConfig};
pub use invocation::{Invocation, InvokeRequest};
pub use module::PreparedModule;
pub use overrun::Overrun;
pub use snapshot::{Reads, Snapshot};
