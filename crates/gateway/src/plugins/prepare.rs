//! From bytes to a module that can be called, off the request threads.

use acteon_core::{PluginFailureKind, PluginLimits, SnapshotMode};
use acteon_evaluator::{BackgroundError, PluginState, RegisteredPlugin};
use acteon_store::Sha256Digest;
use acteon_wasm::{CompilationError, Host, PreparedModule};

use crate::{Gateway, GatewayError};

impl Gateway {
    /// The host, unless plugins are switched off.
    pub(crate) fn host(&self) -> Result<&Host, GatewayError> {
        self.inner.host.as_ref().ok_or(GatewayError::WasmDisabled)
    }

    /// Inspects and compiles a module, one at a time, off the request threads. `sha256` is what the
    /// client says the module's digest is.
    pub(crate) async fn prepare(
        &self,
        bytes: Vec<u8>,
        sha256: Option<String>,
        limits: PluginLimits,
        snapshot: SnapshotMode,
    ) -> Result<Prepared, GatewayError> {
        let limit = self.inner.config.wasm.max_module_bytes;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(GatewayError::ModuleTooLarge { size, limit });
        }
        let host = self.host()?.clone();
        let prepared = self.inner.compiler.run(move || {
            let digest = Sha256Digest::of(&bytes);
            check_digest(digest, sha256.as_deref())?;
            match host.prepare(&bytes, limits, snapshot) {
                Ok(module) => Ok(Prepared {
                    bytes,
                    digest,
                    snapshot,
                    module,
                }),
                Err(error) if no_instance_free(&error) => Err(GatewayError::Saturated {
                    retry_after_seconds: 1,
                }),
                Err(error) => Err(GatewayError::ModuleRefused(error.to_string())),
            }
        });
        (prepared.await).map_err(|error| background_error(error, "compiling the module"))?
    }
}

impl Gateway {
    /// Makes it possible to ask what calls of a plugin cost: compiles its module a second time,
    /// once, in turn with the modules of uploads.
    pub(crate) async fn prepare_cost(&self, plugin: &RegisteredPlugin) -> Result<(), GatewayError> {
        let host = self.host()?.clone();
        let (PluginState::Ready(module), Some(about)) = (&plugin.state, &plugin.about.module)
        else {
            // The call itself says why the plugin cannot answer.
            return Ok(());
        };
        if module.counts_cost() {
            return Ok(());
        }
        let digest: Sha256Digest = (about.sha256.parse())
            .map_err(|error| GatewayError::Internal(format!("{}: {error}", about.sha256)))?;
        let bytes = self.inner.store.module(digest).await?;
        let module = module.clone();
        let compiled = self
            .inner
            .compiler
            .run(move || host.prepare_cost(&module, &bytes));
        compiled
            .await
            .map_err(|error| background_error(error, "compiling the module"))?
            .map_err(|error| GatewayError::ModuleRefused(error.to_string()))
    }
}

/// A module that can be called, and the bytes it was made of.
pub(crate) struct Prepared {
    pub(crate) bytes: Vec<u8>,
    pub(crate) digest: Sha256Digest,
    /// What it was prepared for.
    pub(crate) snapshot: SnapshotMode,
    pub(crate) module: PreparedModule,
}

/// Whether the module was not tried out because every instance was in use.
fn no_instance_free(error: &CompilationError) -> bool {
    matches!(error, CompilationError::Trial { failure, .. }
        if failure.kind == PluginFailureKind::Saturated)
}

pub(crate) fn background_error(error: BackgroundError, what: &str) -> GatewayError {
    match error {
        BackgroundError::Saturated => GatewayError::Saturated {
            retry_after_seconds: 1,
        },
        BackgroundError::Panicked => GatewayError::Internal(format!("{what} panicked")),
    }
}

/// Checks a digest that the client sent along with a module.
fn check_digest(actual: Sha256Digest, expected: Option<&str>) -> Result<(), GatewayError> {
    let actual = actual.to_string();
    match expected {
        Some(expected) if !expected.eq_ignore_ascii_case(&actual) => {
            Err(GatewayError::InvalidRequest(format!(
                "`sha256` is `{expected}`, but the module that arrived has {actual}; send it again"
            )))
        }
        _ => Ok(()),
    }
}
