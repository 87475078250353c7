//! The structured log events of the specification, "Structured Logging".

use acteon_core::{PluginFailureKind, PluginName};
use acteon_evaluator::{InvocationRecord, RegisteredPlugin};
use tracing::{debug, error, info, warn};

pub(crate) fn plugin_registered(
    name: &PluginName,
    revision: u64,
    sha256: &str,
    caller: Option<&str>,
) {
    info!(event = "wasm.plugin.register", plugin = %name, revision, sha256, caller, "plugin registered");
}

pub(crate) fn plugin_deleted(name: &PluginName, caller: Option<&str>) {
    info!(event = "wasm.plugin.delete", plugin = %name, caller, "plugin deleted");
}

pub(crate) fn plugin_failed_to_load(name: &str, error: &str) {
    error!(
        event = "wasm.plugin.error",
        plugin = name,
        error,
        "plugin could not be loaded"
    );
}

pub(crate) fn plugin_invoked(plugin: &RegisteredPlugin, record: &InvocationRecord) {
    let plugin_name = plugin.name.as_str();
    let (origin, function) = (record.origin.as_str(), record.function.as_str());
    let duration_us = record.call.duration_us;
    match &record.call.result {
        Ok(output) => debug!(
            event = "wasm.plugin.invoke",
            plugin = plugin_name,
            function,
            origin,
            duration_us,
            verdict = output.verdict,
            "plugin invoked"
        ),
        Err(failure) => {
            debug!(
                event = "wasm.plugin.invoke",
                plugin = plugin_name,
                function,
                origin,
                duration_us,
                kind = failure.kind.as_str(),
                "plugin invoked"
            );
            let details = record.details.as_deref().cloned().unwrap_or_default();
            let backtrace = details.backtrace.join(" < ");
            let (stderr, input_bytes) = (details.stderr, details.input_bytes);
            let memory_used_bytes = details.memory_used_bytes;
            match failure.kind {
                PluginFailureKind::Timeout => warn!(
                    event = "wasm.plugin.timeout",
                    plugin = plugin_name,
                    function,
                    origin,
                    timeout_ms = plugin.limits.timeout_ms(),
                    backtrace,
                    stderr,
                    input_bytes,
                    memory_used_bytes,
                    "plugin exceeded timeout"
                ),
                PluginFailureKind::MemoryExceeded => warn!(
                    event = "wasm.plugin.memory_exceeded",
                    plugin = plugin_name,
                    function,
                    origin,
                    memory_limit_bytes = plugin.limits.memory_limit_bytes(),
                    backtrace,
                    stderr,
                    input_bytes,
                    memory_used_bytes,
                    "plugin exceeded memory limit"
                ),
                kind => error!(
                    event = "wasm.plugin.error",
                    plugin = plugin_name,
                    function,
                    origin,
                    kind = kind.as_str(),
                    error = failure.message.as_str(),
                    backtrace,
                    stderr,
                    input_bytes,
                    memory_used_bytes,
                    "plugin invocation failed"
                ),
            }
        }
    }
}
