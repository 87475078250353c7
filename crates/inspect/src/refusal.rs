use thiserror::Error;

use acteon_core::consts::{MAX_TABLE_ELEMENTS, MAX_TABLES};

use crate::limits::{
    MAX_EXPORT_NAME_BYTES, MAX_EXPORTS, MAX_FUNCTION_BYTES, MAX_FUNCTIONS, MAX_IMPORTS, MAX_LOCALS,
};
use crate::{ItemKind, Signature, shown};

/// One thing that keeps a module from running: what was found, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Imports that no host function answers.
    #[error("plugins cannot import {}: {hint}", listed(.names))]
    ForbiddenImports {
        /// Their names, each `module.name`. Never empty.
        names: Vec<String>,
        /// What to do about them.
        hint: &'static str,
    },
    /// An import that is not a function.
    #[error(
        "the module imports the {kind} `{}.{}`, and plugins import functions only: {}", shown(.module),
        shown(.name), import_fix(*.kind)
    )]
    ImportedItem {
        /// The module it is imported from.
        module: String,
        /// Its name.
        name: String,
        /// What it is.
        kind: ItemKind,
    },
    /// An allowed import with another signature than the host's.
    #[error(
        "import `{}.{}` has type `{found}` instead of `{expected}`: build with a current WASI SDK",
        shown(.module), shown(.name)
    )]
    ImportSignature {
        /// The module it is imported from.
        module: String,
        /// Its name.
        name: String,
        /// The type it is imported with.
        found: Signature,
        /// The type it has.
        expected: Signature,
    },
    /// Too many imports.
    #[error(
        "the module has {found} imports, and a plugin may have {MAX_IMPORTS}: link statically, and \
         import each function once"
    )]
    TooManyImports {
        /// How many there are.
        found: usize,
    },
    /// Too many exports.
    #[error(
        "the module has {found} exports, and a plugin may have {MAX_EXPORTS}: export only what rules \
         call (link without `--export-all`)"
    )]
    TooManyExports {
        /// How many there are.
        found: usize,
    },
    /// Exports with too long names.
    #[error(
        "the names of the exports have {found} bytes together, and a plugin's may have \
         {MAX_EXPORT_NAME_BYTES}: export only what rules call (link without `--export-all`)"
    )]
    ExportNamesTooLong {
        /// What the names take, in bytes.
        found: usize,
    },
    /// No export `memory`, and no memory at all.
    #[error("the module has no memory: define one and export it as `memory`")]
    NoMemory,
    /// A memory that is not exported as `memory`.
    #[error(
        "the module has a memory but does not export it as `memory`: link with `--export-memory`"
    )]
    MemoryNotExported,
    /// More than one memory.
    #[error(
        "the module defines {found} memories, and a plugin may have one: build without multi-memory"
    )]
    TooManyMemories {
        /// How many there are.
        found: usize,
    },
    /// A memory with 64-bit addresses.
    #[error("the module uses 64-bit memory: build for a 32-bit target such as `wasm32-wasip1`")]
    Memory64,
    /// A table with 64-bit indices.
    #[error(
        "the module uses a table with 64-bit indices: build for a 32-bit target such as `wasm32-wasip1`"
    )]
    Table64,
    /// A shared memory.
    #[error(
        "the module uses shared memory: build without threads (not for `wasm32-wasip1-threads`)"
    )]
    SharedMemory,
    /// Another language feature that is off.
    #[error(
        "the module uses a WebAssembly feature that plugins do not have: {message} (at byte {offset})"
    )]
    UnsupportedFeature {
        /// What the validator says about it.
        message: String,
        /// Where, in bytes from the start of the file.
        offset: u64,
    },
    /// No exported function that a rule could call.
    #[error(
        "the module exports no function of type `(i32, i32) -> i64`: export \
         `evaluate(input_ptr: i32, input_len: i32) -> i64`{}", .evaluate.as_ref().map(|found|
         format!(" (the exported `evaluate` has type `{found}`)")).unwrap_or_default()
    )]
    NoFunction {
        /// The type of the export `evaluate`, if there is one.
        evaluate: Option<Signature>,
    },
    /// A reserved export with a type it must not have.
    #[error(
        "export `{name}` is {found} instead of a function of type `{expected}`: correct or rename it"
    )]
    ExportSignature {
        /// The export.
        name: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        expected: Signature,
    },
    /// Minimum memory and tables are more than the limit.
    #[error(
        "the module declares {declared_bytes} bytes of memory at the start, above the limit of {limit_bytes} \
         bytes: raise `memory_limit_bytes` or link with a smaller stack and initial memory"
    )]
    MemoryAboveLimit {
        /// What the module declares, in bytes.
        declared_bytes: u64,
        /// The limit, in bytes.
        limit_bytes: u64,
    },
    /// Too many tables.
    #[error("the module defines {found} tables, and a plugin may have {MAX_TABLES}: merge them")]
    TooManyTables {
        /// How many there are.
        found: u32,
    },
    /// Tables too large.
    #[error(
        "the module declares tables of {found} elements, and a plugin may have {MAX_TABLE_ELEMENTS}: split the \
         plugin or take function pointers out of tables"
    )]
    TooManyElements {
        /// How many there are.
        found: u64,
    },
    /// Too many functions.
    #[error(
        "the module defines {found} functions, and a plugin may have {MAX_FUNCTIONS}: build with \
         optimisation and without unused libraries"
    )]
    TooManyFunctions {
        /// How many there are.
        found: usize,
    },
    /// A function too large to compile in reasonable time.
    #[error(
        "function {index} has {found} bytes of code, and a function may have {MAX_FUNCTION_BYTES}: \
         split it, or put large constants into data"
    )]
    FunctionTooLarge {
        /// Its index in the module, imports counted.
        index: u32,
        /// Its size in bytes.
        found: usize,
    },
    /// A function with too many local variables.
    #[error(
        "function {index} has {found} local variables, and a function may have {MAX_LOCALS}: \
         split it, or build with optimisation"
    )]
    TooManyLocals {
        /// Its index in the module, imports counted.
        index: u32,
        /// How many it has.
        found: u64,
    },
    /// Functions whose variables and blocks together are too much for the compiler.
    #[error(
        "the module would take too long to compile, above all function {index} with its {locals} \
         local variables and {blocks} blocks: split large functions, or build with optimisation"
    )]
    TooComplex {
        /// Index of the worst function in the module, imports counted.
        index: u32,
        /// How many variables it has.
        locals: u64,
        /// How many blocks it has.
        blocks: u64,
    },
}

impl Refusal {
    /// Whether the refusal is about the language of the module, not about what it does with it.
    pub(crate) const fn is_language_feature(&self) -> bool {
        matches!(
            self,
            Self::TooManyMemories { .. } | Self::Memory64 | Self::Table64 | Self::SharedMemory
        )
    }
}

/// Names for a message: the first ones, and how many more there are.
fn listed(names: &[String]) -> String {
    const MAX_SHOWN: usize = 8;
    let mut list: Vec<String> = names
        .iter()
        .take(MAX_SHOWN)
        .map(|name| format!("`{}`", shown(name)))
        .collect();
    if names.len() > MAX_SHOWN {
        list.push(format!("{} more", names.len() - MAX_SHOWN));
    }
    list.join(", ")
}

const fn import_fix(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Memory => "define the memory in the module (link without `--import-memory`)",
        ItemKind::Table => "define the table in the module (link without `--import-table`)",
        _ => "link statically, not as a dynamic library (`-shared`, `MAIN_MODULE`)",
    }
}
