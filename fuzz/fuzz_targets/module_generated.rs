//! Modules that are valid and do anything: they end in time, and a call that starts from a snapshot
//! comes to what one comes to that initialises itself.
#![no_main]

use std::sync::LazyLock;

use acteon_core::{PluginFailureKind, SnapshotMode};
use acteon_fuzz::host::{HOST, INPUT, call, prepare};
use acteon_wasm::{Invocation, PreparedModule};
use arbitrary::{Arbitrary as _, Unstructured};
use libfuzzer_sys::fuzz_target;
use wasm_smith::{Config, Module};

/// What every generated module exports.
static EXPORTS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    wat::parse_str(
        r#"(module (memory (export "memory") 1)
             (func (export "_initialize"))
             (func (export "evaluate") (param i32 i32) (result i64) unreachable))"#,
    )
    .expect("a module")
});

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Unstructured::new(bytes);
    let Some(wasm) = generate(&mut bytes) else {
        return;
    };
    let Some(plain) = prepare(&wasm, SnapshotMode::Never) else {
        return;
    };
    let plain_call = call(&plain, "evaluate", INPUT);
    let Some(snapshot) = prepare(&wasm, SnapshotMode::Always) else {
        return;
    };
    let call = call(&snapshot, "evaluate", INPUT);
    if let (Some(plain), Some(from_snapshot)) = (outcome(&plain_call), outcome(&call)) {
        assert_eq!(plain, from_snapshot, "{}", snapshot.snapshot());
    }
    costs_the_same(&plain, &wasm);
});

fn generate(bytes: &mut Unstructured<'_>) -> Option<Vec<u8>> {
    let mut config = Config::arbitrary(bytes).ok()?;
    config.exports = Some(EXPORTS.clone());
    config.available_imports = None;
    config.max_imports = 0;
    config.min_imports = 0;
    config.max_memories = 1;
    config.memory64_enabled = false;
    config.multi_value_enabled = true;
    config.threads_enabled = false;
    config.shared_everything_threads_enabled = false;
    config.custom_page_sizes_enabled = false;
    config.wide_arithmetic_enabled = false;
    config.relaxed_simd_enabled = false;
    config.canonicalize_nans = true;
    config.max_memory32_bytes = 1 << 21;
    config.memory_max_size_required = false;
    Some(Module::new(config, bytes).ok()?.to_bytes())
}

/// What a call came to, unless that depends on the machine.
fn outcome(invocation: &Invocation) -> Option<String> {
    match &invocation.result {
        Ok(output) => Some(format!("{output:?}")),
        Err(failure) if failure.kind == PluginFailureKind::Timeout => None,
        // How deep the stack may be depends on the code that is generated for it.
        Err(failure) if failure.message.contains("stack is exhausted") => None,
        Err(failure) => Some(format!("{:?} {}", failure.kind, failure.message)),
    }
}

/// Counting is the same every time.
fn costs_the_same(module: &PreparedModule, wasm: &[u8]) {
    use acteon_wasm::InvokeRequest;
    if HOST.prepare_cost(module, wasm).is_err() {
        return;
    }
    let request = InvokeRequest {
        function: "evaluate",
        input: INPUT,
        limits: acteon_fuzz::host::limits(),
        deadline: None,
        realtime: std::time::SystemTime::UNIX_EPOCH,
    };
    let (first, second) = (HOST.cost(module, &request), HOST.cost(module, &request));
    if let (Some(Ok(first)), Some(Ok(second))) = (first, second) {
        assert_eq!(first, second);
    }
}
