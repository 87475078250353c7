//! The example plugins, compiled from source into one folder.

mod compilers;
mod folder;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use self::folder::{install, remove_stale};
use crate::console::{self, Line};
use crate::outcome::TestNote;
use crate::process;
use crate::tools;
use crate::workspace::{Workspace, cargo_metadata};

/// Where the examples are, with a folder for each language.
pub const SOURCES: &str = "examples/plugins";
/// The one of the specification's Quick Start.
pub const SAMPLE: &str = "my-plugin";
/// What they are compiled for.
pub const TARGET: &str = "wasm32-wasip1";

/// What was compiled.
pub struct ExamplePlugins {
    /// Names of the plugins, which are the stems of their files.
    pub built: BTreeSet<String>,
    /// What was not, and why.
    pub left_out: Vec<TestNote>,
}

/// `cargo xtask plugins`
///
/// # Errors
/// When an example does not compile.
pub fn run(workspace: &Workspace) -> anyhow::Result<()> {
    let plugins = console::step("example plugins", |line| build_all(workspace, line))?;
    for name in &plugins.built {
        let file = workspace.example_plugins().join(format!("{name}.wasm"));
        let size = fs::metadata(&file)?.len();
        println!(
            "  {:<24} {:>9} bytes  {}",
            name,
            size,
            Workspace::typed(&file)
        );
    }
    for skipped in &plugins.left_out {
        println!("  left out: {}: {}", skipped.name, skipped.reason);
    }
    Ok(())
}

/// Compiles the example plugins in Rust, which the demo consists of.
///
/// # Errors
/// When one does not compile, with all of the compiler's output.
pub fn build(workspace: &Workspace, line: &Line) -> anyhow::Result<ExamplePlugins> {
    let destination = workspace.example_plugins();
    fs::create_dir_all(&destination)?;
    let folder = workspace.path(SOURCES).join("rust");
    let built = build_rust(workspace, line, &folder, &destination)?
        .into_iter()
        .collect();
    remove_stale(&destination, &built)?;
    Ok(ExamplePlugins {
        built,
        left_out: Vec::new(),
    })
}

/// Compiles the example plugins of every language that there is a compiler for here, or that one
/// can be installed for.
///
/// # Errors
/// When one does not compile, with all of the compiler's output.
pub fn build_all(workspace: &Workspace, line: &Line) -> anyhow::Result<ExamplePlugins> {
    let mut plugins = build(workspace, line)?;
    // The specification's sample also stands in the row of the languages.
    let rust = workspace.example_plugins().join("rust");
    fs::create_dir_all(&rust)?;
    install(
        &workspace.example_plugins().join(format!("{SAMPLE}.wasm")),
        &rust.join("specification.wasm"),
    )?;
    let version = process::output(std::process::Command::new("rustc").arg("--version"))?;
    let version = version.trim().replacen("rustc", "Rust", 1);
    let version = version.split(" (").next().unwrap_or_default();
    fs::write(rust.join("specification.toolchain"), version)?;
    compilers::build(workspace, line, &mut plugins)?;
    Ok(plugins)
}

/// Compiles what `begin` makes for each language, and tests it where the language has tests; answers
/// the modules by language.
///
/// # Errors
/// When one does not compile, or its tests fail.
pub fn build_templates(
    workspace: &Workspace,
    line: &Line,
    begin: impl Fn(&str) -> anyhow::Result<PathBuf>,
) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let folder = begin("rust")?;
    let target = workspace.target().join("templates-rust");
    for arguments in [
        &["test"] as &[&str],
        &["build", "--release", "--target", TARGET],
    ] {
        let mut cargo = process::cargo(&folder);
        cargo.args(arguments).arg("--target-dir").arg(&target);
        process::run(line, &mut cargo)?.expect_success()?;
    }
    let module = target.join(TARGET).join("release/plugin.wasm");
    let mut modules = vec![("rust".to_owned(), module)];
    modules.extend(compilers::build_templates(workspace, line, begin)?);
    Ok(modules)
}

fn build_rust(
    workspace: &Workspace,
    line: &Line,
    folder: &Path,
    destination: &Path,
) -> anyhow::Result<Vec<String>> {
    tools::ensure_targets(workspace, line)?;
    let target = rust_target(workspace);
    let mut cargo = process::cargo(folder);
    cargo
        .args(["build", "--release", "--target", TARGET, "--target-dir"])
        .arg(&target);
    process::run(line, &mut cargo)?.expect_success()?;
    let mut names = Vec::new();
    for (name, library) in rust_plugins(&cargo_metadata(folder, &["--no-deps"])?) {
        let compiled = target.join(TARGET).join("release").join(library);
        install(&compiled, &destination.join(format!("{name}.wasm")))?;
        names.push(name);
    }
    anyhow::ensure!(
        !names.is_empty(),
        "`{}` has no package with a `cdylib`",
        folder.display()
    );
    Ok(names)
}

/// Build folder of the Rust examples, which are a workspace of their own.
pub fn rust_target(workspace: &Workspace) -> PathBuf {
    workspace.target().join("example-plugins-rust")
}

/// Every package of the workspace that makes a plugin: the name of its folder, which is the
/// plugin's, and the file that cargo makes.
fn rust_plugins(metadata: &Value) -> Vec<(String, String)> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages
        .filter_map(|package| {
            let library = package["targets"].as_array()?.iter().find(|target| {
                target["crate_types"]
                    .as_array()
                    .is_some_and(|types| types.iter().any(|kind| kind == "cdylib"))
            })?;
            let file = format!("{}.wasm", library["name"].as_str()?.replace('-', "_"));
            let folder = Path::new(package["manifest_path"].as_str()?).parent()?;
            Some((folder.file_name()?.to_str()?.to_owned(), file))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_package_with_a_cdylib_is_a_plugin_named_after_its_folder() {
        let metadata = json!({"packages": [
            {"manifest_path": "/plugins/my-plugin/Cargo.toml", "targets": [
                {"name": "my_acteon_plugin", "crate_types": ["cdylib", "rlib"]},
                {"name": "cases", "crate_types": ["bin"]},
            ]},
            {"manifest_path": "/plugins/helper/Cargo.toml", "targets": [{"name": "helper", "crate_types": ["lib"]}]},
        ]});
        assert_eq!(
            rust_plugins(&metadata),
            [("my-plugin".to_owned(), "my_acteon_plugin.wasm".to_owned())]
        );
    }
}
