use wasmtime::{Caller, Result};

use super::errno::Errno;
use super::with_memory;
use crate::guest::Guest;

const REALTIME: i32 = 0;
const MONOTONIC: i32 = 1;

/// `clock_res_get(clock, &resolution)`
pub(super) fn resolution(caller: Caller<'_, Guest>, clock: i32, result: i32) -> Result<i32> {
    with_memory(caller, |memory, _| match clock {
        REALTIME | MONOTONIC => Ok(memory.write(result.cast_unsigned(), &1_u64.to_le_bytes())?),
        _ => Err(Errno::Invalid.into()),
    })
}

/// `clock_time_get(clock, precision, &time)`: the realtime clock stands, the monotonic clock
/// starts at 0 with the call, or where it was when the snapshot was taken.
pub(super) fn time(
    caller: Caller<'_, Guest>,
    clock: i32,
    _precision: i64,
    result: i32,
) -> Result<i32> {
    with_memory(caller, |memory, guest| {
        let now = match clock {
            REALTIME => guest.realtime_ns,
            MONOTONIC => guest.monotonic_ns(),
            _ => return Err(Errno::Invalid.into()),
        };
        guest.reads.clock = true;
        Ok(memory.write(result.cast_unsigned(), &now.to_le_bytes())?)
    })
}
