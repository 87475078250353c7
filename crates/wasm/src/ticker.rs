//! The thread that makes running plugins look at the clock.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use wasmtime::{Engine, EngineWeak};

/// Time between two ticks: how late a plugin may notice that its time is up.
const TICK: Duration = Duration::from_millis(1);
/// Ticks without a running plugin after which the thread parks. Waking it costs more than a call,
/// so it stays awake between the calls of a busy server.
const IDLE_TICKS: u32 = 100;

/// Increments the engines' epochs while calls run; parked otherwise. Ends with the host.
pub(crate) struct Ticker {
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    running: AtomicU32,
    parked: AtomicBool,
    ended: AtomicBool,
}

impl Ticker {
    pub(crate) fn start(engines: [&Engine; 2]) -> io::Result<Self> {
        let state = Arc::new(State::default());
        let (weak, shared) = (engines.map(Engine::weak), state.clone());
        let thread = thread::Builder::new()
            .name("plugin-ticker".to_owned())
            .spawn(move || tick(&weak, &shared))?;
        Ok(Self {
            state,
            thread: Some(thread),
        })
    }

    /// Counts a call, and keeps the ticks coming until the answer is dropped. None when `max`
    /// calls run already.
    pub(crate) fn enter(&self, max: u32) -> Option<Running<'_>> {
        if self.state.running.fetch_add(1, SeqCst) >= max {
            self.state.running.fetch_sub(1, SeqCst);
            return None;
        }
        if self.state.parked.load(SeqCst)
            && let Some(thread) = &self.thread
        {
            thread.thread().unpark();
        }
        Some(Running(&self.state))
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.state.ended.store(true, SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // It holds no lock and waits for nothing but the next tick.
            let _ = thread.join();
        }
    }
}

/// A call in progress.
pub(crate) struct Running<'a>(&'a State);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, SeqCst);
    }
}

fn tick(engines: &[EngineWeak], state: &State) {
    let mut idle = 0;
    while !state.ended.load(SeqCst) {
        if state.running.load(SeqCst) > 0 {
            idle = 0;
        } else {
            idle += 1;
        }
        if idle > IDLE_TICKS {
            // First say so, then look again: a call that starts now either sees the flag and
            // unparks this thread, or is seen here.
            state.parked.store(true, SeqCst);
            if state.running.load(SeqCst) == 0 && !state.ended.load(SeqCst) {
                thread::park();
            }
            state.parked.store(false, SeqCst);
            idle = 0;
            continue;
        }
        // One tick after each sleep, however long it took: missed ticks are not made up for.
        thread::sleep(TICK);
        for engine in engines.iter().filter_map(EngineWeak::upgrade) {
            engine.increment_epoch();
        }
    }
}
