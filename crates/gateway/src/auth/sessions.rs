//! Sessions of browsers: a cookie stands in for a key.
//!
//! They are kept in memory only, as digests: a restart ends them all, and with it those of keys that
//! are not configured any more.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::{SignedDuration, Timestamp};

use super::AuthError;
use crate::Clock;

/// How long a session lasts.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// Random bytes in a token.
const TOKEN_BYTES: usize = 32;
/// Sessions of one key at the same time. One more ends the oldest of that key, so that no holder of
/// a key can end the sessions of others.
const MAX_SESSIONS_OF_KEY: usize = 100;

type Digest = [u8; 32];

/// A session that was begun.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSession {
    /// What the browser sends from now on: hexadecimal digits. Not kept anywhere.
    pub token: String,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

#[derive(Clone, Copy)]
struct Session {
    /// Index of the key.
    key: usize,
    /// Rising, so that the oldest is known when several begin in the same instant.
    number: u64,
    expires_at: Timestamp,
}

#[derive(Default)]
struct Begun {
    sessions: HashMap<Digest, Session>,
    next_number: u64,
}

/// The sessions that have not ended.
pub(super) struct Sessions {
    clock: Arc<dyn Clock>,
    begun: RwLock<Begun>,
}

impl Sessions {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            begun: RwLock::default(),
        }
    }

    /// Begins a session of a key.
    ///
    /// # Errors
    /// The system has no randomness to offer.
    pub(super) fn begin(&self, key: usize) -> Result<NewSession, AuthError> {
        let mut token = [0_u8; TOKEN_BYTES];
        getrandom::fill(&mut token).map_err(|failure| {
            tracing::error!(event = "auth.failed", error = %failure, "a session could not be begun");
            AuthError::Internal
        })?;
        let token = hex::encode(token);
        let now = self.clock.now();
        let expires_at = now.saturating_add(SESSION_LIFETIME).unwrap_or(now);
        // What a panic left behind is still a valid map.
        let mut begun = self.begun.write().unwrap_or_else(PoisonError::into_inner);
        begun.sessions.retain(|_, session| session.expires_at > now);
        let of_key = |session: &Session| session.key == key;
        while begun.sessions.values().copied().filter(of_key).count() >= MAX_SESSIONS_OF_KEY {
            let of_key = begun.sessions.iter().filter(|(_, session)| of_key(session));
            let Some(oldest) = of_key.min_by_key(|(_, session)| session.number) else {
                break;
            };
            let oldest = *oldest.0;
            begun.sessions.remove(&oldest);
        }
        let number = begun.next_number;
        begun.next_number = number.wrapping_add(1);
        let session = Session {
            key,
            number,
            expires_at,
        };
        begun.sessions.insert(digest(&token), session);
        Ok(NewSession { token, expires_at })
    }

    /// The key of a session that has not ended, and when it ends.
    pub(super) fn find(&self, token: &str) -> Option<(usize, Timestamp)> {
        if token.len() != 2 * TOKEN_BYTES {
            return None;
        }
        let begun = self.begun.read().unwrap_or_else(PoisonError::into_inner);
        let session = begun.sessions.get(&digest(token))?;
        (session.expires_at > self.clock.now()).then_some((session.key, session.expires_at))
    }

    /// Ends a session, if it is one.
    pub(super) fn end(&self, token: &str) {
        let mut begun = self.begun.write().unwrap_or_else(PoisonError::into_inner);
        begun.sessions.remove(&digest(token));
    }
}

/// A token has 256 random bits, so that it needs no slow hash.
fn digest(token: &str) -> Digest {
    *blake3::hash(token.as_bytes()).as_bytes()
}
