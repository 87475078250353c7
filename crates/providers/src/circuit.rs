//! The circuit that spares a dead receiver, and the actions that would wait for it.
//!
//! Written here because the libraries for it let more than one probe through, count a rate of
//! failures instead of failures in a row, or bring a clock that cannot be set.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use jiff::Timestamp;
use tracing::{info, warn};

use crate::{CircuitConfig, Time};

/// Where a circuit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CircuitState {
    /// Attempts go through.
    Closed,
    /// Attempts are refused.
    Open {
        /// When it opened.
        since: Timestamp,
        /// When an attempt may probe the receiver.
        until: Timestamp,
    },
    /// One attempt probes the receiver, or the next one will; the others are refused meanwhile.
    HalfOpen {
        /// When it opened.
        since: Timestamp,
    },
}

/// No attempt now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// When the circuit opened.
    pub(crate) since: Timestamp,
    /// When an attempt may probe the receiver; none while one does.
    pub(crate) until: Option<Timestamp>,
}

/// Opens after failures in a row, closes when a probe gets an answer.
pub(crate) struct Circuit {
    provider: String,
    config: CircuitConfig,
    time: Arc<dyn Time>,
    inner: Mutex<Inner>,
}

struct Inner {
    /// Counts changes of the phase: what began in an earlier one says nothing about this one.
    generation: u64,
    phase: Phase,
}

#[derive(Clone, Copy)]
enum Phase {
    Closed {
        failures: u32,
    },
    Open {
        since: Timestamp,
        until: Timestamp,
        probe_at: Instant,
    },
    HalfOpen {
        since: Timestamp,
    },
}

impl Inner {
    fn enter(&mut self, phase: Phase) {
        self.generation += 1;
        self.phase = phase;
    }
}

impl Circuit {
    pub(crate) fn new(provider: String, config: CircuitConfig, time: Arc<dyn Time>) -> Self {
        Self {
            provider,
            config,
            time,
            inner: Mutex::new(Inner {
                generation: 0,
                phase: Phase::Closed { failures: 0 },
            }),
        }
    }

    pub(crate) fn state(&self) -> CircuitState {
        match self.lock().phase {
            Phase::Closed { .. } => CircuitState::Closed,
            Phase::Open {
                since,
                until,
                probe_at,
            } if self.time.instant() < probe_at => CircuitState::Open { since, until },
            Phase::Open { since, .. } | Phase::HalfOpen { since } => {
                CircuitState::HalfOpen { since }
            }
        }
    }

    /// Lets an attempt through unless the circuit is open.
    pub(crate) fn admit(&self) -> Result<Admitted<'_>, Refusal> {
        let mut inner = self.lock();
        match inner.phase {
            Phase::Closed { .. } => {}
            Phase::HalfOpen { since } => return Err(Refusal { since, until: None }),
            Phase::Open {
                since,
                until,
                probe_at,
            } => {
                if self.time.instant() < probe_at {
                    let until = Some(until);
                    return Err(Refusal { since, until });
                }
                inner.enter(Phase::HalfOpen { since });
                info!(
                    event = "provider.circuit_half_open",
                    provider = self.provider,
                    "the next attempt probes the receiver"
                );
            }
        }
        Ok(Admitted {
            circuit: self,
            generation: inner.generation,
            reported: false,
        })
    }

    fn report(&self, generation: u64, alive: bool) {
        let mut inner = self.lock();
        if inner.generation != generation {
            return;
        }
        match (inner.phase, alive) {
            (Phase::Closed { .. }, true) => inner.phase = Phase::Closed { failures: 0 },
            (Phase::Closed { failures }, false) => {
                let failures = failures.saturating_add(1);
                inner.phase = Phase::Closed { failures };
                if failures >= self.config.failures {
                    self.open(&mut inner, self.time.timestamp());
                }
            }
            (Phase::HalfOpen { since }, true) => {
                inner.enter(Phase::Closed { failures: 0 });
                info!(
                    event = "provider.circuit_closed",
                    provider = self.provider,
                    %since,
                    "the receiver answers again"
                );
            }
            (Phase::HalfOpen { since }, false) => self.open(&mut inner, since),
            (Phase::Open { .. }, _) => {}
        }
    }

    fn open(&self, inner: &mut Inner, since: Timestamp) {
        let open_for = self.config.open_for;
        let until = self.time.timestamp().checked_add(open_for);
        let until = until.unwrap_or(Timestamp::MAX);
        inner.enter(Phase::Open {
            since,
            until,
            probe_at: self.time.instant() + open_for,
        });
        warn!(
            event = "provider.circuit_opened",
            provider = self.provider,
            %since,
            %until,
            "the receiver does not answer; its actions fail at once until then"
        );
    }

    /// The probe was given up without a result: the next attempt probes.
    fn abandon(&self, generation: u64) {
        let mut inner = self.lock();
        if inner.generation == generation
            && let Phase::HalfOpen { since } = inner.phase
        {
            inner.enter(Phase::Open {
                since,
                until: self.time.timestamp(),
                probe_at: self.time.instant(),
            });
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Every change is complete before anything could panic.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An attempt that the circuit let through. Dropped without a report, it counts as not made.
pub(crate) struct Admitted<'a> {
    circuit: &'a Circuit,
    generation: u64,
    reported: bool,
}

impl Admitted<'_> {
    /// Says whether the receiver showed that it is alive.
    pub(crate) fn report(mut self, alive: bool) {
        self.reported = true;
        self.circuit.report(self.generation, alive);
    }
}

impl Drop for Admitted<'_> {
    fn drop(&mut self) {
        if !self.reported {
            self.circuit.abandon(self.generation);
        }
    }
}
