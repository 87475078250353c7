use wasmtime::{Caller, Result};

use super::errno::Errno;
use super::{Failure, descriptor, with_memory};
use crate::abi::GuestMemory;
use crate::guest::Guest;

/// Subscriptions that one call may name.
const MAX_SUBSCRIPTIONS: u32 = 1024;
const SUBSCRIPTION_BYTES: u32 = 48;
const EVENT_BYTES: u32 = 32;
const CLOCK: u8 = 0;

/// `poll_oneoff(&subscriptions, &events, count, &occurred)`: everything has happened already, a
/// sleep is over at once. A plugin that waits for the clock all the same runs into its deadline.
pub(super) fn poll(
    caller: Caller<'_, Guest>,
    subscriptions: i32,
    events: i32,
    count: i32,
    result: i32,
) -> Result<i32> {
    with_memory(caller, |memory, _| {
        let (subscriptions, events) = (subscriptions.cast_unsigned(), events.cast_unsigned());
        let count = count.cast_unsigned();
        if count == 0 || count > MAX_SUBSCRIPTIONS {
            return Err(Errno::Invalid.into());
        }
        memory.bytes(subscriptions, count * SUBSCRIPTION_BYTES)?;
        memory.bytes(events, count * EVENT_BYTES)?;
        for index in 0..count {
            // Within memory, as just checked, so neither sum overflows.
            occurred(
                memory,
                subscriptions + index * SUBSCRIPTION_BYTES,
                events + index * EVENT_BYTES,
            )?;
        }
        Ok(memory.write(result.cast_unsigned(), &count.to_le_bytes())?)
    })
}

/// Writes the event of one subscription.
fn occurred(memory: &mut GuestMemory<'_>, subscription: u32, event: u32) -> Result<(), Failure> {
    let user_data = memory.read_u64(subscription)?;
    let kind = memory.read_u8(subscription + 8)?;
    let errno = if kind == CLOCK {
        Errno::Success
    } else {
        let fd = memory.read_u32(subscription + 16)?.cast_signed();
        descriptor::check(fd).map_or_else(|errno| errno, |()| Errno::Success)
    };
    let mut bytes = [0_u8; EVENT_BYTES as usize];
    bytes[..8].copy_from_slice(&user_data.to_le_bytes());
    bytes[8..10].copy_from_slice(&(errno as u16).to_le_bytes());
    bytes[10] = kind;
    Ok(memory.write(event, &bytes)?)
}
