//! Plugins that are files: `plugin_dir` and `wasm_path`.
//!
//! Each follows its file. The store keeps a copy, so that a former revision can be restored and a
//! broken file does not take a working plugin away.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use acteon_core::{PluginLimits, PluginName, SnapshotMode, consts};
use acteon_evaluator::{About, PluginState, RegisteredPlugin};
use acteon_store::{
    ChangeOperation, DeletePlugin, Expect, NewModule, NewRevision, PluginRecord, PluginSource,
};
use acteon_wasm::PreparedModule;
use tracing::warn;

use super::files_found::{FoundFile, Stamp, find};
use super::prepare::Prepared;
use super::register::description;
use crate::auth::SYSTEM_CALLER;
use crate::config::PluginOverride;
use crate::{Gateway, GatewayError, events};

/// What is known about plugin files beside what is registered.
#[derive(Default)]
pub(crate) struct FilePlugins {
    /// State of each file when it was last looked at, so that an unchanged one is not read again.
    stamps: HashMap<PluginName, (PathBuf, Stamp)>,
    /// Why a file could not be loaded.
    failures: BTreeMap<PluginName, String>,
    /// Plugins that were deleted although their file is still there.
    dismissed: HashMap<PluginName, Option<Stamp>>,
    /// The last problem with the folder itself, so that it is reported once.
    folder_problem: Option<String>,
}

impl FilePlugins {
    /// Whether a file has changed since it was loaded, and was not deleted over the API as it is.
    fn is_news(&self, name: &PluginName, file: &FoundFile) -> bool {
        let dismissed = self.dismissed.get(name) == Some(&Some(file.stamp));
        let loaded = self.stamps.get(name);
        let unchanged =
            loaded.is_some_and(|(path, stamp)| *path == file.path && *stamp == file.stamp);
        !dismissed && !unchanged
    }

    /// Keeps a plugin away until its file changes.
    pub(super) fn dismiss(&mut self, name: &PluginName) {
        self.dismissed
            .insert(name.clone(), self.stamps.get(name).map(|(_, stamp)| *stamp));
        self.failures.remove(name);
    }
}

impl Gateway {
    /// Brings the plugins that are files in step with the files. Modules are compiled without
    /// holding up other changes. Answers whether something has to be tried again.
    pub(crate) async fn scan_files(&self) -> bool {
        let wasm = &self.inner.config.wasm;
        let (folder, overrides) = (wasm.plugin_dir.clone(), wasm.plugins.clone());
        let found = tokio::task::spawn_blocking(move || find(folder.as_deref(), &overrides)).await;
        let Ok(found) = found else { return true };
        let mut again = !found.complete;
        for (name, file) in &found.files {
            if self.inner.stopping.is_cancelled() {
                return false;
            }
            again |= !self.follow_file(name, file).await;
        }
        let mut files = self.inner.changing_plugins.lock().await;
        if found.problem != files.folder_problem {
            if let Some(problem) = &found.problem {
                warn!(problem, "plugin files");
            }
            files.folder_problem.clone_from(&found.problem);
        }
        if found.complete {
            self.forget_missing(&mut files, &found.files).await;
        }
        again
    }

    /// Loads a file if it has changed. False when that could not be done now.
    async fn follow_file(&self, name: &PluginName, file: &FoundFile) -> bool {
        if !self.inner.changing_plugins.lock().await.is_news(name, file) {
            return true;
        }
        let loaded = self.prepare_file(name, file).await;
        let mut files = self.inner.changing_plugins.lock().await;
        let loaded = match loaded {
            Ok((wanted, prepared)) => self.put_file(name, wanted, prepared).await,
            Err(error) => Err(error),
        };
        match loaded {
            Ok(()) => {
                files.failures.remove(name);
            }
            // The file is not to blame: it is looked at again.
            Err(
                GatewayError::Saturated { .. }
                | GatewayError::StoreUnavailable(_)
                | GatewayError::Internal(_),
            ) => return false,
            Err(error) => {
                let error = error.to_string();
                events::plugin_failed_to_load(name, &error);
                files.failures.insert(name.clone(), error.clone());
                self.show_failed_file(name, error).await;
            }
        }
        files.dismissed.remove(name);
        files
            .stamps
            .insert(name.clone(), (file.path.clone(), file.stamp));
        true
    }

