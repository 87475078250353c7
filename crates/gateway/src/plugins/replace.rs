//! Replacing a plugin's module, by another or by a former one.

use acteon_api_types::PluginDetail;
use acteon_core::SnapshotMode;
use acteon_evaluator::RegisteredPlugin;
use acteon_store::{ChangeOperation, Expect, NewModule, NewRevision, PluginSource, StoreError};
use acteon_wasm::PreparedModule;

use super::change::{check_revision, source};
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
    /// When its calls start from a snapshot.
    pub snapshot: Option<SnapshotMode>,
    /// Whether rules may call it.
    pub enabled: Option<bool>,
    /// SHA-256 the module must have, in hex.
    pub sha256: Option<String>,
}

impl Gateway {
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
        caller.require_everywhere("replace plugins")?;
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
        let snapshot = request.snapshot.unwrap_or(present.snapshot);
        let prepared = self
            .prepare(request.module, request.sha256, limits, snapshot)
            .await?;
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
                snapshot: prepared.snapshot,
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
        caller.require_everywhere("restore plugins")?;
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
        let prepared = self
            .prepare(bytes, None, former.limits, former.snapshot)
            .await?;
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
                snapshot: former.snapshot,
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
}
