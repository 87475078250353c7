//! Changing and deleting plugins.

use std::sync::Arc;

use acteon_api_types::{PluginDetail, UpdatePluginRequest};
use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use acteon_evaluator::{PluginState, RegisteredPlugin};
use acteon_store::{
    ChangeOperation, DeletePlugin, Expect, NewModule, NewRevision, PluginRecord, PluginSource,
    StoreError,
};
use acteon_wasm::{PreparedModule, Snapshot};

use super::register::{description, finish};
use crate::auth::Caller;
use crate::{Gateway, GatewayError, convert, events};

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
        caller.require_everywhere("change plugins")?;
        let gateway = self.clone();
        let before = self.known(name).await?;
        let name = before.name.clone();
        let snapshot = request.snapshot.unwrap_or(before.snapshot);
        let module = match &before.state {
            // A snapshot that wanted more memory may be taken with another limit.
            PluginState::Ready(module)
                if snapshot == before.snapshot
                    && (request.memory_limit_bytes.is_none()
                        || *module.snapshot() != Snapshot::MemoryRefused) =>
            {
                module.clone()
            }
            _ => self.prepare_again(&before, &request, snapshot).await?,
        };
        let caller = caller.name().map(str::to_owned);
        finish(async move {
            let _changing = gateway.inner.changing_plugins.lock().await;
            let present = gateway.present(&name, expected_revision)?;
            let module = match &present.state {
                _ if present.revision == before.revision => module,
                // Replaced meanwhile: then that module is the one whose limits change.
                PluginState::Ready(module) if snapshot == present.snapshot => module.clone(),
                // What was prepared belongs to a module that is gone.
                _ => {
                    return Err(GatewayError::RevisionMismatch {
                        name: name.to_string(),
                        expected: before.revision,
                        current: present.revision,
                    });
                }
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
            let enabled = request.enabled.unwrap_or(present.enabled);
            let same = description == present.about.description
                && limits == present.limits
                && snapshot == present.snapshot
                && enabled == present.enabled
                && matches!(present.state, PluginState::Ready(_));
            if same {
                // Nothing changes, so there is no revision that others would have to read first.
                let callers = gateway.rules_calling(&name);
                return Ok(convert::plugin_detail(&present, callers));
            }
            gateway.refuse_configured(
                &present,
                (limits, snapshot),
                enabled,
                description.as_deref(),
            )?;
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
                        snapshot,
                        enabled,
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
        caller.require_everywhere("delete plugins")?;
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

    /// The plugin as it is, if it is at the revision that is expected.
    pub(super) fn present(
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

    /// Refuses to change what `[[wasm.plugins]]` sets: the next start would undo it.
    fn refuse_configured(
        &self,
        plugin: &RegisteredPlugin,
        (limits, snapshot): (PluginLimits, SnapshotMode),
        enabled: bool,
        description: Option<&str>,
    ) -> Result<(), GatewayError> {
        let configured = &self.inner.config.wasm.plugins;
        let Some(set) = configured.iter().find(|set| set.name == plugin.name) else {
            return Ok(());
        };
        let timeout_ms = u64::from(limits.timeout_ms());
        let undone = [
            ("snapshot", set.snapshot.is_some_and(|set| set != snapshot)),
            ("enabled", set.enabled.is_some_and(|set| set != enabled)),
            (
                "timeout_ms",
                set.timeout_ms.is_some_and(|set| set != timeout_ms),
            ),
            (
                "memory_limit_bytes",
                (set.memory_limit_bytes).is_some_and(|set| set != limits.memory_limit_bytes()),
            ),
            (
                "description",
                (set.description.as_deref()).is_some_and(|set| Some(set) != description),
            ),
        ];
        match undone
            .iter()
            .find(|(_, undone)| *undone && plugin.about.from_file)
        {
            Some((field, _)) => Err(GatewayError::InvalidRequest(format!(
                "`{field}` of `{}` is set in the configuration ([[wasm.plugins]]), which the next \
                 start would put back; change it there",
                plugin.name
            ))),
            None => Ok(()),
        }
    }

    /// Prepares the stored module of a plugin with the limits it shall have: one that could not be
    /// loaded (a timeout that was too short can be mended so), or one whose calls shall or can start
    /// in another way.
    async fn prepare_again(
        &self,
        plugin: &RegisteredPlugin,
        request: &UpdatePluginRequest,
        snapshot: SnapshotMode,
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
        Ok(self.prepare(bytes, None, limits, snapshot).await?.module)
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
            snapshot: stored.snapshot,
            enabled: stored.enabled,
            module: NewModule::Kept(stored.sha256),
            operation: ChangeOperation::Update,
            caller,
            at: self.inner.clock.now(),
        }
    }
}

pub(super) fn source(plugin: &RegisteredPlugin) -> PluginSource {
    if plugin.about.from_file {
        PluginSource::PluginDir
    } else {
        PluginSource::Upload
    }
}

pub(super) fn check_revision(
    plugin: &RegisteredPlugin,
    expected: Option<u64>,
) -> Result<(), GatewayError> {
    match expected {
        Some(expected) if expected != plugin.revision => Err(GatewayError::RevisionMismatch {
            name: plugin.name.to_string(),
            expected,
            current: plugin.revision,
        }),
        _ => Ok(()),
    }
}
