//! Changing, replacing, restoring and deleting plugins.

use std::sync::Arc;

use acteon_api_types::{PluginDetail, UpdatePluginRequest};
use acteon_core::PluginName;
use acteon_evaluator::{PluginState, RegisteredPlugin};
use acteon_store::{
    ChangeOperation, DeletePlugin, Expect, NewModule, NewRevision, PluginRecord, PluginSource,
    StoreError,
};
use acteon_wasm::PreparedModule;

use super::register::{description, finish};
use crate::auth::Caller;
use crate::{Gateway, GatewayError, convert, events};

/// Why a revision cannot be restored any more.
const TOO_OLD: &str = "is too old: its module is no longer kept";

/// A module to put in place of a plugin's present one; what is absent stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ReplacePlugin {
    /// The new module.
    pub module: Vec<u8>,
    /// What it is for.
    pub description: Option<String>,
    /// Memory limit in bytes.
    pub memory_limit_bytes: Option<u64>,
    /// Timeout in milliseconds.
    pub timeout_ms: Option<u64>,
    /// Whether rules may call it.
    pub enabled: Option<bool>,
    /// SHA-256 the module must have, in hex.
    pub sha256: Option<String>,
}

impl Gateway {
    /// Changes description, limits or state of a plugin.
    ///
    /// # Errors
    /// No such plugin, a value out of range or below what the module declares, another revision
    /// than expected, or the store cannot record it.
    pub async fn update_plugin(
        &self,
        caller: &Caller,
        name: &str,
        request: UpdatePluginRequest,
        expected_revision: Option<u64>,
    ) -> Result<PluginDetail, GatewayError> {
        self.host()?;
        let gateway = self.clone();
        let before = self.known(name).await?;
        let name = before.name.clone();
        let module = match &before.state {
            PluginState::Ready(module) => module.clone(),
            PluginState::Failed => self.try_again(&before, &request).await?,
        };
        let caller = caller.name().map(str::to_owned);
        finish(async move {
            let _changing = gateway.inner.changing_plugins.lock().await;
            let present = gateway.present(&name, expected_revision)?;
            // Replaced meanwhile: then that module is the one whose limits change.
            let module = match &present.state {
                PluginState::Ready(module) => module.clone(),
                PluginState::Failed => module,
            };
            let limits = gateway.limits(
                request.memory_limit_bytes,
                request.timeout_ms,
                Some(present.limits),
            )?;
            module
                .check_limits(limits)
                .map_err(|error| GatewayError::ModuleRefused(error.to_string()))?;
            let description = match request.description {
                Some(text) => description(Some(text))?,
                None => present.about.description.clone(),
            };
            let stored = gateway.stored(&present).await?;
            // A module that could be loaded at last has no error any more; a broken file still has.
            let load_error = match present.state {
                PluginState::Ready(_) => present.load_error.clone(),
                PluginState::Failed => None,
            };
            let record = gateway
                .put_plugin(
                    NewRevision {
                        description,
                        limits,
                        enabled: request.enabled.unwrap_or(present.enabled),
                        module: NewModule::Kept(stored.sha256),
                        operation: ChangeOperation::Update,
                        ..gateway.next_revision(&stored, caller)
                    },
                    Expect::Revision(present.revision),
                )
                .await?;
            let plugin = gateway.show_record(&record, Ok(module), load_error);
            Ok(convert::plugin_detail(
                &plugin,
                gateway.rules_calling(&name),
            ))
        })
        .await
    }

