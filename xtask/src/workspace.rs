//! Where things are.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::Value;

use crate::process;

/// The checked-out repository.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The repository this program was compiled in.
    ///
    /// # Errors
    /// When it has been moved since.
    pub fn find() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies in no folder")?
            .canonicalize()
            .context("the repository was moved: run `cargo xtask` again from inside it")?;
        let metadata = cargo_metadata(&root, &["--no-deps"])?;
        let target = metadata["target_directory"]
            .as_str()
            .context("`cargo metadata` names no target folder")?
            .into();
        Ok(Self { root, target })
    }

    /// The repository's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Cargo's build folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The release server.
    pub fn server_binary(&self) -> PathBuf {
        self.target.join("release/acteon-server")
    }

    /// The folder of the compiled example plugins, which `examples/acteon.toml` names.
    pub fn example_plugins(&self) -> PathBuf {
        self.path("target/example-plugins")
    }

    /// Where installed tools are kept, for all copies of the repository.
    ///
    /// # Errors
    /// When there is neither `XDG_CACHE_HOME` nor `HOME`.
    pub fn tool_cache() -> anyhow::Result<PathBuf> {
        let cache = std::env::var_os("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
            .context("no folder for installed tools: set `HOME` or `XDG_CACHE_HOME`")?;
        Ok(cache.join("acteon/tools"))
    }

    /// Reads a TOML file of the repository.
    ///
    /// # Errors
    /// When it cannot be read or is not TOML.
    pub fn toml(&self, relative: &str) -> anyhow::Result<toml::Table> {
        let path = self.path(relative);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        text.parse()
            .with_context(|| format!("`{}` is not valid TOML", path.display()))
    }

    /// `path` as one would type it: relative to the working directory when it lies in it.
    pub fn typed(path: &Path) -> String {
        let relative = std::env::current_dir()
            .ok()
            .and_then(|current| path.strip_prefix(current).ok());
        relative.unwrap_or(path).display().to_string()
    }
}

/// What `cargo metadata` says about the workspace in `folder`.
///
/// # Errors
/// When a manifest is not valid, or the lock file does not fit.
pub fn cargo_metadata(folder: &Path, arguments: &[&str]) -> anyhow::Result<Value> {
    let mut command = process::cargo(folder);
    command.args(["metadata", "--format-version", "1"]);
    let json = process::output(command.args(arguments))?;
    Ok(serde_json::from_str(&json)?)
}
