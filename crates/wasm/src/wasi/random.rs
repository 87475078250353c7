use wasmtime::{Caller, Error, Result};

use super::errno::Errno;
use super::{Failure, with_memory};
use crate::guest::Guest;
use crate::trap::OutOfTime;

/// Bytes between two looks at the clock: about 0.2 ms of work.
const CHUNK: usize = 64 * 1024;

/// `random_get(&buffer, length)`: until the time is up.
pub(super) fn random(caller: Caller<'_, Guest>, buffer: i32, length: i32) -> Result<i32> {
    with_memory(caller, |memory, guest| {
        guest.reads.random = true;
        let bytes = memory.bytes_mut(buffer.cast_unsigned(), length.cast_unsigned())?;
        for (index, chunk) in bytes.chunks_mut(CHUNK).enumerate() {
            if index > 0 && guest.deadline.has_passed() {
                return Err(Failure::End(Error::new(OutOfTime)));
            }
            guest.randomness.fill(chunk).map_err(|_| Errno::Io)?;
        }
        Ok(())
    })
}
