use acteon_inspect::shown;
use wasmtime::{Caller, Error, Result};

use super::{Failure, with_memory};
use crate::abi::GuestMemory;
use crate::guest::Guest;
use crate::trap::Ended;

/// Longest part of a message that is read, in bytes.
const MAX_BYTES: u32 = 512;

/// `env.abort(message, file, line, column)`: a failed assertion in AssemblyScript.
pub(super) fn abort(
    caller: Caller<'_, Guest>,
    message: i32,
    file: i32,
    line: i32,
    column: i32,
) -> Result<()> {
    with_memory(caller, |memory, _| {
        let mut text = match string(memory, message.cast_unsigned()) {
            Some(message) => format!("it aborted: {message}"),
            None => "it aborted".to_owned(),
        };
        if let Some(file) = string(memory, file.cast_unsigned()) {
            let (line, column) = (line.cast_unsigned(), column.cast_unsigned());
            text.push_str(&format!(" (at {file}:{line}:{column})"));
        }
        Err(Failure::End(Error::new(Ended(text))))
    })
    .and(Err(Error::new(Ended("it aborted".to_owned()))))
}

/// A string of AssemblyScript: UTF-16, its length in bytes in the four bytes before it.
fn string(memory: &GuestMemory<'_>, pointer: u32) -> Option<String> {
    let length = memory.read_u32(pointer.checked_sub(4)?).ok()?;
    let bytes = memory.bytes(pointer, length.min(MAX_BYTES)).ok()?;
    let (units, _) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(units.iter().map(|&unit| u16::from_le_bytes(unit)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect::<String>();
    (!text.is_empty()).then(|| shown(&text))
}