    async fn prepare_file(
        &self,
        name: &PluginName,
        file: &FoundFile,
    ) -> Result<(Wanted, Prepared), GatewayError> {
        let limit = self.inner.config.wasm.max_module_bytes;
        if file.stamp.size > limit {
            return Err(GatewayError::ModuleTooLarge {
                size: file.stamp.size,
                limit,
            });
        }
        let bytes = tokio::fs::read(&file.path).await.map_err(|error| {
            GatewayError::InvalidRequest(format!("the file cannot be read: {error}"))
        })?;
        let wanted = self.wanted(name, self.stored_file(name).await?.as_ref())?;
        let prepared = self
            .prepare(bytes, None, wanted.limits, wanted.snapshot)
            .await?;
        Ok((wanted, prepared))
    }

    /// Records what a file has become, if that is new, and shows it.
    async fn put_file(
        &self,
        name: &PluginName,
        wanted: Wanted,
        prepared: Prepared,
    ) -> Result<(), GatewayError> {
        let stored = self.stored_file(name).await?;
        // Changed over the API while the module was compiled: that counts.
        let wanted = match &stored {
            Some(stored) if wanted.differs_from(stored) => self.wanted(name, Some(stored))?,
            _ => wanted,
        };
        let operation = match &stored {
            None => ChangeOperation::Register,
            Some(stored) if stored.sha256 != prepared.digest => ChangeOperation::Replace,
            Some(stored) if wanted.differs_from(stored) => ChangeOperation::Update,
            Some(stored) => {
                self.show_file(stored, prepared.module);
                return Ok(());
            }
        };
        let change = NewRevision {
            name: name.clone(),
            source: PluginSource::PluginDir,
            description: wanted.description,
            limits: wanted.limits,
            snapshot: prepared.snapshot,
            enabled: wanted.enabled,
            module: NewModule::Bytes(prepared.bytes),
            operation,
            caller: Some(SYSTEM_CALLER.to_owned()),
            at: self.inner.clock.now(),
        };
        let record = self.put_plugin(change, Expect::Anything).await?;
        let sha256 = record.sha256.to_string();
        events::plugin_registered(name, record.revision, &sha256, Some(SYSTEM_CALLER));
        self.show_file(&record, prepared.module);
        Ok(())
    }

    async fn stored_file(&self, name: &PluginName) -> Result<Option<PluginRecord>, GatewayError> {
        let records = self.inner.store.plugin(name).await?;
        Ok(records
            .into_iter()
            .find(|record| record.source == PluginSource::PluginDir))
    }

    /// What the configuration says about a file's plugin, else what was set before, else the
    /// defaults.
    fn wanted(
        &self,
        name: &PluginName,
        stored: Option<&PluginRecord>,
    ) -> Result<Wanted, GatewayError> {
        let none = PluginOverride::nothing(name.clone());
        let configured = self
            .inner
            .config
            .wasm
            .plugins
            .iter()
            .find(|plugin| plugin.name == *name);
        let configured = configured.unwrap_or(&none);
        Ok(Wanted {
            description: match &configured.description {
                Some(text) => description(Some(text.clone()))?,
                None => stored.and_then(|stored| stored.description.clone()),
            },
            limits: self.limits(
                configured.memory_limit_bytes,
                configured.timeout_ms,
                stored.map(|stored| stored.limits),
            )?,
            snapshot: configured
                .snapshot
                .or(stored.map(|stored| stored.snapshot))
                .unwrap_or_default(),
            enabled: configured
                .enabled
                .or(stored.map(|stored| stored.enabled))
                .unwrap_or(true),
        })
    }

    /// Shows a file's plugin unless an upload stands in front of it.
    fn show_file(&self, record: &PluginRecord, module: PreparedModule) {
        if !self.upload_in_front(&record.name) {
            self.show_record(record, Ok(module), None);
        }
    }

    fn upload_in_front(&self, name: &PluginName) -> bool {
        self.inner
            .registry
            .get(name)
            .is_some_and(|plugin| !plugin.about.from_file)
    }

