use thiserror::Error;

/// The bytes are not a WebAssembly module. Each message says what they are and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InspectError {
    /// Nothing was given.
    #[error("the file is empty; upload the `.wasm` file that the compiler wrote")]
    Empty,
    /// A component (WASI preview 2), not a core module.
    #[error(
        "this is a WebAssembly component, and only core modules run here; build for \
         `wasm32-wasip1` (Rust) or `-target wasi` (TinyGo)"
    )]
    Component,
    /// The text format.
    #[error(
        "this is WebAssembly text, and only the binary format runs here; convert it with `wat2wasm`"
    )]
    Text,
    /// Another known kind of file.
    #[error("this is {found}, not a WebAssembly module; {fix}")]
    OtherFile {
        /// What the file looks like, with its article.
        found: &'static str,
        /// What to do instead.
        fix: &'static str,
    },
    /// Not recognised at all.
    #[error(
        "this is not a WebAssembly module (it does not start with the bytes `00 61 73 6d`); \
         upload the `.wasm` file that the compiler wrote"
    )]
    NotWasm,
    /// A WebAssembly header with a version that does not exist.
    #[error(
        "this module has binary version {found}, and only version 1 exists; the file may be damaged"
    )]
    Version {
        /// The version in the header.
        found: u32,
    },
    /// The module breaks the rules of WebAssembly.
    #[error(
        "the module is not valid: {message} (at byte {offset}); the file may be cut off or damaged, \
         check it with `wasm-validate`"
    )]
    Invalid {
        /// What the validator found.
        message: String,
        /// Where, in bytes from the start of the file.
        offset: u64,
    },
}
