//! The AssemblyScript compiler, from npm as `package-lock.json` pins it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::Compiler;
use crate::console::Line;
use crate::process;
use crate::tools::require_node;
use crate::workspace::Workspace;

struct AssemblyScript {
    version: String,
    /// The folder with `node_modules`.
    packages: PathBuf,
}

pub fn compiler(workspace: &Workspace, line: &Line) -> anyhow::Result<Box<dyn Compiler>> {
    require_node()?;
    let packages = workspace.path(super::SOURCES).join("assemblyscript");
    let mut npm = Command::new("npm");
    npm.current_dir(&packages)
        .args(["ci", "--no-audit", "--no-fund"]);
    process::run(line, &mut npm)?
        .expect_success()
        .context("npm could not install the compiler")?;
    let mut asc = Command::new(packages.join("node_modules/.bin/asc"));
    let version = process::output(asc.current_dir(&packages).arg("--version"))?;
    Ok(Box::new(AssemblyScript {
        version: version.trim().replacen("Version", "AssemblyScript", 1),
        packages,
    }))
}

impl Compiler for AssemblyScript {
    fn version(&self) -> &str {
        &self.version
    }

    fn compile(&self, line: &Line, folder: &Path, module: &Path) -> anyhow::Result<()> {
        // It looks for packages in the folder it runs in.
        let (here, packages) = (
            folder.join("node_modules"),
            self.packages.join("node_modules"),
        );
        if !here.exists() {
            let _ = std::fs::remove_file(&here);
            std::os::unix::fs::symlink(&packages, &here)?;
        }
        let mut asc = Command::new(packages.join(".bin/asc"));
        asc.current_dir(folder)
            .arg("assembly/index.ts")
            .args(["--target", "release", "--debug"])
            .args(["--transform", "json-as/transform", "--outFile"])
            .arg(module);
        process::run(line, &mut asc)?.expect_success().map(drop)
    }
}