    /// Lists a broken file as failed; the module it had before goes on answering.
    async fn show_failed_file(&self, name: &PluginName, error: String) {
        if self.upload_in_front(name) {
            return;
        }
        if let Some(present) = self.inner.registry.get(name)
            && let PluginState::Ready(module) = &present.state
        {
            let error = format!("{error}; revision {} goes on answering", present.revision);
            self.insert_plugin(RegisteredPlugin {
                name: name.clone(),
                revision: present.revision,
                enabled: present.enabled,
                limits: present.limits,
                snapshot: present.snapshot,
                state: PluginState::Ready(module.clone()),
                load_error: Some(error),
                about: present.about.clone(),
                stats: Arc::clone(&present.stats),
            });
            return;
        }
        if let Ok(Some(record)) = self.stored_file(name).await {
            let error = format!("{error}; revision {} goes on answering", record.revision);
            self.show_stored(&record, Some(error), None).await;
            return;
        }
        let registered = self.inner.registry.len();
        if registered >= consts::MAX_PLUGINS && self.inner.registry.get(name).is_none() {
            return;
        }
        let now = self.inner.clock.now();
        self.insert_plugin(RegisteredPlugin {
            name: name.clone(),
            revision: 0,
            enabled: true,
            limits: self
                .wanted(name, None)
                .map_or_else(|_| PluginLimits::default(), |w| w.limits),
            snapshot: SnapshotMode::default(),
            state: PluginState::Failed,
            load_error: Some(error),
            about: About {
                description: None,
                from_file: true,
                registered_at: now,
                updated_at: now,
                module: None,
            },
            stats: self.stats(name),
        });
    }

    /// Unregisters what has no file any more.
    async fn forget_missing(
        &self,
        files: &mut FilePlugins,
        found: &BTreeMap<PluginName, FoundFile>,
    ) {
        files.stamps.retain(|name, _| found.contains_key(name));
        files.dismissed.retain(|name, _| found.contains_key(name));
        let broken: Vec<PluginName> = (files.failures.keys())
            .filter(|name| !found.contains_key(*name))
            .cloned()
            .collect();
        for name in broken {
            files.failures.remove(&name);
            if !self.upload_in_front(&name) {
                self.remove_plugin(&name);
            }
        }
        let Ok(records) = self.inner.store.plugins().await else {
            return;
        };
        for record in records {
            if record.source != PluginSource::PluginDir || found.contains_key(&record.name) {
                continue;
            }
            let deleted = self.inner.store.delete_plugin(
                DeletePlugin {
                    name: record.name.clone(),
                    source: PluginSource::PluginDir,
                    caller: Some(SYSTEM_CALLER.to_owned()),
                    at: self.inner.clock.now(),
                },
                Expect::Anything,
            );
            if let Err(error) = deleted.await {
                warn!(%error, plugin = %record.name, "a plugin without a file could not be unregistered");
                continue;
            }
            events::plugin_deleted(&record.name, Some(SYSTEM_CALLER));
            if !self.upload_in_front(&record.name) {
                self.remove_plugin(&record.name);
            }
        }
    }

    /// After an upload was deleted: the file's plugin of that name comes back, if there is one.
    pub(super) async fn show_file_again(&self, files: &mut FilePlugins, name: &PluginName) {
        let record = self.stored_file(name).await.ok().flatten();
        let failure = files.failures.get(name).cloned();
        match (record, failure) {
            (Some(record), failure) => {
                let shown = self.show_stored(&record, failure, None).await;
                if matches!(shown.state, PluginState::Failed) {
                    // The next look at the files tries again.
                    files.stamps.remove(name);
                }
            }
            (None, Some(failure)) => {
                self.remove_plugin(name);
                self.show_failed_file(name, failure).await;
            }
            (None, None) => self.remove_plugin(name),
        }
    }

    /// Problems with plugin files, for `/ready`.
    pub(crate) fn failed_plugins(&self) -> Vec<Arc<RegisteredPlugin>> {
        let mut plugins = self.inner.registry.all();
        plugins.retain(|plugin| plugin.load_error.is_some());
        plugins
    }
}

/// A file's plugin as it shall be.
struct Wanted {
    description: Option<String>,
    limits: PluginLimits,
    snapshot: SnapshotMode,
    enabled: bool,
}

impl Wanted {
    fn differs_from(&self, stored: &PluginRecord) -> bool {
        self.description != stored.description
            || self.limits != stored.limits
            || self.snapshot != stored.snapshot
            || self.enabled != stored.enabled
    }
}
