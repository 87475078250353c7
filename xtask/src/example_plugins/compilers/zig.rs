//! Zig, which also is the compiler of the examples in C: one package of PyPI brings both, with the
//! library of C for WebAssembly.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use super::Compiler;
use crate::console::Line;
use crate::process;
use crate::tools::ensure_program;
use crate::workspace::Workspace;

/// Version of the package `ziglang`.
const VERSION: &str = "0.17.1";
/// Stack of a plugin in bytes. Zig's default of 16 MiB is all that a plugin may have by default.
const STACK_BYTES: &str = "65536";

/// The Python that has Zig.
fn install(line: &Line) -> anyhow::Result<PathBuf> {
    let folder = Workspace::tool_cache()?.join(format!("ziglang-{VERSION}"));
    let python = folder.join("bin/python");
    let works = |python: &Path| {
        let version = process::output(Command::new(python).args(["-m", "ziglang", "version"]));
        version.is_ok_and(|version| version.trim() == VERSION)
    };
    if works(&python) {
        return Ok(python);
    }
    ensure_program(line, "python3", "python3-venv")?;
    line.say(&format!("installing ziglang {VERSION} (PyPI)"));
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv"]).arg(&folder);
    process::run(line, &mut venv)?
        .expect_success()
        .context("`python3 -m venv` failed (Debian: apt-get install python3-venv)")?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet"])
        .arg(format!("ziglang=={VERSION}"));
    process::run(line, &mut pip)?
        .expect_success()
        .context("`ziglang` could not be installed from PyPI")?;
    anyhow::ensure!(works(&python), "ziglang was installed but does not run");
    Ok(python)
}

struct Zig {
    python: PathBuf,
    version: String,
}

pub fn compiler(_: &Workspace, line: &Line) -> anyhow::Result<Box<dyn Compiler>> {
    Ok(Box::new(Zig {
        python: install(line)?,
        version: format!("Zig {VERSION}"),
    }))
}

impl Compiler for Zig {
    fn version(&self) -> &str {
        &self.version
    }

    fn compile(&self, line: &Line, folder: &Path, module: &Path) -> anyhow::Result<()> {
        let mut emit = std::ffi::OsString::from("-femit-bin=");
        emit.push(module);
        let mut zig = Command::new(&self.python);
        zig.current_dir(folder)
            .args(["-m", "ziglang", "build-exe", "plugin.zig"])
            .args(["-target", "wasm32-freestanding", "-O", "ReleaseSmall"])
            .args(["-fno-entry", "-rdynamic"])
            .args(["--stack", STACK_BYTES])
            .arg(emit);
        process::run(line, &mut zig)?.expect_success().map(drop)
    }
}

struct C {
    zig: Zig,
    kit: PathBuf,
}

pub fn c_compiler(workspace: &Workspace, line: &Line) -> anyhow::Result<Box<dyn Compiler>> {
    let python = install(line)?;
    let mut clang = Command::new(&python);
    let said = process::output(clang.args(["-m", "ziglang", "cc", "--version"]))?;
    let clang = said.lines().next().unwrap_or_default();
    let clang = clang.split(" (").next().unwrap_or_default();
    Ok(Box::new(C {
        zig: Zig {
            python,
            version: format!("{clang} of Zig {VERSION}"),
        },
        kit: workspace.path("kits/c"),
    }))
}

impl Compiler for C {
    fn version(&self) -> &str {
        &self.zig.version
    }

    fn compile(&self, line: &Line, folder: &Path, module: &Path) -> anyhow::Result<()> {
        let mut clang = Command::new(&self.zig.python);
        clang
            .current_dir(folder)
            .args(["-m", "ziglang", "cc", "-target", "wasm32-wasi"])
            .args(["-mexec-model=reactor", "-Os", "-Wall", "-Wextra", "-Werror"])
            .arg(format!("-Wl,-z,stack-size={STACK_BYTES}"))
            .arg("-I")
            .arg(&self.kit)
            .arg("plugin.c")
            .arg("-o")
            .arg(module);
        process::run(line, &mut clang)?.expect_success().map(drop)
    }
}
