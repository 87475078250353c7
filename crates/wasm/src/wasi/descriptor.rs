//! The three standard descriptors; no other exists.

use wasmtime::{Caller, Result};

use super::errno::Errno;
use super::{Failure, with_memory};
use crate::guest::Guest;

pub(super) const STDIN: i32 = 0;
pub(super) const STDOUT: i32 = 1;
pub(super) const STDERR: i32 = 2;

const CHARACTER_DEVICE: u8 = 2;
const RIGHT_READ: u64 = 1 << 1;
const RIGHT_WRITE: u64 = 1 << 6;

/// Fails for a descriptor that does not exist.
pub(super) const fn check(descriptor: i32) -> Result<(), Errno> {
    match descriptor {
        STDIN..=STDERR => Ok(()),
        _ => Err(Errno::BadDescriptor),
    }
}

/// `fd_close(fd)`: nothing is held open, so nothing happens.
pub(super) fn close(_: Caller<'_, Guest>, descriptor: i32) -> i32 {
    check(descriptor).map_or_else(Errno::code, |()| Errno::Success.code())
}

/// `fd_fdstat_set_flags(fd, flags)`: reading and writing never block, whatever the flags say.
pub(super) fn set_flags(caller: Caller<'_, Guest>, descriptor: i32, _flags: i32) -> i32 {
    close(caller, descriptor)
}

/// `fd_fdstat_get(fd, &status)`
pub(super) fn status(caller: Caller<'_, Guest>, descriptor: i32, result: i32) -> Result<i32> {
    with_memory(caller, |memory, _| {
        check(descriptor)?;
        let rights = match descriptor {
            STDIN => RIGHT_READ,
            _ => RIGHT_WRITE,
        };
        let mut status = [0_u8; 24];
        status[0] = CHARACTER_DEVICE;
        status[8..16].copy_from_slice(&rights.to_le_bytes());
        Ok(memory.write(result.cast_unsigned(), &status)?)
    })
}

/// `fd_filestat_get(fd, &status)`
pub(super) fn file_status(caller: Caller<'_, Guest>, descriptor: i32, result: i32) -> Result<i32> {
    with_memory(caller, |memory, _| {
        check(descriptor)?;
        let mut status = [0_u8; 64];
        status[16] = CHARACTER_DEVICE;
        Ok(memory.write(result.cast_unsigned(), &status)?)
    })
}

/// `fd_read(fd, &buffers, count, &read)`: standard input is at its end.
pub(super) fn read(
    caller: Caller<'_, Guest>,
    descriptor: i32,
    _buffers: i32,
    _count: i32,
    result: i32,
) -> Result<i32> {
    with_memory(caller, |memory, _| match descriptor {
        STDIN => Ok(memory.write(result.cast_unsigned(), &[0; 4])?),
        _ => Err(Errno::BadDescriptor.into()),
    })
}

/// `fd_seek(fd, offset, whence, &position)`
pub(super) fn seek(
    caller: Caller<'_, Guest>,
    descriptor: i32,
    _offset: i64,
    _whence: i32,
    _result: i32,
) -> Result<i32> {
    with_memory(caller, |_, _| {
        check(descriptor)?;
        Err(Failure::Errno(Errno::NotSeekable))
    })
}
