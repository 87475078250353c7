use wasmtime::{Caller, Error, Result};

use super::errno::Errno;
use super::with_memory;
use crate::guest::Guest;
use crate::trap::Exit;

/// `args_sizes_get(&count, &bytes)` and `environ_sizes_get`: there are none.
pub(super) fn nothing_sizes(caller: Caller<'_, Guest>, count: i32, bytes: i32) -> Result<i32> {
    with_memory(caller, |memory, _| {
        memory.write(count.cast_unsigned(), &[0; 4])?;
        Ok(memory.write(bytes.cast_unsigned(), &[0; 4])?)
    })
}

/// `args_get` and `environ_get`: nothing to write.
pub(super) fn nothing(_: Caller<'_, Guest>, _pointers: i32, _bytes: i32) -> i32 {
    Errno::Success.code()
}

/// `proc_exit(code)` ends the call.
pub(super) fn exit(_: Caller<'_, Guest>, code: i32) -> Result<()> {
    Err(Error::new(Exit(code)))
}

/// `proc_raise(signal)`: there are no signals.
pub(super) fn raise(_: Caller<'_, Guest>, _signal: i32) -> i32 {
    Errno::NotSupported.code()
}

/// `sched_yield()` returns at once: there is nobody to yield to.
pub(super) fn yield_now(_: Caller<'_, Guest>) -> i32 {
    Errno::Success.code()
}
