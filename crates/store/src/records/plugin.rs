//! Plugins, their revisions and counters.

use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use jiff::Timestamp;

use super::{ChangeOperation, UnknownName};
use crate::Sha256Digest;

/// Where a plugin comes from. One name can have a plugin from each; the upload then stands in
/// front of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PluginSource {
    /// Registered over the API.
    Upload,
    /// Read from a file.
    PluginDir,
}

impl PluginSource {
    /// The name it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::PluginDir => "plugin_dir",
        }
    }

    /// The reverse of [`as_str`](Self::as_str).
    ///
    /// # Errors
    /// The text is no such name.
    pub fn parse(text: &str) -> Result<Self, UnknownName> {
        match text {
            "upload" => Ok(Self::Upload),
            "plugin_dir" => Ok(Self::PluginDir),
            _ => Err(UnknownName::new("plugin source", text)),
        }
    }
}

/// A plugin as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginRecord {
    /// Its name.
    pub name: PluginName,
    /// Where it comes from.
    pub source: PluginSource,
    /// What it is for.
    pub description: Option<String>,
    /// What one invocation may use.
    pub limits: PluginLimits,
    /// When its calls start from a snapshot.
    pub snapshot: SnapshotMode,
    /// Whether rules may call it.
    pub enabled: bool,
    /// Digest of its module.
    pub sha256: Sha256Digest,
    /// Size of its module in bytes.
    pub size_bytes: u64,
    /// Its revision: rises with every change of either source, and goes on rising when the name is
    /// registered again after a deletion, so that a revision never means two things.
    pub revision: u64,
    /// When this source registered the name, to the microsecond.
    pub registered_at: Timestamp,
    /// When it was changed last, to the microsecond.
    pub updated_at: Timestamp,
}

/// A revision to be made: the plugin as it shall be.
#[derive(Clone, Debug)]
pub struct NewRevision {
    /// The plugin.
    pub name: PluginName,
    /// Which of the name's plugins it is.
    pub source: PluginSource,
    /// What it is for.
    pub description: Option<String>,
    /// What one invocation may use.
    pub limits: PluginLimits,
    /// When its calls start from a snapshot.
    pub snapshot: SnapshotMode,
    /// Whether rules may call it.
    pub enabled: bool,
    /// Its module.
    pub module: NewModule,
    /// What is being done, for the revision and for the change.
    pub operation: ChangeOperation,
    /// Who does it.
    pub caller: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The module of a [`NewRevision`].
#[derive(Clone)]
pub enum NewModule {
    /// These bytes; stored once however often they come.
    Bytes(Vec<u8>),
    /// A module that the store keeps already: the present one, or that of a former revision.
    Kept(Sha256Digest),
}

/// Names the size instead of printing megabytes.
impl std::fmt::Debug for NewModule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Kept(sha256) => write!(f, "Kept({sha256})"),
        }
    }
}

/// What must hold for a change to be made; checked in the transaction that makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Nothing.
    Anything,
    /// This source has no plugin of the name, else [`AlreadyExists`](crate::StoreError::AlreadyExists).
    Absent,
    /// This source has a plugin of the name, else [`NotFound`](crate::StoreError::NotFound).
    Present,
    /// As [`Present`](Self::Present), and what answers to the name (the upload when there is one)
    /// is at this revision, else [`RevisionMismatch`](crate::StoreError::RevisionMismatch).
    Revision(u64),
}

/// A plugin to be deleted.
#[derive(Clone, Debug)]
pub struct DeletePlugin {
    /// The plugin.
    pub name: PluginName,
    /// Which of the name's plugins goes; another one stays and answers to the name from then on.
    pub source: PluginSource,
    /// Who does it.
    pub caller: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A revision that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionRecord {
    /// The plugin.
    pub name: PluginName,
    /// Which of the name's plugins it was.
    pub source: PluginSource,
    /// The revision's number.
    pub revision: u64,
    /// Description at the time.
    pub description: Option<String>,
    /// Limits at the time.
    pub limits: PluginLimits,
    /// When its calls started from a snapshot.
    pub snapshot: SnapshotMode,
    /// Whether it was switched on.
    pub enabled: bool,
    /// Digest of its module.
    pub sha256: Sha256Digest,
    /// Size of its module in bytes.
    pub size_bytes: u64,
    /// How it came to be.
    pub operation: ChangeOperation,
    /// Who made it.
    pub caller: Option<String>,
    /// When it was made, to the microsecond.
    pub at: Timestamp,
    /// Whether it is what answers to the name now.
    pub current: bool,
    /// Whether its module is still kept.
    pub restorable: bool,
}

/// How often a plugin was invoked, ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginCounters {
    /// The plugin.
    pub name: PluginName,
    /// Invocations by dispatched actions.
    pub dispatch: u64,
    /// Invocations by the playground.
    pub playground: u64,
    /// Invocations by the test endpoint.
    pub test: u64,
    /// Failed ones among them.
    pub errors: u64,
    /// When it was invoked last, to the microsecond.
    pub last_invoked_at: Option<Timestamp>,
}
