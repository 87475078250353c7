//! What is remembered of an action while it is dispatched, and from one to the next.

use std::collections::HashMap;

use acteon_core::Outcome;
use jiff::Timestamp;

use super::AuditDraft;

/// What must hold for an action to be admitted, in the state of its namespace and tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    None,
    /// The key is not reserved, and was not seen in the last `ttl_seconds` (ever, without it).
    /// Admission reserves it until the action is completed.
    Deduplicate {
        /// The key.
        key: String,
        /// How long a sighting counts.
        ttl_seconds: Option<u64>,
    },
    /// The window has room. Windows are fixed: they begin at multiples of `window_seconds` since
    /// the Unix epoch. Admission counts.
    Throttle {
        /// The rule that counts.
        rule: String,
        /// Admissions per window.
        max_count: u64,
        /// Length of a window; 0 counts as 1.
        window_seconds: u64,
    },
}

/// An action that is about to be handed to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Its record so far. The guard is checked at its `dispatched_at`.
    pub draft: AuditDraft,
    /// On what condition.
    pub guard: Guard,
    /// The dedup key to be noted as seen if it succeeds. The store only keeps it, for whoever
    /// has to complete the intent after a restart.
    pub remember: Option<String>,
}

/// Whether an action may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It may; its intent is kept until it is completed.
    Admitted,
    /// Its key was seen or is reserved. Nothing was written.
    Duplicate,
    /// The window is full. Nothing was written.
    Throttled {
        /// When the next window begins.
        window_ends_at: Timestamp,
    },
}

/// What becomes of an action's dedup key when it is completed. A reservation that another intent
/// holds stays as it is in either case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyEnd {
    /// Nothing.
    None,
    /// It is noted as seen, and no longer reserved.
    Keep {
        /// The key.
        key: String,
        /// How long it must be remembered at least; without it for ever.
        ttl_seconds: Option<u64>,
        /// When it was seen. An earlier instant than is known already does not replace it.
        at: Timestamp,
    },
    /// It is no longer reserved, and was seen when it was seen before.
    Release {
        /// The key.
        key: String,
    },
}

/// The end of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Its record, with the id of its intent if it has one.
    pub draft: AuditDraft,
    /// What became of it.
    pub outcome: Outcome,
    /// More on that, in the caller's words: the store neither reads nor changes it.
    pub outcome_details: String,
    /// When it was known, stored to the microsecond.
    pub completed_at: Timestamp,
    /// What becomes of its dedup key.
    pub key: KeyEnd,
}

/// What conditions may read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateRead {
    /// Seconds since a key was seen; reserved ones count as seen when they were reserved. Keys
    /// never seen are absent.
    pub seen: HashMap<String, u64>,
    /// Admissions in a throttle rule's present window. Rules without any are absent.
    pub counters: HashMap<String, u64>,
}

/// What is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Records dispatched before are removed.
    pub records_before: Timestamp,
    /// So many of the newest records are kept, at most.
    pub keep_records: u64,
    /// Dedup keys that need not be remembered since then are removed.
    pub keys_before: Timestamp,
    /// Throttle windows that ended before are removed. Actions arrive a little out of order, so it
    /// is not the present.
    pub windows_before: Timestamp,
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Records.
    pub records: u64,
    /// Dedup keys.
    pub keys: u64,
    /// Throttle windows.
    pub windows: u64,
}
