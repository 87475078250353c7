use acteon_core::{PluginFailure, PluginFailureKind};
use acteon_inspect::Placement;
use wasmtime::{AsContext, Error, Instance, Memory, Result, Store, bail};

use super::memory::{GuestMemory, range};
use super::output::unpack;
use crate::guest::Guest;
use crate::module::PreparedModule;

/// Size of a page of linear memory in bytes.
const PAGE: u64 = 65_536;
/// What stays free above an input that was placed by growing the memory, in bytes.
const FREE_ABOVE: u64 = PAGE;
/// Smallest room left below such an input for the plugin's own allocator, in bytes.
const MIN_ROOM: u64 = 256 * 1024;
/// AssemblyScript's class of plain buffers.
const ARRAY_BUFFER: i32 = 1;

/// Where the input lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pointer: u32,
    length: u32,
    /// Whether the plugin's allocator knows that the place is taken.
    allocated: bool,
}

impl Placed {
    /// The arguments of the call: the bits of pointer and length.
    pub(crate) const fn arguments(&self) -> (i32, i32) {
        (self.pointer.cast_signed(), self.length.cast_signed())
    }
}

/// Puts the input into the guest's memory, by the best means that the module has.
pub(crate) fn place(
    store: &mut Store<Guest>,
    module: &PreparedModule,
    instance: &Instance,
    input: &[u8],
) -> Result<Placed> {
    let Some(memory) = store.data().memory else {
        bail!("the instance has no memory");
    };
    let length = u32::try_from(input.len())?;
    let size = length.cast_signed();
    let pointer = match module.report().allocator {
        Placement::Allocate => module.allocate(store, instance, size)?,
        Placement::Malloc => module.allocate(store, instance, size)?,
        Placement::AssemblyScript => module.new_pinned(store, instance, size, ARRAY_BUFFER)?,
        Placement::Grow => grow(store, memory, length)?,
    };
    let placed = Placed {
        pointer,
        length,
        allocated: module.report().allocator != Placement::Grow,
    };
    if placed.allocated && pointer == 0 {
        return Err(BadPlace::Null { module, length }.into());
    }
    let size = memory.data_size(&*store);
    if GuestMemory::new(memory.data_mut(&mut *store))
        .write(pointer, input)
        .is_err()
    {
        return Err(BadPlace::Outside {
            module,
            placed,
            size,
        }
        .into());
    }
    Ok(placed)
}

/// Why the place that an allocator returned cannot hold the input.
enum BadPlace<'a> {
    Null {
        module: &'a PreparedModule,
        length: u32,
    },
    Outside {
        module: &'a PreparedModule,
        placed: Placed,
        size: usize,
    },
}

impl From<BadPlace<'_>> for Error {
    fn from(bad: BadPlace<'_>) -> Self {
        let message = match bad {
            BadPlace::Null { module, length } => format!(
                "`{}` found no memory for the input of {length} bytes (it returned 0)",
                module.allocator_name()
            ),
            BadPlace::Outside {
                module,
                placed,
                size,
            } => format!(
                "`{}` returned {}, and {} bytes there are outside the plugin's memory of {size} bytes",
                module.allocator_name(),
                placed.pointer,
                placed.length
            ),
        };
        Self::new(crate::trap::Ended(message))
    }
}

/// Makes room at the end of memory, for modules without an allocator to ask.
///
/// Most allocators of such modules take it that all memory up to its end is theirs, or will be
/// when they grow it. So the memory grows by more than the input, which lies near the new end and
/// leaves room below it: the allocator finds what it needs before it meets the input.
fn grow(store: &mut Store<Guest>, memory: Memory, length: u32) -> Result<u32> {
    let old = memory.data_size(store.as_context()) as u64;
    let left = store.data().limiter.left();
    let length = u64::from(length);
    let room = length.saturating_mul(4).max(MIN_ROOM).min(left / 2);
    let pages = (room + length + FREE_ABOVE).div_ceil(PAGE);
    if pages * PAGE <= left && memory.grow(&mut *store, pages).is_ok() {
        let end = old + pages * PAGE - FREE_ABOVE;
        return Ok(u32::try_from((end - length) & !15)?);
    }
    let pages = length.div_ceil(PAGE);
    if memory.grow(&mut *store, pages).is_err() {
        return Err(Error::new(crate::trap::Ended(format!(
            "its memory cannot grow for the input of {length} bytes; export \
             `allocate(size: i32) -> i32`, or allow a larger maximum memory"
        ))));
    }
    Ok(u32::try_from(old)?)
}

/// Fails if the plugin wrote over its input other than by returning it: what it decided then
/// rests on bytes that nobody sent.
///
/// Plugins that gave the place away themselves may do with it as they please.
pub(crate) fn check_input(
    store: &Store<Guest>,
    placed: &Placed,
    input: &[u8],
    packed: i64,
) -> Result<(), PluginFailure> {
    if placed.allocated {
        return Ok(());
    }
    let memory = store.data().memory.map_or(&[][..], |m| m.data(store));
    let place = range(placed.pointer, placed.length);
    let now = memory.get(place.clone()).unwrap_or(&[]);
    let packed = unpack(packed);
    let returned = range(packed.pointer, packed.length);
    // What of the input lies before and after the returned output.
    let before = returned.start.clamp(place.start, place.end) - place.start;
    let after = returned.end.clamp(place.start, place.end) - place.start;
    let same = |a: &[u8], b: &[u8]| a == b;
    let intact = if returned.is_empty() {
        same(now, input)
    } else {
        same(
            now.get(..before).unwrap_or(&[]),
            input.get(..before).unwrap_or(&[]),
        ) && same(
            now.get(after..).unwrap_or(&[]),
            input.get(after..).unwrap_or(&[]),
        )
    };
    if intact {
        return Ok(());
    }
    Err(PluginFailure::new(
        PluginFailureKind::InputOverwritten,
        "the plugin's allocator wrote over its input, so its verdict cannot be trusted; export \
         `allocate(size: i32) -> i32` so that the input gets memory of its own",
    ))
}
