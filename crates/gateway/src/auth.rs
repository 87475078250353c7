//! Who calls, and what they may do.
//!
//! A key is shown once, when it is made; the configuration holds its argon2id hash. A key that was
//! verified is remembered for the life of the process by a keyed digest, never by its text, so
//! that only the first request with it pays for the slow hash.

mod caller;
mod key;
mod remembered;
mod throttle;
mod verify;

use std::net::IpAddr;
use std::sync::Arc;

use tracing::warn;

pub use caller::{Caller, Role, Scope};
pub use key::{KeyError, KeyHash, KeyName, NewKey, SYSTEM_CALLER, hash_key};

use crate::Clock;
use remembered::Remembered;
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
    throttle: AttemptThrottle,
    verifier: Verifier,
}

impl Authenticator {
    /// An authenticator for these keys. `clock` is what failed attempts are slowed down by.
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
        if text.len() > MAX_KEY_BYTES {
            return self.refuse(text, address);
        }
        let digest = self.remembered.digest(text);
        if let Some(caller) = self.recall(&digest) {
            return Ok(caller);
        }
        let candidates = self.candidates(text);
        if candidates.is_empty() {
            return self.refuse(text, address);
        }
        let place = self.verifier.place().await?;
        // Another request may have verified the same key while this one waited for its place.
        if let Some(caller) = self.recall(&digest) {
            return Ok(caller);
        }
        self.throttle.attempt(address, candidates.len())?;
        let found = place.find(text, Arc::clone(&self.keys), candidates).await?;
        match found.and_then(|index| Some((index, self.callers.get(index)?))) {
            Some((index, caller)) => {
                self.remembered.insert(digest, index);
                Ok(Arc::clone(caller))
            }
            None => Err(refused(text, address)),
        }
    }

    fn recall(&self, digest: &remembered::Digest) -> Option<Arc<Caller>> {
        self.remembered
            .get(digest)
            .and_then(|index| self.callers.get(index))
            .cloned()
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

    fn refuse(&self, text: &str, address: IpAddr) -> Result<Arc<Caller>, AuthError> {
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
