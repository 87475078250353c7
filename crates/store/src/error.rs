//! What can go wrong with a store.

use std::path::PathBuf;

use acteon_core::PluginName;

use crate::Sha256Digest;

/// Why an operation on the store failed. A failed operation has changed nothing.
///
/// Only the variants that opening a store and copying it can yield name a path on the host.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// [`Expect::Absent`](crate::Expect::Absent), and the plugin is there.
    #[error("plugin `{name}` exists already")]
    AlreadyExists {
        /// The plugin.
        name: PluginName,
    },
    /// The record is at another revision than the caller had read.
    #[error("plugin `{name}` is at revision {current}, not {expected}")]
    RevisionMismatch {
        /// The plugin.
        name: PluginName,
        /// What the caller had read.
        expected: u64,
        /// What the store holds.
        current: u64,
    },
    /// No such plugin.
    #[error("no plugin `{name}` from this source")]
    NotFound {
        /// The plugin.
        name: PluginName,
    },
    /// The store keeps no module with this digest (any more).
    #[error("module {sha256} is not kept")]
    ModuleNotKept {
        /// Digest of the module.
        sha256: Sha256Digest,
    },
    /// As many plugins are registered as may be.
    #[error("{limit} plugins are registered, which is the most there may be")]
    Full {
        /// The limit that the caller named.
        limit: usize,
    },
    /// The store cannot be reached or written at the moment: full disk, read-only file system,
    /// I/O error. Reading may still work.
    #[error("the store cannot be used: {0}")]
    Unavailable(String),
    /// What is stored cannot be read.
    #[error("the store is damaged: {0}; restore it from a backup")]
    Corrupt(String),
    /// The backend failed in a way that none of the other variants describes: a defect.
    #[error("the store failed: {0}")]
    Failed(String),
    /// Another process has the store open.
    #[error(
        "the data directory `{}` is in use by another server; stop that server, or give this one \
         a `data_dir` of its own", .folder.display()
    )]
    InUse {
        /// The data directory.
        folder: PathBuf,
    },
    /// The store was written by a newer version of this program.
    #[error(
        "the store in `{}` was written by a newer version (its schema has step {step}, which this \
         version does not know); run that version, or restore a backup", .folder.display()
    )]
    Newer {
        /// The data directory.
        folder: PathBuf,
        /// The first schema step that this version does not know.
        step: i64,
    },
    /// The store cannot be opened or copied: no such folder, no permission, damaged file.
    #[error("`{}`: {reason}", .path.display())]
    Path {
        /// The file or folder concerned.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
}
