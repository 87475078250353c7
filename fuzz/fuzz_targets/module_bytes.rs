//! An upload: any bytes. Refused with a reason, or called within the limits.
#![no_main]

use acteon_core::SnapshotMode;
use acteon_fuzz::host::{INPUT, call, prepare};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for mode in [SnapshotMode::Auto, SnapshotMode::Always] {
        let Some(module) = prepare(bytes, mode) else {
            continue;
        };
        for function in module.report().functions.iter().take(4) {
            let _ = call(&module, function, INPUT);
        }
    }
});
