//! Reads a module's sections.

use acteon_core::consts::{MAX_TABLE_ELEMENTS, MAX_TABLES};
use wasmparser::{
    BinaryReaderError, CompositeInnerType, ExternalKind, FunctionBody, MemoryType, Operator,
    Payload, TypeRef, WasmFeatures,
};

use crate::initialisation::{Exports, callable};
use crate::limits::{
    MAX_COMPILE_WORK, MAX_EXPORT_NAME_BYTES, MAX_EXPORTS, MAX_FUNCTION_BYTES, MAX_FUNCTIONS,
    MAX_IMPORTS, MAX_LOCALS, MAX_REASONS, NEGLIGIBLE_WORK,
};
use crate::{
    Export, Import, InspectError, ItemKind, Memory, ModuleReport, Refusal, Signature, Tables,
    imports, shown,
};

/// Size of a page of linear memory in bytes.
const PAGE_BYTES: u64 = 65_536;

/// The language that plugins may use: WebAssembly 3 without threads, several memories and 64-bit
/// memories.
#[must_use]
pub fn accepted_features() -> WasmFeatures {
    WasmFeatures::WASM3
        .difference(WasmFeatures::THREADS)
        .difference(WasmFeatures::MULTI_MEMORY)
        .difference(WasmFeatures::MEMORY64)
}

impl From<BinaryReaderError> for InspectError {
    fn from(error: BinaryReaderError) -> Self {
        Self::Invalid {
            message: shown(error.message()),
            offset: error.offset() as u64,
        }
    }
}

/// What has been read so far.
#[derive(Default)]
pub(crate) struct Sections {
    /// One entry for each type; none for types other than functions.
    types: Vec<Option<Signature>>,
    /// Type of each function, imports first.
    functions: Vec<u32>,
    imported_functions: usize,
    memories: Vec<MemoryType>,
    tables: Tables,
    imports: Vec<Import>,
    /// How many there are, kept or not.
    import_count: usize,
    exports: Vec<Export>,
    has_start_section: bool,
    bodies: u32,
    /// What compiling the large functions takes together; see [`MAX_COMPILE_WORK`].
    work: u64,
    /// The function that takes most of it: work, index, variables, blocks.
    worst: Option<(u64, u32, u64, u64)>,
    refusals: Vec<Refusal>,
}

