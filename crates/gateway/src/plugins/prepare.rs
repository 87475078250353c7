//! From bytes to a module that can be called, off the request threads.

use acteon_core::{PluginFailureKind, PluginLimits};
use acteon_evaluator::BackgroundError;
use acteon_store::Sha256Digest;
use acteon_wasm::{CompilationError, Host, PreparedModule};

use crate::{Gateway, GatewayError};

impl Gateway {
    /// The host, unless plugins are switched off.
    pub(crate) fn host(&self) -> Result<&Host, GatewayError> {
        self.inner.host.as_ref().ok_or(GatewayError::WasmDisabled)
    }

    /// Inspects and compiles a module, one at a time. Gives the bytes back.
    pub(crate) async fn prepare(
        &self,
        bytes: Vec<u8>,
        limits: PluginLimits,
    ) -> Result<(Vec<u8>, PreparedModule), GatewayError> {
        let limit = self.inner.config.wasm.max_module_bytes;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(GatewayError::ModuleTooLarge { size, limit });
        }
        let host = self.host()?.clone();
        let prepared = self.inner.compiler.run(move || {
            let module = host.prepare(&bytes, limits);
            (bytes, module)
        });
        match prepared.await {
            Ok((bytes, Ok(module))) => Ok((bytes, module)),
            Ok((_, Err(error))) if no_instance_free(&error) => Err(GatewayError::Saturated {
                retry_after_seconds: 1,
            }),
            Ok((_, Err(error))) => Err(GatewayError::ModuleRefused(error.to_string())),
            Err(error) => Err(background_error(error, "compiling the module")),
        }
    }
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
pub(crate) fn check_digest(bytes: &[u8], expected: Option<&str>) -> Result<(), GatewayError> {
    let Some(expected) = expected else {
        return Ok(());
    };
    let actual = Sha256Digest::of(bytes).to_string();
    if expected.eq_ignore_ascii_case(&actual) {
        return Ok(());
    }
    Err(GatewayError::InvalidRequest(format!(
        "`sha256` is `{expected}`, but the module that arrived has {actual}; send it again"
    )))
}
