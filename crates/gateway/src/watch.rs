//! Noticing that rule files and plugin files have changed.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_full::notify::{self, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use tokio::sync::mpsc;
use tokio::time::Interval;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::Gateway;

/// How long files must be quiet before they are read: a copy in progress is not read half-way.
const QUIET: Duration = Duration::from_millis(300);
/// How often it is checked that the folders are still the ones that are watched, and how soon what
/// could not be done is tried again.
const TICK: Duration = Duration::from_secs(2);

/// Reads the rules again when their files change, until the server stops.
pub(crate) async fn watch_rules(gateway: Gateway) {
    let mut folders = Folders::new(gateway.inner.config.rules.directory.clone());
    while let Some(seen) = folders.next(&gateway.inner.stopping).await {
        if seen == Seen::Change || gateway.inner.rules.retry() {
            gateway.load_changed_rules().await;
        }
    }
}

/// Follows plugin files, once the plugins have been loaded, until the server stops.
pub(crate) async fn watch_plugins(gateway: Gateway) {
    let wasm = &gateway.inner.config.wasm;
    if !wasm.enabled {
        return;
    }
    let files = wasm
        .plugins
        .iter()
        .filter_map(|plugin| plugin.wasm_path.as_deref());
    let parents = files.filter_map(Path::parent).map(|parent| {
        // The parent of a bare file name.
        let here = parent.as_os_str().is_empty();
        if here {
            PathBuf::from(".")
        } else {
            parent.to_path_buf()
        }
    });
    let mut folders = Folders::new(wasm.plugin_dir.clone().into_iter().chain(parents));
    let mut loaded = gateway.inner.plugins_loaded.subscribe();
    let first = gateway
        .inner
        .stopping
        .run_until_cancelled(loaded.wait_for(|loaded| *loaded));
    if first.await.is_none() {
        return;
    }
    let mut again = false;
    while let Some(seen) = folders.next(&gateway.inner.stopping).await {
        if seen == Seen::Change || again {
            again = gateway.scan_files().await;
        }
    }
}

/// Why [`Folders::next`] has returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// Something in the folders has changed.
    Change,
    /// Some time has passed.
    Tick,
}

/// Folders that are watched, also those that appear late or are replaced.
struct Folders {
    folders: Vec<Folder>,
    changes: mpsc::Receiver<()>,
    tick: Interval,
}

impl Folders {
    fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        // One waiting message says all there is to say.
        let (changed, changes) = mpsc::channel(1);
        let folder = |path| Folder {
            path,
            changed: changed.clone(),
            watched: None,
            failed: false,
        };
        Self {
            folders: paths.into_iter().map(folder).collect(),
            changes,
            tick: tokio::time::interval(TICK),
        }
    }

    /// Waits for a change or a tick; none when the server stops.
    async fn next(&mut self, stopping: &CancellationToken) -> Option<Seen> {
        tokio::select! {
            () = stopping.cancelled() => None,
            Some(()) = self.changes.recv() => Some(Seen::Change),
            _ = self.tick.tick() => {
                self.folders.iter_mut().for_each(Folder::keep_watching);
                Some(Seen::Tick)
            }
        }
    }
}

struct Folder {
    path: PathBuf,
    changed: mpsc::Sender<()>,
    /// The watcher, and which folder it watches: another one may come to stand under the path.
    watched: Option<(Identity, Debouncer<RecommendedWatcher, RecommendedCache>)>,
    /// Whether watching failed when it was tried last.
    failed: bool,
}

impl Folder {
    fn keep_watching(&mut self) {
        let present = Identity::of(&self.path);
        if present == self.watched.as_ref().map(|(identity, _)| *identity) {
            return;
        }
        self.watched = None;
        if let Some(identity) = present {
            match self.watch() {
                Ok(watcher) => self.watched = Some((identity, watcher)),
                Err(error) => {
                    if !std::mem::replace(&mut self.failed, true) {
                        let folder = self.path.display();
                        warn!(%error, %folder, "changes cannot be watched; trying again");
                    }
                    return;
                }
            }
        }
        self.failed = false;
        // What happened before the watch began is not reported by it.
        tell(&self.changed);
    }

    fn watch(&self) -> notify::Result<Debouncer<RecommendedWatcher, RecommendedCache>> {
        let changed = self.changed.clone();
        let mut watcher = new_debouncer(QUIET, None, move |events: DebounceEventResult| {
            let only_read = events.is_ok_and(|events| events.iter().all(|e| e.kind.is_access()));
            if !only_read {
                tell(&changed);
            }
        })?;
        watcher.watch(&self.path, RecursiveMode::NonRecursive)?;
        Ok(watcher)
    }
}

/// Which folder stands under a path, links resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    fn of(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path)
            .ok()
            .filter(std::fs::Metadata::is_dir)?;
        Some(Self {
            device: metadata.dev(),
            inode: metadata.ino(),
        })
    }
}

/// Says that something has changed. A message that waits already says the same, and nobody listens
/// when the server stops.
fn tell(changed: &mpsc::Sender<()>) {
    let _ = changed.try_send(());
}
