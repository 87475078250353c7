//! A plugin host with tight limits.

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use acteon_core::{PluginLimits, SnapshotMode};
use acteon_wasm::{Host, HostConfig, Invocation, InvokeRequest, PreparedModule};

/// One host for all runs, as in a server.
pub static HOST: LazyLock<Host> = LazyLock::new(|| {
    let config = HostConfig {
        max_instances: 4,
        code_cache: None,
    };
    Host::new(config).expect("this machine runs plugins")
});

const TIMEOUT_MS: u64 = 20;
/// How late an instrumented build on a busy machine may end a call and not hang.
const SLACK: Duration = Duration::from_secs(5);

/// The limits of every call.
#[must_use]
pub fn limits() -> PluginLimits {
    PluginLimits::new(4 * 1024 * 1024, TIMEOUT_MS).expect("limits within their ranges")
}

/// The module, if the host takes it.
#[must_use]
pub fn prepare(bytes: &[u8], mode: SnapshotMode) -> Option<PreparedModule> {
    let prepared = HOST.prepare(bytes, limits(), mode).ok();
    assert_eq!(HOST.memory_in_use_bytes(), 0, "memory stays behind");
    prepared
}

/// Calls a function, which ends in time and leaves nothing behind.
#[must_use]
pub fn call(module: &PreparedModule, function: &str, input: &[u8]) -> Invocation {
    let request = InvokeRequest {
        function,
        input,
        limits: limits(),
        deadline: None,
        realtime: SystemTime::UNIX_EPOCH,
    };
    let invocation = HOST.invoke(module, &request);
    let latest = Duration::from_millis(TIMEOUT_MS) + SLACK;
    assert!(invocation.duration < latest, "{:?}", invocation.duration);
    assert_eq!(HOST.memory_in_use_bytes(), 0, "memory stays behind");
    invocation
}

/// An action as the server writes it.
pub const INPUT: &[u8] = br#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{"k":[1,"v",null]},"metadata":{"m":"x"}}"#;
