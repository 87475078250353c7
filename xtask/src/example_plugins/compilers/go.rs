//! The standard Go compiler.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::Compiler;
use crate::console::Line;
use crate::process;
use crate::tools::ensure_program;
use crate::workspace::Workspace;

/// The oldest that can export functions: `//go:wasmexport`.
const OLDEST: (u32, u32) = (1, 24);

struct Go(String);

pub fn compiler(_: &Workspace, line: &Line) -> anyhow::Result<Box<dyn Compiler>> {
    ensure_program(line, "go", "golang")?;
    let version = process::output(Command::new("go").args(["env", "GOVERSION"]))?;
    let version = version.trim();
    anyhow::ensure!(
        parsed(version).is_some_and(|version| version >= OLDEST),
        "Go {}.{} or newer is needed, and `go` is {version}",
        OLDEST.0,
        OLDEST.1
    );
    Ok(Box::new(Go(version.replacen("go", "Go ", 1))))
}

fn parsed(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.strip_prefix("go")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

impl Compiler for Go {
    fn version(&self) -> &str {
        &self.0
    }

    fn compile(&self, line: &Line, folder: &Path, module: &Path) -> anyhow::Result<()> {
        let mut go = Command::new("go");
        go.current_dir(folder)
            .env("GOOS", "wasip1")
            .env("GOARCH", "wasm")
            .args(["build", "-buildmode=c-shared", "-trimpath", "-o"])
            .args([module, Path::new(".")]);
        process::run(line, &mut go)?
            .expect_success()
            .map(drop)
            .context("go build")
    }

    fn test(&self, line: &Line, folder: &Path) -> anyhow::Result<()> {
        let mut go = Command::new("go");
        go.current_dir(folder).args(["test", "./..."]);
        process::run(line, &mut go)?.expect_success().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(parsed("go1.26.8"), Some((1, 26)));
        assert!(parsed("go1.9").is_some_and(|old| old < OLDEST));
        assert_eq!(parsed("devel"), None);
    }
}
