//! Registering an uploaded plugin.

use acteon_api_types::PluginRegistered;
use acteon_core::{PluginLimits, PluginName, SnapshotMode, consts};
use acteon_store::{ChangeOperation, Expect, NewModule, NewRevision, PluginSource, StoreError};
use tracing::Instrument as _;

use crate::auth::Caller;
use crate::{Gateway, GatewayError, convert, events};

/// A plugin to register; what is absent has the server's default.
#[derive(Clone, Debug, Default)]
pub struct RegisterPlugin {
    /// Unique name.
    pub name: String,
    /// The module.
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
    /// Registers an uploaded plugin (specification, "Register Plugin").
    ///
    /// Once begun it is finished even when the caller has gone, so that store and registry agree.
    ///
    /// # Errors
    /// A field is invalid, the module is refused, the name is taken, the registry is full, or the
    /// store cannot record it. Nothing has changed then.
    pub async fn register_plugin(
        &self,
        caller: &Caller,
        request: RegisterPlugin,
    ) -> Result<PluginRegistered, GatewayError> {
        self.host()?;
        caller.require_everywhere("register plugins")?;
        self.plugins_loaded().await?;
        let name = PluginName::new(request.name.as_str())?;
        let limits = self.limits(request.memory_limit_bytes, request.timeout_ms, None)?;
        let description = description(request.description)?;
        self.check_room(&name)?;
        let snapshot = request.snapshot.unwrap_or_default();
        let prepared = self
            .prepare(request.module, request.sha256, limits, snapshot)
            .await?;

        let gateway = self.clone();
        let caller = caller.name().map(str::to_owned);
        let enabled = request.enabled.unwrap_or(true);
        finish(async move {
            let _changing = gateway.inner.changing_plugins.lock().await;
            let in_front_of_file = gateway
                .inner
                .registry
                .get(&name)
                .is_some_and(|plugin| plugin.about.from_file);
            let record = gateway
                .put_plugin(
                    NewRevision {
                        name: name.clone(),
                        source: PluginSource::Upload,
                        description,
                        limits,
                        snapshot,
                        enabled,
                        module: NewModule::Bytes(prepared.bytes),
                        operation: ChangeOperation::Register,
                        caller: caller.clone(),
                        at: gateway.inner.clock.now(),
                    },
                    Expect::Absent,
                )
                .await?;
            events::plugin_registered(
                &name,
                record.revision,
                &record.sha256.to_string(),
                caller.as_deref(),
            );
            let plugin = gateway.show_record(&record, Ok(prepared.module), None);
            let mut warnings = Vec::new();
            if in_front_of_file {
                warnings.push(format!(
                    "`{name}` also is a file in `plugin_dir`; the upload stands in front of it \
                     until it is deleted"
                ));
            }
            Ok(PluginRegistered {
                plugin: convert::plugin_detail(&plugin, gateway.rules_calling(&name)),
                warnings,
            })
        })
        .await
    }

    /// Refuses early, before the module is compiled; the store decides in the end.
    fn check_room(&self, name: &PluginName) -> Result<(), GatewayError> {
        match self.inner.registry.get(name) {
            Some(plugin) if !plugin.about.from_file => {
                Err(GatewayError::AlreadyRegistered(name.to_string()))
            }
            None if self.inner.registry.len() >= consts::MAX_PLUGINS => {
                Err(GatewayError::RegistryFull {
                    limit: consts::MAX_PLUGINS,
                })
            }
            _ => Ok(()),
        }
    }

    /// The limits asked for; what is absent is as before, or the server's default.
    pub(crate) fn limits(
        &self,
        memory_limit_bytes: Option<u64>,
        timeout_ms: Option<u64>,
        before: Option<PluginLimits>,
    ) -> Result<PluginLimits, GatewayError> {
        let before = before.unwrap_or(self.inner.config.wasm.default_limits);
        Ok(PluginLimits::new(
            memory_limit_bytes.unwrap_or(before.memory_limit_bytes()),
            timeout_ms.unwrap_or(u64::from(before.timeout_ms())),
        )?)
    }

    /// Stores a revision, with the store's conflicts as the use cases' errors.
    pub(crate) async fn put_plugin(
        &self,
        revision: NewRevision,
        expect: Expect,
    ) -> Result<acteon_store::PluginRecord, GatewayError> {
        Ok(self
            .inner
            .store
            .put_plugin(revision, expect, consts::MAX_PLUGINS)
            .await?)
    }
}

/// Runs a change to its end, also when the request it came with is given up.
pub(crate) async fn finish<T: Send + 'static>(
    change: impl Future<Output = Result<T, GatewayError>> + Send + 'static,
) -> Result<T, GatewayError> {
    tokio::spawn(change.in_current_span())
        .await
        .unwrap_or_else(|error| Err(GatewayError::Internal(format!("a change failed: {error}"))))
}

/// Checks a description; an empty one is none.
pub(crate) fn description(text: Option<String>) -> Result<Option<String>, GatewayError> {
    let text = text.filter(|text| !text.is_empty());
    match &text {
        Some(text) if text.len() > consts::MAX_DESCRIPTION_BYTES => {
            Err(GatewayError::InvalidRequest(format!(
                "`description` has {} bytes; it may have {}",
                text.len(),
                consts::MAX_DESCRIPTION_BYTES
            )))
        }
        _ => Ok(text),
    }
}

impl From<StoreError> for GatewayError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::AlreadyExists { name } => Self::AlreadyRegistered(name.to_string()),
            StoreError::RevisionMismatch {
                name,
                expected,
                current,
            } => Self::RevisionMismatch {
                name: name.to_string(),
                expected,
                current,
            },
            StoreError::NotFound { .. } => Self::PluginNotFound,
            StoreError::Full { limit } => Self::RegistryFull { limit },
            StoreError::Unavailable(reason) => Self::StoreUnavailable(reason),
            StoreError::ModuleNotKept { .. }
            | StoreError::Corrupt(_)
            | StoreError::Failed(_)
            | StoreError::InUse { .. }
            | StoreError::Newer { .. }
            | StoreError::Path { .. } => Self::Internal(error.to_string()),
        }
    }
}
