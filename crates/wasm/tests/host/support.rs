use std::time::SystemTime;

use acteon_core::{PluginFailure, PluginLimits, PluginOutput, SnapshotMode};
use acteon_wasm::{Host, HostConfig, Invocation, InvokeRequest, PreparedModule};

pub const INPUT: &[u8] = br#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{},"metadata":{}}"#;

/// Answers `{"verdict":true}`.
pub const YES: &str = r#"
    (memory (export "memory") 1) (data (i32.const 16) "{\"verdict\":true}")
    (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010))"#;

pub fn host() -> Host {
    Host::new(HostConfig {
        max_instances: 8,
        code_cache: None,
    })
    .unwrap()
}

/// A generous limit: the machine may be busy, and these modules end by themselves.
pub fn limits() -> PluginLimits {
    PluginLimits::new(16 * 1024 * 1024, 10_000).unwrap()
}

pub fn wasm(fields: &str) -> Vec<u8> {
    wat::parse_str(format!("(module {fields})")).unwrap()
}

pub fn module(host: &Host, fields: &str) -> PreparedModule {
    host.prepare(&wasm(fields), limits(), SnapshotMode::default())
        .unwrap()
}

pub fn request() -> InvokeRequest<'static> {
    InvokeRequest {
        function: "evaluate",
        input: INPUT,
        limits: limits(),
        deadline: None,
        realtime: SystemTime::UNIX_EPOCH,
    }
}

pub fn call(host: &Host, module: &PreparedModule, input: &[u8]) -> Invocation {
    host.invoke(module, &InvokeRequest { input, ..request() })
}

pub fn evaluate(host: &Host, module: &PreparedModule) -> Result<PluginOutput, PluginFailure> {
    call(host, module, INPUT).result
}