impl Sections {
    pub(crate) fn read(&mut self, payload: Payload<'_>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    for ty in group?.into_types() {
                        self.types.push(signature(&ty.composite_type.inner));
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    self.import(import.module, import.name, import.ty);
                }
                self.imported_functions = self.functions.len();
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    let ty = table?.ty;
                    self.tables.count += 1;
                    self.tables.elements = self.tables.elements.saturating_add(ty.initial);
                    if ty.table64 {
                        self.refusals.push(Refusal::Table64);
                    }
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::ExportSection(section) => {
                let found = section.count() as usize;
                if found > MAX_EXPORTS {
                    self.refusals.push(Refusal::TooManyExports { found });
                }
                for export in section.into_iter().take(MAX_EXPORTS) {
                    let export = export?;
                    self.export(export.name, export.kind, export.index);
                }
            }
            Payload::StartSection { .. } => self.has_start_section = true,
            Payload::CodeSectionEntry(body) => self.body(&body)?,
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, module: &str, name: &str, ty: TypeRef) {
        let kind = match ty {
            TypeRef::Func(index) | TypeRef::FuncExact(index) => {
                self.functions.push(index);
                ItemKind::Function
            }
            TypeRef::Table(_) => ItemKind::Table,
            TypeRef::Memory(_) => ItemKind::Memory,
            TypeRef::Global(_) => ItemKind::Global,
            TypeRef::Tag(_) => ItemKind::Tag,
        };
        self.import_count += 1;
        if self.import_count > MAX_IMPORTS {
            return;
        }
        let signature = match kind {
            ItemKind::Function => self.signature(self.functions.len().saturating_sub(1)),
            _ => None,
        };
        self.imports.push(Import {
            module: module.to_owned(),
            name: name.to_owned(),
            kind,
            signature,
        });
    }

    fn export(&mut self, name: &str, kind: ExternalKind, index: u32) {
        let (kind, signature) = match kind {
            ExternalKind::Func | ExternalKind::FuncExact => {
                (ItemKind::Function, self.signature(index as usize))
            }
            ExternalKind::Table => (ItemKind::Table, None),
            ExternalKind::Memory => (ItemKind::Memory, None),
            ExternalKind::Global => (ItemKind::Global, None),
            ExternalKind::Tag => (ItemKind::Tag, None),
        };
        self.exports.push(Export {
            name: name.to_owned(),
            kind,
            signature,
        });
    }

    fn body(&mut self, body: &FunctionBody<'_>) -> Result<(), BinaryReaderError> {
        let index = self.bodies.saturating_add(self.imported_functions as u32);
        self.bodies = self.bodies.saturating_add(1);
        let found = body.range().len();
        if found > MAX_FUNCTION_BYTES {
            self.refuse(Refusal::FunctionTooLarge { index, found });
        }
        let mut found = 0_u64;
        for local in body.get_locals_reader()? {
            found = found.saturating_add(u64::from(local?.0));
        }
        if found > MAX_LOCALS {
            self.refuse(Refusal::TooManyLocals { index, found });
            return Ok(());
        }
        let params = self.signature(index as usize).map_or(0, |s| s.params.len());
        let locals = found + params as u64;
        let work = |blocks: u64| locals.saturating_mul(blocks.saturating_mul(blocks));
        // A block takes three bytes at least, so most functions need no counting.
        if work(body.range().len() as u64 / 3) > NEGLIGIBLE_WORK {
            let blocks = blocks(body)?;
            self.work = self.work.saturating_add(work(blocks));
            if self.worst.is_none_or(|(worst, ..)| work(blocks) > worst) {
                self.worst = Some((work(blocks), index, locals, blocks));
            }
        }
        Ok(())
    }

    fn signature(&self, function: usize) -> Option<Signature> {
        let ty = *self.functions.get(function)?;
        self.types.get(ty as usize)?.clone()
    }

    /// Notes what any number of functions may be refused for.
    fn refuse(&mut self, refusal: Refusal) {
        if self.refusals.len() < MAX_REASONS {
            self.refusals.push(refusal);
        }
    }

    pub(crate) fn finish(mut self, size: usize, unsupported: Option<Refusal>) -> ModuleReport {
        let exports = Exports::new(&self.exports);
        let mut refusals = imports::refusals(&self.imports);
        refusals.append(&mut self.refusals);
        if self.import_count > MAX_IMPORTS {
            let found = self.import_count;
            refusals.push(Refusal::TooManyImports { found });
        }
        let found = self.exports.iter().map(|export| export.name.len()).sum();
        if found > MAX_EXPORT_NAME_BYTES {
            refusals.push(Refusal::ExportNamesTooLong { found });
        }
        self.refuse_memories(exports.has_memory(), &mut refusals);
        if self.tables.count > MAX_TABLES {
            let found = self.tables.count;
            refusals.push(Refusal::TooManyTables { found });
        }
        if self.tables.elements > MAX_TABLE_ELEMENTS {
            let found = self.tables.elements;
            refusals.push(Refusal::TooManyElements { found });
        }
        let defined = self.functions.len() - self.imported_functions;
        if defined > MAX_FUNCTIONS {
            refusals.push(Refusal::TooManyFunctions { found: defined });
        }
        if self.work > MAX_COMPILE_WORK {
            refusals.extend(
                self.worst
                    .map(|(_, index, locals, blocks)| Refusal::TooComplex {
                        index,
                        locals,
                        blocks,
                    }),
            );
        }
        refusals.extend(exports.refusals());
        let functions = callable(&self.exports);
        if functions.is_empty() {
            refusals.push(Refusal::NoFunction {
                evaluate: exports.signature("evaluate").cloned(),
            });
        }
        // The validator's words are for what nothing above names better.
        if !refusals.iter().any(Refusal::is_language_feature) {
            refusals.extend(unsupported);
        }
        ModuleReport {
            size_bytes: size as u64,
            functions,
            memory: self
                .memories
                .first()
                .filter(|_| exports.has_memory())
                .map(memory),
            tables: self.tables,
            entry: exports.initialisation(),
            has_start_section: self.has_start_section,
            allocator: exports.placement(),
            imports: self.imports,
            exports: self.exports,
            refusals,
        }
    }

    fn refuse_memories(&self, exported: bool, refusals: &mut Vec<Refusal>) {
        let imports_memory = self.imports.iter().any(|i| i.kind == ItemKind::Memory);
        if self.memories.len() > 1 {
            refusals.push(Refusal::TooManyMemories {
                found: self.memories.len(),
            });
        }
        if self.memories.iter().any(|memory| memory.memory64) {
            refusals.push(Refusal::Memory64);
        }
        if self.memories.iter().any(|memory| memory.shared) {
            refusals.push(Refusal::SharedMemory);
        }
        match (self.memories.is_empty(), exported) {
            (true, _) if !imports_memory => refusals.push(Refusal::NoMemory),
            (false, false) => refusals.push(Refusal::MemoryNotExported),
            _ => {}
        }
    }
}

/// Blocks of a function's body.
fn blocks(body: &FunctionBody<'_>) -> Result<u64, BinaryReaderError> {
    let mut blocks = 0;
    for operator in body.get_operators_reader()? {
        blocks += match operator? {
            Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::TryTable { .. } => 1,
            _ => 0,
        };
    }
    Ok(blocks)
}

fn memory(ty: &MemoryType) -> Memory {
    Memory {
        minimum_bytes: ty.initial.saturating_mul(PAGE_BYTES),
        maximum_bytes: ty.maximum.map(|pages| pages.saturating_mul(PAGE_BYTES)),
    }
}

fn signature(ty: &CompositeInnerType) -> Option<Signature> {
    let CompositeInnerType::Func(ty) = ty else {
        return None;
    };
    Some(Signature {
        params: ty.params().iter().map(|&t| t.into()).collect(),
        results: ty.results().iter().map(|&t| t.into()).collect(),
    })
}
