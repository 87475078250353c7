use acteon_core::PluginFailure;
use acteon_core::consts::MAX_OUTPUT_BYTES;
use wasmtime::Store;

use super::memory::range;
use crate::guest::Guest;
use crate::output::invalid;

/// Pointer and length as the function returned them: pointer in the upper 32 bits.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    pub(super) pointer: u32,
    pub(super) length: u32,
}

/// Both halves are unsigned, whatever the sign of the whole.
pub(super) const fn unpack(packed: i64) -> Packed {
    Packed {
        pointer: (packed.cast_unsigned() >> 32) as u32,
        length: packed.cast_unsigned() as u32,
    }
}

/// The bytes that the plugin returned, checked and still in its memory.
pub(crate) fn output(store: &Store<Guest>, packed: i64) -> Result<&[u8], PluginFailure> {
    let Packed { pointer, length } = unpack(packed);
    if length == 0 {
        return Err(invalid("; the plugin returned no output (length 0)"));
    }
    if length as usize > MAX_OUTPUT_BYTES {
        return Err(invalid(&format!(
            "; the output has {length} bytes, and {MAX_OUTPUT_BYTES} are allowed"
        )));
    }
    let memory = store.data().memory.map_or(&[][..], |m| m.data(store));
    memory.get(range(pointer, length)).ok_or_else(|| {
        invalid(&format!(
            "; the output ({length} bytes at {pointer}) is outside the plugin's memory of {} bytes",
            memory.len()
        ))
    })
}
