//! What a WebAssembly module exports, imports and declares, and why the plugin host would refuse it.
//!
//! Pure and small enough for the browser (it builds for `wasm32`), so that the server and the
//! register page give the same reasons. [`inspect`] reads and validates the bytes, [`Inspection`] does
//! so in steps for whoever has one thread only;
//! [`ModuleReport::refusals`] names everything in the way of running them, each with its fix.

mod error;
mod header;
mod imports;
mod initialisation;
pub mod limits;
mod parse;
mod refusal;
mod report;
mod signature;
mod steps;
mod text;
pub mod wasi;

pub use error::InspectError;
pub use parse::accepted_features;
pub use refusal::Refusal;
pub use report::{
    Export, Import, Initialisation, ItemKind, Memory, ModuleReport, Placement, Tables,
};
pub use signature::{Signature, ValueType};
pub use steps::{Inspection, inspect};
pub use text::shown;