    /// Puts another module in place of a plugin's; a call sees the one or the other.
    ///
    /// For a plugin from a file the upload stands in front of it: the server never writes to
    /// `plugin_dir`.
    ///
    /// # Errors
    /// As for registering, and another revision than expected.
    pub async fn replace_plugin(
        &self,
        caller: &Caller,
        name: &str,
        request: ReplacePlugin,
        expected_revision: Option<u64>,
    ) -> Result<PluginDetail, GatewayError> {
        self.host()?;
        let present = self.known(name).await?;
        check_revision(&present, expected_revision)?;
        let limits = self.limits(
            request.memory_limit_bytes,
            request.timeout_ms,
            Some(present.limits),
        )?;
        let given = match request.description {
            Some(text) => Some(description(Some(text))?),
            None => None,
        };
        let name = present.name.clone();
        let prepared = self.prepare(request.module, request.sha256, limits).await?;
        let gateway = self.clone();
        let caller = caller.name().map(str::to_owned);
        finish(async move {
            let _changing = gateway.inner.changing_plugins.lock().await;
            // What the request leaves open is as it is now, not as it was before compiling.
            let present = gateway.present(&name, expected_revision)?;
            let limits = gateway.limits(
                request.memory_limit_bytes,
                request.timeout_ms,
                Some(present.limits),
            )?;
            let change = NewRevision {
                source: PluginSource::Upload,
                description: given.unwrap_or_else(|| present.about.description.clone()),
                limits,
                enabled: request.enabled.unwrap_or(present.enabled),
                module: NewModule::Bytes(prepared.bytes),
                operation: ChangeOperation::Replace,
                caller,
                name,
                at: gateway.inner.clock.now(),
            };
            gateway
                .put_and_show(&present, change, prepared.module)
                .await
        })
        .await
    }

    /// Makes a former revision's module, description and limits the present ones again, as a new
    /// revision.
    ///
    /// # Errors
    /// No such plugin or revision, a module that is no longer kept, another revision than
    /// expected, or the store cannot record it.
    pub async fn restore_plugin(
        &self,
        caller: &Caller,
        name: &str,
        revision: u64,
        expected_revision: Option<u64>,
    ) -> Result<PluginDetail, GatewayError> {
        self.host()?;
        let present = self.known(name).await?;
        check_revision(&present, expected_revision)?;
        let gone = |reason| GatewayError::RevisionNotFound {
            name: present.name.to_string(),
            revision,
            reason,
        };
        let former = (self.inner.store.revision(&present.name, revision).await?)
            .ok_or_else(|| gone("does not exist"))?;
        if !former.restorable {
            return Err(gone(TOO_OLD));
        }
        let bytes = match self.inner.store.module(former.sha256).await {
            Err(StoreError::ModuleNotKept { .. }) => return Err(gone(TOO_OLD)),
            bytes => bytes?,
        };
        let prepared = self.prepare(bytes, None, former.limits).await?;
        let gateway = self.clone();
        let caller = caller.name().map(str::to_owned);
        finish(async move {
            let _changing = gateway.inner.changing_plugins.lock().await;
            let present = gateway.present(&former.name, expected_revision)?;
            let change = NewRevision {
                name: former.name,
                source: PluginSource::Upload,
                description: former.description,
                limits: former.limits,
                enabled: present.enabled,
                module: NewModule::Bytes(prepared.bytes),
                operation: ChangeOperation::Restore,
                caller,
                at: gateway.inner.clock.now(),
            };
            gateway
                .put_and_show(&present, change, prepared.module)
                .await
        })
        .await
    }

    /// Deletes a plugin. Calls in flight finish; the file that an upload stood in front of comes
    /// back; a plugin from a file stays away until the file changes or the server starts again.
    ///
    /// # Errors
    /// No such plugin, another revision than expected, or the store cannot record it.
    pub async fn delete_plugin(
        &self,
        caller: &Caller,
        name: &str,
        expected_revision: Option<u64>,
    ) -> Result<(), GatewayError> {
        self.host()?;
        let gateway = self.clone();
        let name = self.known(name).await?.name.clone();
        let caller = caller.name().map(str::to_owned);
        finish(async move {
            let mut files = gateway.inner.changing_plugins.lock().await;
            let present = gateway.present(&name, expected_revision)?;
            let source = source(&present);
            let deleted = gateway
                .inner
                .store
                .delete_plugin(
                    DeletePlugin {
                        name: name.clone(),
                        source,
                        caller: caller.clone(),
                        at: gateway.inner.clock.now(),
                    },
                    Expect::Anything,
                )
                .await;
            match deleted {
                Ok(_) => {}
                // A file that never could be loaded is in no store.
                Err(StoreError::NotFound { .. }) if source == PluginSource::PluginDir => {}
                Err(error) => return Err(error.into()),
            }
            events::plugin_deleted(&name, caller.as_deref());
            match source {
                PluginSource::PluginDir => {
                    files.dismiss(&name);
                    gateway.remove_plugin(&name);
                }
                PluginSource::Upload => gateway.show_file_again(&mut files, &name).await,
            }
            Ok(())
        })
        .await
    }

