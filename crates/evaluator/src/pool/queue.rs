//! Who runs now and who waits: places, lanes and shares.
//!
//! Whoever waits holds nothing: a place and the shares of all plugins are taken together or not at
//! all, so that decisions cannot wait for each other, and a plugin whose share is used up keeps
//! nothing of another plugin's. Who needs several shares may be passed by those who need one of
//! them; how long anybody waits is bounded all the same.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use acteon_core::InvocationOrigin;
use tokio::sync::oneshot;

use super::{PoolUsage, Saturated};
use crate::PluginStats;
use crate::conduct::Standing;
use crate::share::Share;

/// Where a decision runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    /// At normal priority.
    Quick,
    /// On threads of low priority: the decision may call a plugin that is slow.
    Slow,
}

/// How much there is of everything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Places in the quick lane.
    pub(super) quick: usize,
    /// Places in the slow lane.
    pub(super) slow: usize,
    /// Places in the quick lane for decisions that may call one proven plugin.
    pub(super) share: usize,
    /// Places for decisions that may call one unproven plugin, or one slow plugin.
    pub(super) small_share: usize,
    /// Decisions that may wait.
    pub(super) waiting: usize,
    /// Of these, how many may call one plugin.
    pub(super) waiting_share: usize,
    /// Of these, how many may call slow plugins.
    pub(super) waiting_slow: usize,
}

#[derive(Debug)]
pub(super) struct Queue {
    origin: InvocationOrigin,
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    quick_free: usize,
    slow_free: usize,
    /// In order of arrival.
    waiting: BTreeMap<u64, Waiter>,
    /// How many of them came for slow plugins.
    waiting_slow: usize,
    next: u64,
}

#[derive(Debug)]
struct Waiter {
    plugins: Vec<Arc<PluginStats>>,
    /// Whether one of them was slow when it came.
    slow: bool,
    admit: oneshot::Sender<Place>,
}

/// What [`Queue::enter`] found.
pub(super) enum Entered {
    Admitted(Place),
    Waiting(Ticket),
}

