use std::fmt;

use serde::Serialize;

use crate::{Refusal, Signature, imports};

/// What a module exports, imports and declares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModuleReport {
    /// Size of the module in bytes.
    pub size_bytes: u64,
    /// Exported functions of type `(i32, i32) -> i64`, in the order of the module: what a rule may call.
    pub functions: Vec<String>,
    /// Every export; the first ones when there are too many, which is a refusal.
    pub exports: Vec<Export>,
    /// Every import; the first ones when there are too many, which is a refusal.
    pub imports: Vec<Import>,
    /// The memory exported as `memory`.
    pub memory: Option<Memory>,
    /// The tables the module defines.
    pub tables: Tables,
    /// What runs on every fresh instance before the call.
    pub entry: Initialisation,
    /// Whether the module has a start section, which runs while it is instantiated.
    pub has_start_section: bool,
    /// How the input gets into the plugin's memory.
    pub allocator: Placement,
    /// What speaks against running the module, whatever its limits.
    #[serde(skip)]
    pub(crate) refusals: Vec<Refusal>,
}

impl ModuleReport {
    /// Everything in the way of running this module within `memory_limit_bytes`; empty when it can
    /// run as far as its declarations tell.
    #[must_use]
    pub fn refusals(&self, memory_limit_bytes: u64) -> Vec<Refusal> {
        let mut refusals = self.refusals.clone();
        refusals.extend(self.above_limit(memory_limit_bytes));
        refusals
    }

    /// The refusal if what the module declares is more than `memory_limit_bytes`.
    #[must_use]
    pub fn above_limit(&self, memory_limit_bytes: u64) -> Option<Refusal> {
        let declared = self.declared_bytes();
        (declared > memory_limit_bytes).then_some(Refusal::MemoryAboveLimit {
            declared_bytes: declared,
            limit_bytes: memory_limit_bytes,
        })
    }

    /// Bytes that every instance takes before it runs: minimum memory and tables.
    #[must_use]
    pub fn declared_bytes(&self) -> u64 {
        let memory = self.memory.map_or(0, |memory| memory.minimum_bytes);
        memory.saturating_add(self.tables.bytes())
    }
}

/// An export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Export {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ItemKind,
    /// Its signature, if it is a function.
    pub signature: Option<Signature>,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Import {
    /// The module it is imported from.
    pub module: String,
    /// Its name there.
    pub name: String,
    /// What it is.
    pub kind: ItemKind,
    /// Its signature, if it is a function.
    pub signature: Option<Signature>,
}

impl Import {
    /// Whether the host answers it.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        imports::is_answered(self)
    }
}

/// The kinds of imports and exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// A function.
    Function,
    /// A table.
    Table,
    /// A linear memory.
    Memory,
    /// A global variable.
    Global,
    /// An exception tag.
    Tag,
}

impl fmt::Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Function => "function",
            Self::Table => "table",
            Self::Memory => "memory",
            Self::Global => "global",
            Self::Tag => "tag",
        })
    }
}

/// A linear memory's declared size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Memory {
    /// Size of a fresh instance's memory in bytes.
    pub minimum_bytes: u64,
    /// Size it may grow to by its own declaration, in bytes.
    pub maximum_bytes: Option<u64>,
}

/// The tables a module defines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tables {
    /// How many there are.
    pub count: u32,
    /// Elements a fresh instance's tables have together.
    pub elements: u64,
}

impl Tables {
    /// What one element takes, in bytes.
    pub const ELEMENT_BYTES: u64 = 8;

    /// What the elements take, in bytes.
    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.elements.saturating_mul(Self::ELEMENT_BYTES)
    }
}

/// What the host calls on a fresh instance before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Initialisation {
    /// The export `_initialize`.
    Initialize,
    /// The export `_start`, because there is no `_initialize`.
    Start,
    /// Neither is exported.
    None,
}

impl Initialisation {
    /// Name of the export, if there is one to call.
    #[must_use]
    pub const fn export(self) -> Option<&'static str> {
        match self {
            Self::Initialize => Some("_initialize"),
            Self::Start => Some("_start"),
            Self::None => None,
        }
    }
}

/// How the input is placed in the plugin's memory, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Placement {
    /// By the export `allocate(i32) -> i32`.
    #[serde(rename = "allocate")]
    Allocate,
    /// By AssemblyScript's exports `__new` and `__pin`.
    #[serde(rename = "__new")]
    AssemblyScript,
    /// By the export `malloc(i32) -> i32`.
    #[serde(rename = "malloc")]
    Malloc,
    /// By growing the memory.
    #[serde(rename = "memory.grow")]
    Grow,
}
