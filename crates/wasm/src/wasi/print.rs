use wasmtime::{Caller, Result};

use super::descriptor::{STDERR, STDOUT};
use super::errno::Errno;
use super::with_memory;
use crate::guest::Guest;

/// Buffers that one call may name: as many as on other systems.
const MAX_BUFFERS: u32 = 1024;
/// Size of a buffer's description: pointer and length.
const BUFFER_BYTES: u32 = 8;

/// `fd_write(fd, &buffers, count, &written)`: keeps the beginning of what is printed, and says
/// that everything was written.
pub(super) fn write(
    caller: Caller<'_, Guest>,
    descriptor: i32,
    buffers: i32,
    count: i32,
    result: i32,
) -> Result<i32> {
    with_memory(caller, |memory, guest| {
        let captured = match descriptor {
            STDOUT => &mut guest.stdout,
            STDERR => &mut guest.stderr,
            _ => return Err(Errno::BadDescriptor.into()),
        };
        let count = count.cast_unsigned();
        if count > MAX_BUFFERS {
            return Err(Errno::Invalid.into());
        }
        // All are checked before any is printed: a call that fails has printed nothing.
        let list = memory.bytes(buffers.cast_unsigned(), count * BUFFER_BYTES)?;
        let (list, _) = list.as_chunks::<{ BUFFER_BYTES as usize }>();
        let mut written = 0_u32;
        for buffer in list {
            let (pointer, length) = split(buffer);
            memory.bytes(pointer, length)?;
            written = written.checked_add(length).ok_or(Errno::Invalid)?;
        }
        for buffer in list {
            let (pointer, length) = split(buffer);
            captured.print(memory.bytes(pointer, length)?, u64::from(length));
        }
        Ok(memory.write(result.cast_unsigned(), &written.to_le_bytes())?)
    })
}

fn split(buffer: &[u8; BUFFER_BYTES as usize]) -> (u32, u32) {
    let [a, b, c, d, e, f, g, h] = *buffer;
    (
        u32::from_le_bytes([a, b, c, d]),
        u32::from_le_bytes([e, f, g, h]),
    )
}
