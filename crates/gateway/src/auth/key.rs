//! Keys: their names, how they are made and hashed.

use std::fmt;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// The name under which the server records what it did by itself; no key may have it.
pub const SYSTEM_CALLER: &str = "system";

/// What every key that the server makes starts with.
const PREFIX: &str = "acteon_";
/// Random bytes in a key.
const SECRET_BYTES: usize = 32;
/// Shortest key that is hashed, in bytes: shorter ones can be guessed.
const MIN_KEY_BYTES: usize = 16;
/// Longest key name, in bytes.
const MAX_NAME_BYTES: usize = 64;

/// Why a key, its name or its hash is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name is not a key name.
    #[error(
        "a key name has 1 to {MAX_NAME_BYTES} letters, digits, dots, underscores or hyphens; \
         got `{0}`"
    )]
    Name(String),
    /// The name is the server's own.
    #[error("the name `{SYSTEM_CALLER}` is kept for the server itself; choose another one")]
    NameReserved,
    /// Two keys have the same name.
    #[error("two keys have the name `{0}`; names must be unique")]
    NameTaken(String),
    /// The hash is not an argon2id hash.
    #[error("not an argon2id hash; make one with `acteon-server hash-key`")]
    Hash,
    /// The key is too short or too long, or holds characters that a header cannot carry.
    #[error(
        "a key has {MIN_KEY_BYTES} to {} visible ASCII characters; \
         `acteon-server new-key NAME` makes a good one",
        super::MAX_KEY_BYTES
    )]
    Text,
    /// The system offers no randomness, or hashing failed.
    #[error("the key could not be made: {0}")]
    System(String),
}

/// The name of a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyName(String);

impl KeyName {
    /// Checks a name.
    ///
    /// # Errors
    /// [`KeyError::Name`] or [`KeyError::NameReserved`].
    pub fn new(name: impl Into<String>) -> Result<Self, KeyError> {
        let name = name.into();
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        if name.is_empty() || name.len() > MAX_NAME_BYTES || !name.bytes().all(allowed) {
            return Err(KeyError::Name(name));
        }
        if name == SYSTEM_CALLER {
            return Err(KeyError::NameReserved);
        }
        Ok(Self(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The argon2id hash of a key.
#[derive(Clone)]
pub struct KeyHash(PasswordHash);

impl KeyHash {
    /// Reads a hash in PHC form, `$argon2id$...`.
    ///
    /// # Errors
    /// [`KeyError::Hash`]
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let hash = PasswordHash::new(text).map_err(|_| KeyError::Hash)?;
        let complete = hash.salt.is_some() && hash.hash.is_some();
        let usable = argon2::Params::try_from(&hash).is_ok();
        if hash.algorithm.as_str() == "argon2id" && complete && usable {
            Ok(Self(hash))
        } else {
            Err(KeyError::Hash)
        }
    }

    /// Whether this is the hash of `key`. Slow by design.
    pub(super) fn verifies(&self, key: &str) -> bool {
        Argon2::default()
            .verify_password(key.as_bytes(), &self.0)
            .is_ok()
    }
}

/// Shows nothing of the hash, so that it does not end up in a log.
impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyHash(hidden)")
    }
}

/// A key just made. Its text is not kept anywhere.
pub struct NewKey {
    /// What the holder sends: `acteon_<name>_<secret>`.
    pub text: String,
    /// What the configuration holds.
    pub hash: String,
}

impl NewKey {
    /// Makes a key with 256 random bits.
    ///
    /// # Errors
    /// [`KeyError::System`]
    pub fn generate(name: &KeyName) -> Result<Self, KeyError> {
        let mut secret = [0_u8; SECRET_BYTES];
        getrandom::fill(&mut secret).map_err(|error| KeyError::System(error.to_string()))?;
        let text = format!("{PREFIX}{name}_{}", hex::encode(secret));
        let hash = hash_key(&text)?;
        Ok(Self { text, hash })
    }
}

/// Hashes a key for the configuration.
///
/// # Errors
/// [`KeyError::Text`] when the key is too short, too long or no header value.
pub fn hash_key(text: &str) -> Result<String, KeyError> {
    let fits = (MIN_KEY_BYTES..=super::MAX_KEY_BYTES).contains(&text.len());
    if !fits || !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(KeyError::Text);
    }
    Argon2::default()
        .hash_password(text.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| KeyError::System(error.to_string()))
}

/// The name within a key of the form `acteon_<name>_<secret>`.
pub(super) fn name_in(text: &str) -> Option<&str> {
    let (name, _secret) = text.strip_prefix(PREFIX)?.rsplit_once('_')?;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_names_its_holder_and_verifies() {
        let name = KeyName::new("build_server.1").unwrap();
        let key = NewKey::generate(&name).unwrap();
        assert_eq!(name_in(&key.text), Some("build_server.1"));
        let hash = KeyHash::parse(&key.hash).unwrap();
        assert!(hash.verifies(&key.text));
        assert!(!hash.verifies(&format!("{}0", key.text)));
        assert_ne!(key.text, NewKey::generate(&name).unwrap().text);
    }

    #[test]
    fn names_hashes_and_keys_are_checked() {
        for bad in ["", "a b", "a/b", "ü", &"x".repeat(65)] {
            assert!(
                matches!(KeyName::new(bad), Err(KeyError::Name(_))),
                "{bad:?}"
            );
        }
        assert_eq!(KeyName::new("system"), Err(KeyError::NameReserved));
        for bad in [
            "",
            "secret",
            "$argon2id$",
            "$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$3dyALNUVbqHVuJL7hKXHxA",
            "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
        ] {
            assert!(
                matches!(KeyHash::parse(bad), Err(KeyError::Hash)),
                "{bad:?}"
            );
        }
        for bad in ["short", "sixteen letters ", &"x".repeat(513)] {
            assert_eq!(hash_key(bad), Err(KeyError::Text), "{bad:?}");
        }
    }
}
