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
/// starts at 0 with the call.
pub(super) fn time(
    caller: Caller<'_, Guest>,
    clock: i32,
    _precision: i64,
    result: i32,
) -> Result<i32> {
    with_memory(caller, |memory, guest| {
        let now = match clock {
            REALTIME => guest.realtime_ns,
            MONOTONIC => u64::try_from(guest.started.elapsed().as_nanos()).unwrap_or(u64::MAX),
            _ => return Err(Errno::Invalid.into()),
        };
        Ok(memory.write(result.cast_unsigned(), &now.to_le_bytes())?)
    })
}
