//! Which crate may depend on which, as ARCHITECTURE.md shows it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Tree;
use crate::workspace::cargo_metadata;

/// What each crate may name directly; everything below a named one may be named as well.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("acteon-core", &[]),
    ("acteon-api-types", &["acteon-core"]),
    ("acteon-inspect", &["acteon-core"]),
    ("acteon-plugin", &[]),
    ("acteon-rules", &["acteon-core"]),
    ("acteon-store", &["acteon-core"]),
    ("acteon-providers", &["acteon-core"]),
    ("acteon-wasm", &["acteon-core", "acteon-inspect"]),
    ("acteon-evaluator", &["acteon-rules", "acteon-wasm"]),
    (
        "acteon-gateway",
        &[
            "acteon-evaluator",
            "acteon-store",
            "acteon-providers",
            "acteon-api-types",
        ],
    ),
    (
        "acteon-app",
        &["acteon-api-types", "acteon-inspect", "acteon-gateway"],
    ),
    ("acteon-frontend", &["acteon-app"]),
    (
        "acteon-server",
        &["acteon-app", "acteon-gateway", "acteon-api-types"],
    ),
    ("acteon-benches", &["acteon-gateway"]),
    ("acteon-client", &["acteon-api-types"]),
    ("acteon-cli", &["acteon-client", "acteon-evaluator"]),
    ("xtask", &[]),
];

/// Libraries that only one crate may name: what the prefix is, and whose it is.
const OWNED: &[(&str, &str)] = &[
    ("wasmtime", "acteon-wasm"),
    ("axum", "acteon-server"),
    ("leptos_axum", "acteon-server"),
];
/// Measures what others wrap, and so may name it.
const MEASURES: &str = "acteon-benches";

/// Libraries that must not be anywhere below a crate.
const NEVER_BELOW: &[(&str, &[&str])] = &[
    ("acteon-rules", &["tokio", "wasmtime", "sqlx", "reqwest"]),
    ("acteon-wasm", &["tokio", "sqlx", "reqwest"]),
    ("acteon-inspect", &["tokio", "wasmtime"]),
    ("acteon-api-types", &["tokio", "wasmtime", "sqlx"]),
];
/// All that the vocabulary may depend on.
const CORE: (&str, &[&str]) = ("acteon-core", &["serde", "serde_json", "utoipa"]);

/// Finds dependencies that go the wrong way.
///
/// # Errors
/// When the manifests cannot be read.
pub fn check(tree: &Tree<'_>) -> anyhow::Result<Vec<String>> {
    let declared = cargo_metadata(tree.workspace.root(), &["--no-deps"])?;
    let mut problems = direct_problems(&declared);
    for (package, forbidden) in NEVER_BELOW {
        let below = below(tree, package)?;
        problems.extend(
            forbidden
                .iter()
                .filter(|name| below.contains(**name))
                .map(|name| format!("`{package}` depends on `{name}`, perhaps through others")),
        );
    }
    Ok(problems)
}

/// The names of everything that `package` is built from, without its tests.
fn below(tree: &Tree<'_>, package: &str) -> anyhow::Result<BTreeSet<String>> {
    let mut cargo = crate::process::cargo(tree.workspace.root());
    cargo.args([
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let lines = crate::process::output(cargo.args(["--package", package]))?;
    Ok(lines
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect())
}

/// Problems with what the manifests say.
fn direct_problems(metadata: &Value) -> Vec<String> {
    let rules: BTreeMap<&str, &[&str]> = MAY_NAME.iter().copied().collect();
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if !rules.contains_key(name) {
            problems.push(format!(
                "`{name}` is new: say in xtask/src/house/dependencies.rs and ARCHITECTURE.md what it may depend on"
            ));
        }
        let allowed = closure(&rules, name);
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let library = dependency["name"].as_str().unwrap_or_default();
            let in_tests = dependency["kind"] == "dev";
            if rules.contains_key(library) && !allowed.contains(library) {
                problems.push(format!("`{name}` must not depend on `{library}`"));
            }
            if in_tests || name == MEASURES {
                continue;
            }
            for (prefix, owner) in OWNED {
                let is_it = library == *prefix || library.starts_with(&format!("{prefix}-"));
                if is_it && name != *owner {
                    problems.push(format!("only `{owner}` may name `{library}`, not `{name}`"));
                }
            }
            let is_own = rules.contains_key(library);
            if name == CORE.0 && !is_own && !CORE.1.contains(&library) {
                problems.push(format!("`{name}` must not depend on `{library}`"));
            }
        }
    }
    problems
}

/// Everything that `name` may depend on: what its rule names, and what theirs name.
fn closure<'a>(rules: &BTreeMap<&str, &'a [&'a str]>, name: &str) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    let mut open: Vec<&'a str> = rules.get(name).copied().unwrap_or_default().to_vec();
    while let Some(next) = open.pop() {
        if all.insert(next) {
            open.extend(rules.get(next).copied().unwrap_or_default());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problems(name: &str, dependency: &str, kind: Value) -> Vec<String> {
        direct_problems(&json!({"packages": [
            {"name": name, "dependencies": [{"name": dependency, "kind": kind}]},
        ]}))
    }

    #[test]
    fn what_goes_the_wrong_way_is_found() {
        for (name, dependency) in [
            ("acteon-core", "acteon-api-types"),
            ("acteon-core", "regex"),
            ("acteon-rules", "acteon-wasm"),
            ("acteon-store", "acteon-rules"),
            ("acteon-gateway", "wasmtime"),
            ("acteon-evaluator", "wasmtime-wasi"),
            ("acteon-app", "leptos_axum"),
            ("acteon-gateway", "axum"),
            ("acteon-new", "serde"),
        ] {
            assert_eq!(
                problems(name, dependency, Value::Null).len(),
                1,
                "{name} on {dependency}"
            );
        }
        assert_eq!(
            problems("acteon-rules", "acteon-wasm", json!("dev")).len(),
            1
        );
    }

    #[test]
    fn what_goes_the_right_way_is_not() {
        for (name, dependency) in [
            ("acteon-core", "serde"),
            ("acteon-gateway", "acteon-core"),
            ("acteon-wasm", "wasmtime"),
            ("acteon-server", "axum"),
            ("acteon-benches", "wasmtime"),
        ] {
            assert_eq!(
                problems(name, dependency, Value::Null),
                [""; 0],
                "{name} on {dependency}"
            );
        }
        assert_eq!(problems("acteon-gateway", "axum", json!("dev")), [""; 0]);
    }
}
