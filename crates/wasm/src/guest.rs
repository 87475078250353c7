//! What the host knows about the instance it is running.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use acteon_core::consts::MAX_CAPTURED_BYTES;
use wasmtime::{Engine, Memory, Store, UpdateDeadline};

use crate::InvokeRequest;
use crate::deadline::Deadline;
use crate::limiter::Limiter;
use crate::overrun::Meter;
use crate::snapshot::Reads;

/// The data of a store.
pub(crate) struct Guest {
    pub(crate) limiter: Limiter,
    pub(crate) deadline: Deadline,
    pub(crate) meter: Meter,
    pub(crate) started: Instant,
    /// What the realtime clock reads, in nanoseconds since 1970.
    pub(crate) realtime_ns: u64,
    /// What the monotonic clock goes by.
    pub(crate) monotonic: Monotonic,
    pub(crate) randomness: Randomness,
    /// What it has read that differs between calls.
    pub(crate) reads: Reads,
    /// The export `memory`, once the instance exists.
    pub(crate) memory: Option<Memory>,
    pub(crate) stdout: Captured,
    pub(crate) stderr: Captured,
    /// Names of the functions that were running when it failed, innermost first.
    pub(crate) backtrace: Vec<String>,
}

impl Guest {
    /// What the monotonic clock reads now, in nanoseconds.
    pub(crate) fn monotonic_ns(&mut self) -> u64 {
        match &mut self.monotonic {
            Monotonic::From(start_ns) => {
                let elapsed = self.started.elapsed().as_nanos();
                start_ns.saturating_add(u64::try_from(elapsed).unwrap_or(u64::MAX))
            }
            Monotonic::Counting(readings) => {
                *readings += 1;
                *readings * NANOSECONDS_PER_READING
            }
        }
    }
}

/// What the monotonic clock goes by.
pub(crate) enum Monotonic {
    /// Real time since the call began, from this many nanoseconds on.
    From(u64),
    /// How often it has been read: the same in every call.
    Counting(u64),
}

/// What a clock that counts its readings adds with each.
const NANOSECONDS_PER_READING: u64 = 1000;

/// Where random numbers come from.
pub(crate) enum Randomness {
    /// The operating system.
    System,
    /// A sequence that is the same in every call.
    Fixed(Box<blake3::OutputReader>),
}

impl Randomness {
    /// The beginning of the sequence that is always the same.
    pub(crate) fn fixed() -> Self {
        let seed = blake3::Hasher::new_derive_key("acteon plugin cost measurement");
        Self::Fixed(Box::new(seed.finalize_xof()))
    }

    /// Fills the bytes.
    pub(crate) fn fill(&mut self, bytes: &mut [u8]) -> Result<(), getrandom::Error> {
        match self {
            Self::System => getrandom::fill(bytes),
            Self::Fixed(sequence) => {
                sequence.fill(bytes);
                Ok(())
            }
        }
    }
}

/// A store whose limiter and deadline are in force before anything runs in it.
pub(crate) fn store(
    engine: &Engine,
    request: &InvokeRequest<'_>,
    meter: Meter,
    started: Instant,
    gauge: Arc<AtomicU64>,
) -> Store<Guest> {
    let mut store = Store::new(
        engine,
        Guest {
            limiter: Limiter::new(request.limits.memory_limit_bytes(), gauge),
            deadline: Deadline::new(started, request.limits, request.deadline),
            meter,
            started,
            realtime_ns: nanoseconds(request.realtime),
            monotonic: Monotonic::From(0),
            randomness: Randomness::System,
            reads: Reads::default(),
            backtrace: Vec::new(),
            memory: None,
            stdout: Captured::default(),
            stderr: Captured::default(),
        },
    );
    store.limiter(|guest| &mut guest.limiter);
    store.set_epoch_deadline(1);
    // Epochs only say that it is time to look: ticks come late on a busy machine, and counting
    // them would add up the delays.
    store.epoch_deadline_callback(|mut store| {
        store.data_mut().meter.look();
        Ok(if store.data().deadline.has_passed() {
            UpdateDeadline::Interrupt
        } else {
            UpdateDeadline::Continue(1)
        })
    });
    store
}

/// Nanoseconds since 1970; 0 before, the largest value after the year 2554.
fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| {
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    })
}

/// The beginning of what a plugin printed.
#[derive(Default)]
pub(crate) struct Captured {
    bytes: Vec<u8>,
    dropped: u64,
}

impl Captured {
    /// How much more is kept, in bytes.
    pub(crate) fn room(&self) -> usize {
        MAX_CAPTURED_BYTES.saturating_sub(self.bytes.len())
    }

    /// Keeps what there is room for; `total` bytes were printed.
    pub(crate) fn print(&mut self, bytes: &[u8], total: u64) {
        let kept = bytes.get(..self.room().min(bytes.len())).unwrap_or(bytes);
        self.bytes.extend_from_slice(kept);
        self.dropped = self
            .dropped
            .saturating_add(total.saturating_sub(kept.len() as u64));
    }

    /// The text; invalid UTF-8 is replaced, and a last line says how much is missing.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.bytes).into_owned();
        if self.dropped > 0 {
            text.push_str(&format!("\n[{} more bytes were not kept]", self.dropped));
        }
        text
    }
}
