//! Plugins that are files: `plugin_dir` and `wasm_path`.
//!
//! Each follows its file. The store keeps a copy, so that a former revision can be restored and a
//! broken file does not take a working plugin away.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use acteon_core::{PluginLimits, PluginName, consts};
use acteon_evaluator::{About, PluginState, RegisteredPlugin};
use acteon_store::{
    ChangeOperation, DeletePlugin, Expect, NewModule, NewRevision, PluginRecord, PluginSource,
    Sha256Digest,
};
use acteon_wasm::PreparedModule;
use tracing::warn;

use super::files_found::{FoundFile, Stamp, find};
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
    /// Keeps a plugin away until its file changes.
    pub(super) fn dismiss(&mut self, name: &PluginName) {
        self.dismissed
            .insert(name.clone(), self.stamps.get(name).map(|(_, stamp)| *stamp));
        self.failures.remove(name);
    }
}

impl Gateway {
    /// Brings the plugins that are files in step with the files.
    pub(crate) async fn scan_files(&self, files: &mut FilePlugins) {
        let wasm = &self.inner.config.wasm;
        let (folder, overrides) = (wasm.plugin_dir.clone(), wasm.plugins.clone());
        let found = tokio::task::spawn_blocking(move || find(folder.as_deref(), &overrides)).await;
        let Ok((found, problem)) = found else { return };
        if problem != files.folder_problem {
            if let Some(problem) = &problem {
                warn!(problem, "plugin files");
            }
            files.folder_problem = problem;
        }
        for (name, file) in &found {
            self.follow_file(files, name, file).await;
        }
        self.forget_missing(files, &found).await;
    }

    async fn follow_file(&self, files: &mut FilePlugins, name: &PluginName, file: &FoundFile) {
        if files
            .dismissed
            .get(name)
            .is_some_and(|stamp| *stamp == Some(file.stamp))
        {
            return;
        }
        files.dismissed.remove(name);
        let unchanged = files
            .stamps
            .get(name)
            .is_some_and(|(path, stamp)| *path == file.path && *stamp == file.stamp);
        if unchanged {
            return;
        }
        files
            .stamps
            .insert(name.clone(), (file.path.clone(), file.stamp));
        match self.load_file(name, file).await {
            Ok(()) => {
                files.failures.remove(name);
            }
            Err(error) => {
                let error = error.to_string();
                events::plugin_failed_to_load(name, &error);
                files.failures.insert(name.clone(), error.clone());
                self.show_failed_file(name, error).await;
            }
        }
    }

    async fn load_file(&self, name: &PluginName, file: &FoundFile) -> Result<(), GatewayError> {
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
        let records = self.inner.store.plugin(name).await?;
        let stored = records
            .iter()
            .find(|record| record.source == PluginSource::PluginDir);
        let wanted = self.wanted(name, stored)?;
        let sha256 = Sha256Digest::of(&bytes);
        let (bytes, module) = self.prepare(bytes, wanted.limits).await?;
        let operation = match stored {
            None => ChangeOperation::Register,
            Some(stored) if stored.sha256 != sha256 => ChangeOperation::Replace,
            Some(stored) if wanted.differs_from(stored) => ChangeOperation::Update,
            Some(stored) => {
                self.show_file(stored, module);
                return Ok(());
            }
        };
        let change = NewRevision {
            name: name.clone(),
            source: PluginSource::PluginDir,
            description: wanted.description,
            limits: wanted.limits,
            enabled: wanted.enabled,
            module: NewModule::Bytes(bytes),
            operation,
            caller: Some(SYSTEM_CALLER.to_owned()),
            at: self.inner.clock.now(),
        };
        let record = self.put_plugin(change, Expect::Anything).await?;
        let sha256 = record.sha256.to_string();
        events::plugin_registered(name, record.revision, &sha256, Some(SYSTEM_CALLER));
        self.show_file(&record, module);
        Ok(())
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
        let records = self.inner.store.plugin(name).await.unwrap_or_default();
        let stored = records
            .iter()
            .find(|record| record.source == PluginSource::PluginDir);
        if let Some(record) = stored {
            let error = format!("{error}; revision {} goes on answering", record.revision);
            self.show_stored(record, Some(error), None).await;
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
            limits: PluginLimits::default(),
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
        let records = self.inner.store.plugin(name).await.unwrap_or_default();
        let failure = files.failures.get(name).cloned();
        match (records.first(), failure) {
            (Some(record), failure) => {
                self.show_stored(record, failure, None).await;
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
    enabled: bool,
}

impl Wanted {
    fn differs_from(&self, stored: &PluginRecord) -> bool {
        self.description != stored.description
            || self.limits != stored.limits
            || self.enabled != stored.enabled
    }
}
