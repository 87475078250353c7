//! Which imports are answered, and what to do about the others.

use std::collections::{BTreeMap, HashSet};

use crate::wasi::{self, ABORT, ABORT_PARAMS};
use crate::{Import, ItemKind, Refusal, Signature};

/// What speaks against the imports: each name once, names with the same hint together.
pub(crate) fn refusals(imports: &[Import]) -> Vec<Refusal> {
    let mut seen = HashSet::new();
    let mut forbidden = BTreeMap::<&'static str, Vec<String>>::new();
    let mut refusals = Vec::new();
    for import in imports {
        if !seen.insert((&import.module, &import.name, &import.signature)) {
            continue;
        }
        match check(import) {
            None => {}
            Some(Reason::Forbidden { hint }) => forbidden
                .entry(hint)
                .or_default()
                .push(format!("{}.{}", import.module, import.name)),
            Some(Reason::Other(refusal)) => refusals.push(refusal),
        }
    }
    refusals.extend(
        forbidden
            .into_iter()
            .map(|(hint, names)| Refusal::ForbiddenImports { names, hint }),
    );
    refusals
}

/// Whether nothing speaks against the import.
pub(crate) fn is_answered(import: &Import) -> bool {
    check(import).is_none()
}

enum Reason {
    Forbidden { hint: &'static str },
    Other(Refusal),
}

fn check(import: &Import) -> Option<Reason> {
    let (module, name) = (import.module.clone(), import.name.clone());
    if import.kind != ItemKind::Function {
        return Some(Reason::Other(Refusal::ImportedItem {
            module,
            name,
            kind: import.kind,
        }));
    }
    let Some(expected) = available(&import.module, &import.name) else {
        let hint = hint(&module, &name);
        return Some(Reason::Forbidden { hint });
    };
    match &import.signature {
        Some(found) if *found != expected => Some(Reason::Other(Refusal::ImportSignature {
            module,
            name,
            found: found.clone(),
            expected,
        })),
        _ => None,
    }
}

/// Signature of the host function, if there is one.
fn available(module: &str, name: &str) -> Option<Signature> {
    if (module, name) == ABORT {
        return Some(Signature {
            params: ABORT_PARAMS.to_vec(),
            results: Vec::new(),
        });
    }
    let function = wasi::function(name).filter(|_| module == wasi::MODULE)?;
    Some(Signature {
        params: function.params.to_vec(),
        results: function.results.to_vec(),
    })
}

fn hint(module: &str, name: &str) -> &'static str {
    match module {
        wasi::MODULE => {
            "WASI preview 1 has no such function, update the compiler or its WASI library"
        }
        "wasi_unstable" => {
            "this is WASI preview 0, update the compiler and build for `wasm32-wasip1`"
        }
        "__wbindgen_placeholder__" | "__wbindgen_externref_xform__" | "wbg" => {
            "this comes from wasm-bindgen, build for `wasm32-wasip1` without crates that need a browser"
        }
        "gojs" | "go" => {
            "this is Go for the browser, build with `GOOS=wasip1 GOARCH=wasm -buildmode=c-shared`"
        }
        "GOT.mem" | "GOT.func" => "this is a dynamic library, link statically",
        _ if module.starts_with("wasi:") => {
            "WASI preview 2 is not supported, build for `wasm32-wasip1` (TinyGo: `-target wasi`)"
        }
        "env" => env_hint(name),
        _ => "plugins can call WASI preview 1 only (clock, random, printing), remove the call",
    }
}

fn env_hint(name: &str) -> &'static str {
    match name {
        "seed" => {
            "it seeds AssemblyScript's `Math.random`, build with `@assemblyscript/wasi-shim` or do without it"
        }
        "trace" | "console.log" => {
            "it is AssemblyScript's way to print, build with `@assemblyscript/wasi-shim` or remove the call"
        }
        _ if name.starts_with("console.") => {
            "it is AssemblyScript's way to print, build with `@assemblyscript/wasi-shim` or remove the call"
        }
        _ if name.starts_with("emscripten_") || name.starts_with("_emscripten_") => {
            "it is Emscripten's runtime, build with `-sSTANDALONE_WASM` or with the WASI SDK"
        }
        _ if name.starts_with("__cxa_") || name.starts_with("invoke_") => {
            "it belongs to C++ exceptions, build with `-fno-exceptions` or with WebAssembly exceptions"
        }
        _ => {
            "declared but not defined, link the library that defines it \
             (without `--allow-undefined`)"
        }
    }
}
