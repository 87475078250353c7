//! What the exports say about how an instance is prepared and gets its input.

use std::collections::HashMap;

use crate::ValueType::{I32, I64};
use crate::{Export, Initialisation, ItemKind, Placement, Refusal, Signature};

/// The exports by name.
pub(crate) struct Exports<'a>(HashMap<&'a str, &'a Export>);

impl<'a> Exports<'a> {
    pub(crate) fn new(exports: &'a [Export]) -> Self {
        Self(exports.iter().map(|e| (e.name.as_str(), e)).collect())
    }

    pub(crate) fn signature(&self, name: &str) -> Option<&'a Signature> {
        self.0.get(name)?.signature.as_ref()
    }

    /// Whether a memory is exported as `memory`.
    pub(crate) fn has_memory(&self) -> bool {
        self.0
            .get("memory")
            .is_some_and(|e| e.kind == ItemKind::Memory)
    }

    pub(crate) fn initialisation(&self) -> Initialisation {
        if self.0.contains_key("_initialize") {
            Initialisation::Initialize
        } else if self.0.contains_key("_start") {
            Initialisation::Start
        } else {
            Initialisation::None
        }
    }

    pub(crate) fn placement(&self) -> Placement {
        let has = |name, params: &[_]| self.signature(name).is_some_and(|s| s.is(params, &[I32]));
        if has("allocate", &[I32]) {
            Placement::Allocate
        } else if has("__new", &[I32, I32]) && has("__pin", &[I32]) {
            Placement::AssemblyScript
        } else if has("malloc", &[I32]) {
            Placement::Malloc
        } else {
            Placement::Grow
        }
    }

    /// Exports whose names have a meaning, with another type than the one that goes with it.
    pub(crate) fn refusals(&self) -> Vec<Refusal> {
        let reserved: [(&'static str, &[_], &[_]); 3] = [
            ("_initialize", &[], &[]),
            ("_start", &[], &[]),
            ("allocate", &[I32], &[I32]),
        ];
        reserved
            .into_iter()
            .filter_map(|(name, params, results)| {
                let export = self.0.get(name)?;
                let found = match &export.signature {
                    Some(signature) if signature.is(params, results) => return None,
                    Some(signature) => format!("a function of type `{signature}`"),
                    None => format!("a {}", export.kind),
                };
                Some(Refusal::ExportSignature {
                    name,
                    found,
                    expected: Signature {
                        params: params.to_vec(),
                        results: results.to_vec(),
                    },
                })
            })
            .collect()
    }
}

/// Names of the functions that a rule may call.
pub(crate) fn callable(exports: &[Export]) -> Vec<String> {
    exports
        .iter()
        .filter(|e| {
            e.signature
                .as_ref()
                .is_some_and(|s| s.is(&[I32, I32], &[I64]))
        })
        .map(|e| e.name.clone())
        .collect()
}
