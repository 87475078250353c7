//! TinyGo. One on `PATH` in the right version is used; else it is built once from its Go module,
//! with LLVM from Debian, because no package registry has it compiled.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use serde_json::Value;

use super::Compiler;
use crate::console::Line;
use crate::process;
use crate::tools::{ensure_program, install_packages, on_path, path_with, wasm_opt};
use crate::workspace::Workspace;

const VERSION: &str = "0.39.0";
const MODULE: &str = "github.com/tinygo-org/tinygo";
/// What Go's own checksum of that version is.
const SUM: &str = "h1:neR3OwQxjQo9FTIz28T6AWnir1Yde5H4ZFPkx6haznE=";
/// The newest Go that this version works with; Go fetches it as a module.
const GO: &str = "go1.25.0";
/// What Debian has of it.
const PACKAGES: [&str; 6] = [
    "llvm-19-dev",
    "libclang-19-dev",
    "clang-19",
    "lld-19",
    "libclang-rt-19-dev-wasm32",
    "wasi-libc",
];
/// The libraries for WebAssembly that TinyGo would build from sources its module does not have: their
/// names in its cache, and where Debian puts them.
const LIBRARIES: [(&str, &str, Option<&str>); 2] = [
    (
        "wasi-libc-wasm32-unknown-wasi-generic",
        "/usr/lib/wasm32-wasi/libc.a",
        Some("/usr/include/wasm32-wasi"),
    ),
    (
        "compiler-rt-wasm32-unknown-wasi-generic",
        "/usr/lib/llvm-19/lib/clang/19/lib/wasi/libclang_rt.builtins-wasm32.a",
        None,
    ),
];

struct TinyGo {
    version: String,
    binary: PathBuf,
    /// What it is run with.
    environment: Vec<(&'static str, std::ffi::OsString)>,
}

pub fn compiler(_: &Workspace, line: &Line) -> anyhow::Result<Box<dyn Compiler>> {
    let version = format!("TinyGo {VERSION}");
    if let Some(binary) = on_path("tinygo").filter(|binary| has_version(binary)) {
        return Ok(Box::new(TinyGo {
            version,
            binary,
            environment: Vec::new(),
        }));
    }
    let folder = Workspace::tool_cache()?.join(format!("tinygo-{VERSION}"));
    ensure_program(line, "go", "golang")?;
    let root = folder.join("root");
    let binary = root.join("bin/tinygo");
    if !has_version(&binary) {
        line.say(&format!("building TinyGo {VERSION} (LLVM 19 from Debian)"));
        install_packages(line, &PACKAGES, &format!("put TinyGo {VERSION} on PATH"))?;
        build(line, &root)?;
        anyhow::ensure!(has_version(&binary), "TinyGo was built but does not run");
    }
    let cache = folder.join("cache");
    provide_libraries(&cache.join("tinygo"))?;
    let go = process::output(go().args(["env", "GOROOT"]))?;
    let environment = vec![
        ("TINYGOROOT", root.into_os_string()),
        ("XDG_CACHE_HOME", cache.into_os_string()),
        ("WASMOPT", wasm_opt(line)?.into_os_string()),
        ("GOTOOLCHAIN", "local".into()),
        ("PATH", path_with(&[PathBuf::from(go.trim()).join("bin")])?),
    ];
    Ok(Box::new(TinyGo {
        version,
        binary,
        environment,
    }))
}

/// The Go that TinyGo is built with and works with.
fn go() -> Command {
    let mut go = Command::new("go");
    go.env("GOTOOLCHAIN", GO);
    go
}

fn has_version(binary: &Path) -> bool {
    let said = process::output(Command::new(binary).arg("version"));
    said.is_ok_and(|said| said.contains(&format!("version {VERSION} ")))
}

fn build(line: &Line, root: &Path) -> anyhow::Result<()> {
    let mut download = go();
    // Away from this repository: modules are looked for in the folder it runs in.
    download
        .current_dir(std::env::temp_dir())
        .args(["mod", "download", "-json"])
        .arg(format!("{MODULE}@v{VERSION}"));
    let said = process::run(line, &mut download)?.expect_success()?;
    let json = said.find('{').and_then(|start| said.get(start..));
    let module: Value = serde_json::from_str(json.unwrap_or_default())?;
    let source = module["Dir"].as_str().context("the module has no folder")?;
    anyhow::ensure!(
        module["Sum"] == SUM,
        "the module of TinyGo {VERSION} has the checksum {}, not {SUM}",
        module["Sum"]
    );
    let _ = fs::remove_dir_all(root);
    fs::create_dir_all(root)?;
    let mut copy = Command::new("cp");
    // The module cache cannot be written to, and a copy must be.
    copy.args(["-R", "--no-preserve=mode", "-T", source])
        .arg(root);
    process::run(line, &mut copy)?.expect_success()?;
    // A submodule of the repository that plugins do not need, where it is looked for.
    fs::create_dir_all(root.join("src/net/http"))?;
    let mut build = go();
    build
        .current_dir(root)
        .args(["build", "-trimpath", "-mod=readonly"])
        .args(["-tags", "llvm19 osusergo", "-o", "bin/tinygo", "."]);
    process::run(line, &mut build)?.expect_success().map(drop)
}

fn provide_libraries(cache: &Path) -> anyhow::Result<()> {
    for (name, archive, headers) in LIBRARIES {
        let folder = cache.join(name);
        if folder.join("lib.a").is_file() {
            continue;
        }
        fs::create_dir_all(&folder)?;
        if let Some(headers) = headers {
            let _ = fs::remove_file(folder.join("include"));
            std::os::unix::fs::symlink(headers, folder.join("include"))?;
        }
        fs::copy(archive, folder.join("lib.a"))
            .with_context(|| format!("`{archive}` of Debian's packages"))?;
    }
    Ok(())
}

impl Compiler for TinyGo {
    fn version(&self) -> &str {
        &self.version
    }

    fn compile(&self, line: &Line, folder: &Path, module: &Path) -> anyhow::Result<()> {
        let mut tinygo = Command::new(&self.binary);
        tinygo
            .current_dir(folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .args(["build", "-target", "wasip1", "-buildmode=c-shared"])
            .args(["-scheduler=none", "-o"])
            .args([module, Path::new(".")]);
        process::run(line, &mut tinygo)?.expect_success().map(drop)
    }
}
