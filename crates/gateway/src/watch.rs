//! Noticing that rule files and plugin files have changed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_full::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::Gateway;

/// How long files must be quiet before they are read: a copy in progress is not read half-way.
const QUIET: Duration = Duration::from_millis(300);
/// How often a folder that could not be watched is tried again.
const RETRY: Duration = Duration::from_secs(2);

/// What a change concerns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Concern {
    Rules,
    Plugins,
}

/// Follows the configured folders until the server stops.
pub(crate) async fn watch_files(gateway: Gateway, stopping: CancellationToken) {
    let config = &gateway.inner.config;
    let (changed, mut changes) = mpsc::unbounded_channel();
    let mut folders = Vec::new();
    if let Some(folder) = &config.rules.directory {
        folders.push(Folder::new(folder.clone(), Concern::Rules, changed.clone()));
    }
    if config.wasm.enabled {
        let files = config
            .wasm
            .plugins
            .iter()
            .filter_map(|plugin| plugin.wasm_path.as_deref());
        let parents = files.filter_map(Path::parent).map(Path::to_path_buf);
        for folder in config.wasm.plugin_dir.clone().into_iter().chain(parents) {
            folders.push(Folder::new(folder, Concern::Plugins, changed.clone()));
        }
    }
    let mut retry = tokio::time::interval(RETRY);
    loop {
        let concern = tokio::select! {
            () = stopping.cancelled() => return,
            Some(concern) = changes.recv() => concern,
            _ = retry.tick() => {
                folders.iter_mut().for_each(Folder::keep_watching);
                continue;
            }
        };
        match concern {
            Concern::Rules => gateway.reload_changed_rules().await,
            Concern::Plugins => {
                // The plugins are first loaded by the start.
                if gateway.plugins_loaded().await.is_ok() {
                    let mut files = gateway.inner.changing_plugins.lock().await;
                    gateway.scan_files(&mut files).await;
                }
            }
        }
    }
}

struct Folder {
    path: PathBuf,
    concern: Concern,
    changed: mpsc::UnboundedSender<Concern>,
    watcher: Option<Debouncer<RecommendedWatcher, RecommendedCache>>,
    /// Whether the folder was missing when it was looked at last.
    missed: bool,
}

impl Folder {
    fn new(path: PathBuf, concern: Concern, changed: mpsc::UnboundedSender<Concern>) -> Self {
        Self {
            path,
            concern,
            changed,
            watcher: None,
            missed: false,
        }
    }

    /// Watches the folder, also one that appears late or was replaced by another.
    fn keep_watching(&mut self) {
        if !self.path.is_dir() {
            if self.watcher.take().is_some() {
                self.tell();
            }
            self.missed = true;
            return;
        }
        if self.watcher.is_some() {
            return;
        }
        match self.watch() {
            Ok(watcher) => {
                self.watcher = Some(watcher);
                // What happened before the watch began is not reported by it.
                if std::mem::take(&mut self.missed) {
                    self.tell();
                }
            }
            Err(error) => {
                if !std::mem::replace(&mut self.missed, true) {
                    warn!(%error, folder = %self.path.display(), "changes cannot be watched; trying again");
                }
            }
        }
    }

    fn watch(
        &self,
    ) -> notify_debouncer_full::notify::Result<Debouncer<RecommendedWatcher, RecommendedCache>>
    {
        let (changed, concern) = (self.changed.clone(), self.concern);
        let mut watcher = new_debouncer(QUIET, None, move |events: DebounceEventResult| {
            let reads_only = |events: &[notify_debouncer_full::DebouncedEvent]| {
                events.iter().all(|event| event.kind.is_access())
            };
            if events.as_ref().is_ok_and(|events| reads_only(events)) {
                return;
            }
            // The receiver is gone only when the server stops.
            let _ = changed.send(concern);
        })?;
        watcher.watch(&self.path, RecursiveMode::NonRecursive)?;
        Ok(watcher)
    }

    fn tell(&self) {
        // The receiver is gone only when the server stops.
        let _ = self.changed.send(self.concern);
    }
}
