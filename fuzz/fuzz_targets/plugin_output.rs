//! What a plugin answers: any bytes, from any place. A verdict, or a typed error.
#![no_main]

use std::sync::LazyLock;

use acteon_core::SnapshotMode;
use acteon_fuzz::host::{call, prepare};
use acteon_wasm::PreparedModule;
use libfuzzer_sys::fuzz_target;

/// `echo` returns its input; `say` returns what the first eight bytes of its input say.
static PLUGIN: LazyLock<PreparedModule> = LazyLock::new(|| {
    let wasm = wat::parse_str(
        r#"(module (memory (export "memory") 1)
             (func (export "echo") (param i32 i32) (result i64)
               (i64.or (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))
                       (i64.extend_i32_u (local.get 1))))
             (func (export "say") (param i32 i32) (result i64) (i64.load (local.get 0))))"#,
    );
    prepare(&wasm.expect("a module"), SnapshotMode::Auto).expect("a plugin")
});

fuzz_target!(|bytes: &[u8]| {
    let echo = call(&PLUGIN, "echo", bytes);
    let is_verdict = serde_json::from_slice::<serde_json::Value>(bytes)
        .is_ok_and(|answer| answer["verdict"].is_boolean());
    if let Ok(output) = &echo.result {
        assert!(is_verdict, "{output:?}");
    }
    if let Some(packed) = bytes.get(..8) {
        let _ = call(&PLUGIN, "say", packed);
    }
});
