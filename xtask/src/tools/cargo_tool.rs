//! Tools that are compiled with `cargo install`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{on_path, version_of};
use crate::console::Line;
use crate::process;
use crate::workspace::Workspace;

const CARGO_LEPTOS: &str = "0.3.11";
const CARGO_FUZZ: &str = "0.13.2";
const CARGO_DENY: &str = "0.20.2";

/// One tool in one version.
#[derive(Debug)]
pub struct CargoTool {
    package: &'static str,
    binary: &'static str,
    version: String,
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
}

/// A build without optimisation and debug information: these tools are quick enough, and an
/// optimised build of one takes longer than everything it will ever do here.
const QUICK_BUILD: &[(&str, &str)] = &[
    ("CARGO_PROFILE_DEV_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_INCREMENTAL", "false"),
];

impl CargoTool {
    /// Builds the browser bundle.
    pub fn leptos() -> Self {
        Self {
            package: "cargo-leptos",
            binary: "cargo-leptos",
            version: CARGO_LEPTOS.to_owned(),
            // Its lock file has one crate that asks for a newer compiler than it needs.
            arguments: &[
                "--locked",
                "--ignore-rust-version",
                "--debug",
                "--features",
                "no_downloads",
            ],
            environment: QUICK_BUILD,
        }
    }

    /// Makes the JavaScript side of a browser module. It must have exactly the version of the
    /// library that the module was compiled with.
    ///
    /// # Errors
    /// When the workspace manifest does not pin that version.
    pub fn wasm_bindgen(workspace: &Workspace) -> anyhow::Result<Self> {
        let manifest = workspace.toml("Cargo.toml")?;
        let version = manifest
            .get("workspace")
            .and_then(|table| table.get("dependencies")?.get("wasm-bindgen")?.as_str())
            .and_then(|requirement| requirement.strip_prefix('='))
            .context(
                "`Cargo.toml` must pin `wasm-bindgen = \"=<version>\"` in [workspace.dependencies]",
            )?;
        Ok(Self {
            package: "wasm-bindgen-cli",
            binary: "wasm-bindgen",
            version: version.to_owned(),
            arguments: &["--bin", "wasm-bindgen"],
            environment: &[
                ("CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS", "fallback"),
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
            ],
        })
    }

    /// Builds and runs fuzz targets.
    pub fn fuzz() -> Self {
        Self {
            package: "cargo-fuzz",
            binary: "cargo-fuzz",
            version: CARGO_FUZZ.to_owned(),
            arguments: &["--locked", "--debug"],
            environment: QUICK_BUILD,
        }
    }

    /// Checks licences, duplicates and sources of the dependencies.
    pub fn deny() -> Self {
        Self {
            package: "cargo-deny",
            binary: "cargo-deny",
            version: CARGO_DENY.to_owned(),
            arguments: &["--locked", "--debug", "--no-default-features"],
            environment: QUICK_BUILD,
        }
    }

    /// The binary's path; installs it when there is none of this version.
    ///
    /// # Errors
    /// When it cannot be installed; the message has the installer's output and what to do.
    pub fn ensure(&self, line: &Line) -> anyhow::Result<PathBuf> {
        if let Some(binary) = on_path(self.binary)
            && self.is_wanted_version(&binary)
        {
            return Ok(binary);
        }
        let folder = Workspace::tool_cache()?.join(format!("{}-{}", self.package, self.version));
        let binary = folder.join("bin").join(self.binary);
        if self.is_wanted_version(&binary) {
            return Ok(binary);
        }
        line.say(&format!(
            "installing {} {} (once, takes some minutes)",
            self.package, self.version
        ));
        let mut install = process::cargo(&std::env::temp_dir());
        install
            .args([
                "install",
                self.package,
                "--version",
                &self.version,
                "--force",
            ])
            .args(self.arguments)
            .arg("--root")
            .arg(&folder)
            .envs(self.environment.iter().copied())
            // Its build folder is thrown away afterwards only if cargo may choose it.
            .env_remove("CARGO_TARGET_DIR");
        process::run(line, &mut install)?
            .expect_success()
            .with_context(|| {
                format!(
                    "{package} {version} could not be installed: see below (it needs the network \
                     and a C compiler), or put `{binary}` {version} on PATH",
                    package = self.package,
                    version = self.version,
                    binary = self.binary
                )
            })?;
        anyhow::ensure!(
            self.is_wanted_version(&binary),
            "`{}` was installed but does not run",
            binary.display()
        );
        Ok(binary)
    }

    fn is_wanted_version(&self, binary: &Path) -> bool {
        version_of(binary)
            .is_some_and(|answer| answer.split_whitespace().any(|word| word == self.version))
    }
}