    /// Stores an upload in place of the present plugin, or in front of it when that is a file.
    async fn put_and_show(
        &self,
        present: &RegisteredPlugin,
        change: NewRevision,
        module: PreparedModule,
    ) -> Result<PluginDetail, GatewayError> {
        module
            .check_limits(change.limits)
            .map_err(|error| GatewayError::ModuleRefused(error.to_string()))?;
        let expect = match source(present) {
            PluginSource::Upload => Expect::Revision(present.revision),
            PluginSource::PluginDir => Expect::Absent,
        };
        let caller = change.caller.clone();
        let record = self.put_plugin(change, expect).await?;
        events::plugin_registered(
            &record.name,
            record.revision,
            &record.sha256.to_string(),
            caller.as_deref(),
        );
        let plugin = self.show_record(&record, Ok(module), None);
        Ok(convert::plugin_detail(
            &plugin,
            self.rules_calling(&record.name),
        ))
    }

    /// The plugin as it is, if it is at the revision that is expected.
    fn present(
        &self,
        name: &PluginName,
        expected_revision: Option<u64>,
    ) -> Result<Arc<RegisteredPlugin>, GatewayError> {
        let plugin = self
            .inner
            .registry
            .get(name)
            .ok_or(GatewayError::PluginNotFound)?;
        check_revision(&plugin, expected_revision)?;
        Ok(plugin)
    }

    /// Compiles the stored module of a plugin that could not be loaded, with the limits it shall
    /// have: a timeout that was too short can be mended so.
    async fn try_again(
        &self,
        plugin: &RegisteredPlugin,
        request: &UpdatePluginRequest,
    ) -> Result<PreparedModule, GatewayError> {
        let stored = self.stored(plugin).await.map_err(|_| {
            GatewayError::InvalidRequest(format!(
                "`{}` could not be loaded, so it cannot be changed; replace its module",
                plugin.name
            ))
        })?;
        let limits = self.limits(
            request.memory_limit_bytes,
            request.timeout_ms,
            Some(plugin.limits),
        )?;
        let bytes = self.inner.store.module(stored.sha256).await?;
        Ok(self.prepare(bytes, None, limits).await?.module)
    }

    async fn stored(&self, plugin: &RegisteredPlugin) -> Result<PluginRecord, GatewayError> {
        let source = source(plugin);
        let records = self.inner.store.plugin(&plugin.name).await?;
        records
            .into_iter()
            .find(|record| record.source == source)
            .ok_or(GatewayError::PluginNotFound)
    }

    fn next_revision(&self, stored: &PluginRecord, caller: Option<String>) -> NewRevision {
        NewRevision {
            name: stored.name.clone(),
            source: stored.source,
            description: stored.description.clone(),
            limits: stored.limits,
            enabled: stored.enabled,
            module: NewModule::Kept(stored.sha256),
            operation: ChangeOperation::Update,
            caller,
            at: self.inner.clock.now(),
        }
    }
}

fn source(plugin: &RegisteredPlugin) -> PluginSource {
    if plugin.about.from_file {
        PluginSource::PluginDir
    } else {
        PluginSource::Upload
    }
}

fn check_revision(plugin: &RegisteredPlugin, expected: Option<u64>) -> Result<(), GatewayError> {
    match expected {
        Some(expected) if expected != plugin.revision => Err(GatewayError::RevisionMismatch {
            name: plugin.name.to_string(),
            expected,
            current: plugin.revision,
        }),
        _ => Ok(()),
    }
}
