//! Who calls, and what they may do.
//!
//! A key is shown once, when it is made; the configuration holds its argon2id hash. A key that was
//! verified is remembered for the life of the process by a keyed digest, never by its text, so
//! that only the first request with it pays for the slow hash. A browser signs in with a key and has
//! a session from then on.

mod caller;
mod key;
mod remembered;
mod sessions;
mod throttle;
mod verify;

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use tracing::{info, warn};

pub use caller::{Caller, Role, Scope};
pub use key::{KeyError, KeyHash, KeyName, NewKey, SYSTEM_CALLER, hash_key};
pub use sessions::{NewSession, SESSION_LIFETIME};

use crate::Clock;
use remembered::Remembered;
use sessions::Sessions;
use throttle::AttemptThrottle;
use verify::Verifier;

/// Longest key looked at, in bytes.
const MAX_KEY_BYTES: usize = 512;

/// One entry of `[[auth.keys]]`.
#[derive(Clone, Debug)]
pub struct AccessKey {
    /// Name that changes are recorded under.
    pub name: KeyName,
    /// What its holder may do.
    pub role: Role,
    /// Argon2id hash of its text.
    pub hash: KeyHash,
    /// Where its holder may act and read.
    pub scope: Scope,
}

/// Why a caller is not let in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// The key is none of the configured ones.
    #[error("the key is not known; check it, or ask an admin for a new one")]
    UnknownKey,
    /// The address has tried too many keys.
    #[error(
        "too many attempts with unknown keys from this address; try again in {retry_after_seconds} s"
    )]
    TooManyAttempts {
        /// When the next attempt is looked at, in seconds.
        retry_after_seconds: u64,
    },
    /// More keys wait to be verified than the bounded queue holds.
    #[error("too many keys are being verified; try again in 1 s")]
    Saturated,
    /// Verifying failed; a defect of the server.
    #[error("internal error; the server's log has the details under this request's id")]
    Internal,
}

/// Recognises callers by their keys.
pub struct Authenticator {
    keys: Arc<[AccessKey]>,
    callers: Vec<Arc<Caller>>,
    remembered: Remembered,
    sessions: Sessions,
    throttle: AttemptThrottle,
    verifier: Verifier,
}

impl Authenticator {
    /// An authenticator for these keys. By `clock` failed attempts are slowed down and sessions end.
    ///
    /// # Errors
    /// Two keys have the same name, or the system has no randomness to offer.
    pub fn new(keys: Vec<AccessKey>, clock: Arc<dyn Clock>) -> Result<Self, KeyError> {
        for (index, key) in keys.iter().enumerate() {
            if keys.iter().take(index).any(|other| other.name == key.name) {
                return Err(KeyError::NameTaken(key.name.to_string()));
            }
        }
        let callers = keys
            .iter()
            .map(|key| Arc::new(Caller::keyed(&key.name, key.role, key.scope.clone())))
            .collect();
        Ok(Self {
            keys: keys.into(),
            callers,
            remembered: Remembered::new()?,
            sessions: Sessions::new(Arc::clone(&clock)),
            throttle: AttemptThrottle::new(clock),
            verifier: Verifier::new(),
        })
    }

    /// Who holds this key. `address` is where the request came from; only attempts with keys not
    /// yet verified count against it.
    ///
    /// # Errors
    /// [`AuthError`] says why the caller is not let in.
    pub async fn authenticate(
        &self,
        text: &str,
        address: IpAddr,
    ) -> Result<Arc<Caller>, AuthError> {
        self.recognise(text, address)
            .await
            .map(|(_, caller)| caller)
    }

    /// Begins a session of the key's holder: a browser sends its token in place of the key. See
    /// [`authenticate`](Self::authenticate) for `address`.
    ///
    /// # Errors
    /// [`AuthError`] says why the caller is not let in.
    pub async fn sign_in(
        &self,
        text: &str,
        address: IpAddr,
    ) -> Result<(Arc<Caller>, NewSession), AuthError> {
        let (index, caller) = self.recognise(text, address).await?;
        let session = self.sessions.begin(index)?;
        info!(event = "auth.signed_in", %address, key = caller.name(), "a session was begun");
        Ok((caller, session))
    }

    /// Whose session this token is, and when it ends; none when it has ended.
    #[must_use]
    pub fn session(&self, token: &str) -> Option<(Arc<Caller>, Timestamp)> {
        let (index, expires_at) = self.sessions.find(token)?;
        Some((Arc::clone(self.callers.get(index)?), expires_at))
    }

    /// Ends a session; nothing happens when there is none.
    pub fn sign_out(&self, token: &str) {
        self.sessions.end(token);
    }

    /// The key that this text is: its index and its holder.
    async fn recognise(
        &self,
        text: &str,
        address: IpAddr,
    ) -> Result<(usize, Arc<Caller>), AuthError> {
        if text.len() > MAX_KEY_BYTES {
            return self.refuse(text, address);
        }
        let digest = self.remembered.digest(text);
        if let Some(known) = self.recall(&digest) {
            return Ok(known);
        }
        let candidates = self.candidates(text);
        if candidates.is_empty() {
            return self.refuse(text, address);
        }
        let place = self.verifier.place().await?;
        // Another request may have verified the same key while this one waited for its place.
        if let Some(known) = self.recall(&digest) {
            return Ok(known);
        }
        self.throttle.attempt(address, candidates.len())?;
        let found = place.find(text, Arc::clone(&self.keys), candidates).await?;
        match found.and_then(|index| Some((index, self.callers.get(index)?))) {
            Some((index, caller)) => {
                self.remembered.insert(digest, index);
                Ok((index, Arc::clone(caller)))
            }
            None => Err(refused(text, address)),
        }
    }

    fn recall(&self, digest: &remembered::Digest) -> Option<(usize, Arc<Caller>)> {
        let index = self.remembered.get(digest)?;
        Some((index, Arc::clone(self.callers.get(index)?)))
    }

    /// The keys whose hash is worth trying: the named one, or all when the text names none.
    fn candidates(&self, text: &str) -> Vec<usize> {
        let named = key::name_in(text);
        let matches = |key: &AccessKey| named.is_none_or(|name| key.name.as_str() == name);
        self.keys
            .iter()
            .enumerate()
            .filter(|(_, key)| matches(key))
            .map(|(index, _)| index)
            .collect()
    }

    fn refuse<T>(&self, text: &str, address: IpAddr) -> Result<T, AuthError> {
        self.throttle.attempt(address, 0)?;
        Err(refused(text, address))
    }
}

/// Leaves a trace of the attempt in the log, without the secret.
fn refused(text: &str, address: IpAddr) -> AuthError {
    let key = key::name_in(text).filter(|name| KeyName::new(*name).is_ok());
    warn!(event = "auth.refused", %address, key, "a request came with an unknown key");
    AuthError::UnknownKey
}

#[cfg(test)]
mod tests;