impl Queue {
    pub(super) fn new(origin: InvocationOrigin, limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            origin,
            limits,
            state: Mutex::new(State {
                quick_free: limits.quick,
                slow_free: limits.slow,
                waiting: BTreeMap::new(),
                waiting_slow: 0,
                next: 0,
            }),
        })
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// A place for a decision that may call `plugins`, now or later.
    pub(super) fn enter(
        self: &Arc<Self>,
        plugins: &[Arc<PluginStats>],
    ) -> Result<Entered, Saturated> {
        let mut state = self.lock();
        // Who came earlier comes first. Otherwise nobody who waits could be admitted now: everybody
        // who could was when something became free.
        let contended = plugins
            .iter()
            .any(|p| self.share(p).waiting.load(Relaxed) > 0);
        let missed = if contended {
            self.admit_waiting(&mut state)
        } else {
            Vec::new()
        };
        let entered = match self.free_lane(&state, plugins) {
            Some(lane) => Ok(Entered::Admitted(self.take(
                &mut state,
                lane,
                plugins.to_vec(),
            ))),
            None => self.queue(&mut state, plugins).map(Entered::Waiting),
        };
        drop(state);
        drop(missed);
        entered
    }

    fn queue(
        self: &Arc<Self>,
        state: &mut State,
        plugins: &[Arc<PluginStats>],
    ) -> Result<Ticket, Saturated> {
        let limits = &self.limits;
        let slow = self.lane(plugins) == Lane::Slow;
        let full = state.waiting.len() >= limits.waiting
            || (slow && state.waiting_slow >= limits.waiting_slow)
            || (plugins.iter())
                .any(|p| self.share(p).waiting.load(Relaxed) >= limits.waiting_share);
        if full {
            return Err(Saturated);
        }
        for plugin in plugins {
            self.share(plugin).waiting.fetch_add(1, Relaxed);
        }
        state.waiting_slow += usize::from(slow);
        let (admit, admitted) = oneshot::channel();
        let number = state.next;
        state.next += 1;
        let waiter = Waiter {
            plugins: plugins.to_vec(),
            slow,
            admit,
        };
        state.waiting.insert(number, waiter);
        Ok(Ticket {
            queue: Arc::clone(self),
            number,
            admitted,
        })
    }

    /// Admits everybody for whom there is room, in order of arrival. Returns the places of those
    /// who have just gone away; they must be dropped without the lock.
    fn admit_waiting(self: &Arc<Self>, state: &mut State) -> Vec<Place> {
        let mut missed = Vec::new();
        let mut after = None;
        while state.quick_free > 0 || state.slow_free > 0 {
            let from = after.map_or(0, |number: u64| number + 1);
            let next = (state.waiting.range(from..))
                .find_map(|(&n, waiter)| Some((n, self.free_lane(state, &waiter.plugins)?)));
            let Some((number, lane)) = next else {
                break;
            };
            after = Some(number);
            if let Some(waiter) = self.leave(state, number) {
                let place = self.take(state, lane, waiter.plugins);
                missed.extend(waiter.admit.send(place).err());
            }
        }
        missed
    }

    fn leave(&self, state: &mut State, number: u64) -> Option<Waiter> {
        let waiter = state.waiting.remove(&number)?;
        for plugin in &waiter.plugins {
            self.share(plugin).waiting.fetch_sub(1, Relaxed);
        }
        state.waiting_slow -= usize::from(waiter.slow);
        Some(waiter)
    }

    /// The lane in which there is room now.
    fn free_lane(&self, state: &State, plugins: &[Arc<PluginStats>]) -> Option<Lane> {
        let limits = &self.limits;
        let lane = self.lane(plugins);
        let free = match lane {
            Lane::Quick => state.quick_free,
            Lane::Slow => state.slow_free,
        };
        let within_share = |plugin: &Arc<PluginStats>| {
            let share = self.share(plugin);
            match (lane, share.standing()) {
                (Lane::Quick, Standing::Proven) => share.quick.load(Relaxed) < limits.share,
                (Lane::Quick, Standing::Unproven | Standing::Slow) => {
                    share.quick.load(Relaxed) < limits.small_share
                }
                (Lane::Slow, Standing::Slow) => share.slow.load(Relaxed) < limits.small_share,
                // It only stands beside a slow one.
                (Lane::Slow, Standing::Proven | Standing::Unproven) => true,
            }
        };
        (free > 0 && plugins.iter().all(within_share)).then_some(lane)
    }

    fn lane(&self, plugins: &[Arc<PluginStats>]) -> Lane {
        let slow = |plugin| self.share(plugin).standing() == Standing::Slow;
        if plugins.iter().any(slow) {
            Lane::Slow
        } else {
            Lane::Quick
        }
    }

    fn take(
        self: &Arc<Self>,
        state: &mut State,
        lane: Lane,
        plugins: Vec<Arc<PluginStats>>,
    ) -> Place {
        match lane {
            Lane::Quick => state.quick_free -= 1,
            Lane::Slow => state.slow_free -= 1,
        }
        for plugin in &plugins {
            let share = self.share(plugin);
            match lane {
                Lane::Quick => share.quick.fetch_add(1, Relaxed),
                Lane::Slow => share.slow.fetch_add(1, Relaxed),
            };
        }
        Place {
            queue: Arc::clone(self),
            lane,
            plugins,
        }
    }

    pub(super) fn usage(&self) -> PoolUsage {
        let state = self.lock();
        PoolUsage {
            running: (self.limits.quick - state.quick_free) + (self.limits.slow - state.slow_free),
            waiting: state.waiting.len(),
        }
    }

    fn share<'a>(&self, plugin: &'a Arc<PluginStats>) -> &'a Share {
        plugin.share(self.origin)
    }

    /// Nothing that runs under the lock can panic halfway.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place, with the shares of the plugins that the decision may call; given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    queue: Arc<Queue>,
    lane: Lane,
    plugins: Vec<Arc<PluginStats>>,
}

impl Place {
    pub(super) fn lane(&self) -> Lane {
        self.lane
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let queue = &self.queue;
        let mut state = queue.lock();
        let mut wanted = state.quick_free == 0 || state.slow_free == 0;
        match self.lane {
            Lane::Quick => state.quick_free += 1,
            Lane::Slow => state.slow_free += 1,
        }
        for plugin in &self.plugins {
            let share = queue.share(plugin);
            match self.lane {
                Lane::Quick => share.quick.fetch_sub(1, Relaxed),
                Lane::Slow => share.slow.fetch_sub(1, Relaxed),
            };
            wanted |= share.waiting.load(Relaxed) > 0;
        }
        let missed = if wanted {
            queue.admit_waiting(&mut state)
        } else {
            Vec::new()
        };
        drop(state);
        drop(missed);
    }
}

/// A decision that waits; it leaves the queue when this is dropped.
pub(super) struct Ticket {
    queue: Arc<Queue>,
    number: u64,
    admitted: oneshot::Receiver<Place>,
}

impl Ticket {
    /// Waits for the place, at most this long.
    pub(super) async fn place(mut self, max_wait: Duration) -> Result<Place, Saturated> {
        match tokio::time::timeout(max_wait, &mut self.admitted).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Saturated),
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let left = {
            let mut state = self.queue.lock();
            self.queue.leave(&mut state, self.number)
        };
        drop(left);
    }
}
