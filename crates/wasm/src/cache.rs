//! Compiled code on disk, so that a start does not compile every plugin again.
//!
//! Native code is trusted when it is loaded, and a directory is not: every file is bound to its
//! module, the engine's version and its settings by its name, and sealed with a key that only this
//! server has. A file that does not fit is ignored, and the module is compiled again.

use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use acteon_core::SnapshotMode;
use wasmtime::{Engine, Module};

use crate::HostError;
use crate::snapshot::{Compiled, Snapshot};

/// Bytes of all files together, above which the ones that were used longest ago are deleted.
const MAX_DIRECTORY_BYTES: u64 = 1024 * 1024 * 1024;
/// Length of the seal that a file begins with.
const SEAL_BYTES: usize = blake3::OUT_LEN;
/// What stands between how calls start and the code.
const END_OF_SNAPSHOT: u8 = b'\n';
/// Extension of the files.
const EXTENSION: &str = "code";
/// Extension of files being written.
const UNFINISHED: &str = "tmp";

/// Where compiled code is kept.
#[derive(Clone)]
pub struct CodeCacheConfig {
    /// A directory for nothing else. It is made if it does not exist.
    pub directory: PathBuf,
    /// Seals the files. Random, secret, and the same at the next start.
    pub key: [u8; 32],
}

/// Does not show the key.
impl std::fmt::Debug for CodeCacheConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeCacheConfig")
            .field("directory", &self.directory)
            .finish_non_exhaustive()
    }
}

/// What a file holds after its seal: how calls start, as one line of JSON, and the code.
fn content(compiled: &Compiled) -> io::Result<Vec<u8>> {
    let mut content = serde_json::to_vec(&compiled.snapshot)?;
    content.push(END_OF_SNAPSHOT);
    let code = compiled.module.serialize();
    content.extend(code.map_err(|error| io::Error::other(error.to_string()))?);
    Ok(content)
}

/// The files of one engine.
pub(crate) struct CodeCache {
    config: CodeCacheConfig,
    /// The engine's version, target and settings.
    engine: [u8; 32],
}

impl CodeCache {
    pub(crate) fn open(config: CodeCacheConfig, engine: &Engine) -> Result<Self, HostError> {
        let failed = |error| HostError::Cache {
            directory: config.directory.clone(),
            error,
        };
        fs::create_dir_all(&config.directory).map_err(failed)?;
        let mut hasher = EngineHasher(blake3::Hasher::new());
        engine.precompile_compatibility_hash().hash(&mut hasher);
        Ok(Self {
            engine: *hasher.0.finalize().as_bytes(),
            config,
        })
    }

    /// The module's code as it was compiled for this mode, if there is a file that is whole and
    /// ours.
    pub(crate) fn load(
        &self,
        engine: &Engine,
        module: &[u8],
        mode: SnapshotMode,
    ) -> Option<Compiled> {
        let id = self.id(module, mode);
        let path = self.path(&id);
        let file = fs::read(&path).ok()?;
        let (seal, content) = file.split_at_checked(SEAL_BYTES)?;
        // `Hash` compares in constant time.
        if self.seal(&id, content) != blake3::Hash::from_bytes(seal.try_into().ok()?) {
            tracing::warn!("a file of compiled plugin code is damaged or foreign; compiling again");
            return None;
        }
        let end = content.iter().position(|&byte| byte == END_OF_SNAPSHOT)?;
        let snapshot: Snapshot = serde_json::from_slice(content.get(..end)?).ok()?;
        let code = content.get(end + 1..)?;
        // SAFETY: `deserialize` asks for bytes that `serialize` of the same engine version and
        // settings has written. The seal is a MAC, under a key that only this server has, over
        // exactly these bytes and an identity that covers module, engine version, target and
        // settings, and only `store` makes seals. The bytes were read into our own memory before
        // they were checked, so that nobody can change them in between.
        #[allow(unsafe_code)]
        let module = unsafe { Module::deserialize(engine, code) }.ok()?;
        mark_used(&path);
        Some(Compiled { module, snapshot })
    }

    /// Keeps the module's code. A failure costs time at the next start and nothing else.
    pub(crate) fn store(&self, module: &[u8], mode: SnapshotMode, compiled: &Compiled) {
        let written =
            content(compiled).and_then(|content| self.write(&self.id(module, mode), &content));
        if let Err(error) = written.and_then(|()| self.delete_oldest()) {
            tracing::warn!("compiled plugin code is not kept: {error}");
        }
    }

    /// What a file belongs to.
    fn id(&self, module: &[u8], mode: SnapshotMode) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.engine);
        hasher.update(mode.as_str().as_bytes());
        hasher.update(blake3::hash(module).as_bytes());
        hasher.finalize()
    }

    fn path(&self, id: &blake3::Hash) -> PathBuf {
        let name = format!("{}.{EXTENSION}", id.to_hex());
        self.config.directory.join(name)
    }

    fn seal(&self, id: &blake3::Hash, content: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.config.key);
        hasher.update(id.as_bytes());
        hasher.update(content);
        hasher.finalize()
    }

    /// Writes beside the file and renames: a reader sees a whole file or none.
    fn write(&self, id: &blake3::Hash, content: &[u8]) -> io::Result<()> {
        let mut nonce = [0_u8; 8];
        getrandom::fill(&mut nonce).map_err(|error| io::Error::other(error.to_string()))?;
        let name = format!("{:016x}.{UNFINISHED}", u64::from_le_bytes(nonce));
        let unfinished = self.config.directory.join(name);
        let written = create_private(&unfinished)
            .and_then(|mut file| {
                file.write_all(self.seal(id, content).as_bytes())?;
                file.write_all(content)
            })
            .and_then(|()| fs::rename(&unfinished, self.path(id)));
        if written.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        written
    }

    /// Deletes files, the ones used longest ago first, until the directory is small enough.
    fn delete_oldest(&self) -> io::Result<()> {
        let mut files: Vec<(SystemTime, u64, PathBuf)> = fs::read_dir(&self.config.directory)?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|e| e == EXTENSION || e == UNFINISHED)
            })
            .filter_map(|path| {
                let metadata = fs::metadata(&path).ok()?;
                Some((metadata.modified().ok()?, metadata.len(), path))
            })
            .collect();
        files.sort();
        let mut total: u64 = files.iter().map(|(_, length, _)| length).sum();
        for (_, length, path) in files {
            if total <= MAX_DIRECTORY_BYTES {
                break;
            }
            fs::remove_file(path)?;
            total -= length;
        }
        Ok(())
    }
}

/// The time of modification is the time of last use.
fn mark_used(path: &Path) {
    if let Ok(file) = File::options().append(true).open(path) {
        let _ = file.set_modified(SystemTime::now());
    }
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

/// Feeds what the engine hashes about itself into a hash of 256 bits.
struct EngineHasher(blake3::Hasher);

impl Hasher for EngineHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let hash = self.0.finalize();
        let mut first = [0_u8; 8];
        first.copy_from_slice(&hash.as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}
