//! The keys verified so far, without their text.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::KeyError;

/// Keyed digest of a key's text.
pub(super) type Digest = [u8; 32];

/// Digest to index of the key. Each hash verifies one text, so there are at most as many entries
/// as keys.
pub(super) struct Remembered {
    /// Made at start and never written down: a digest is worth nothing outside this process.
    process_key: [u8; 32],
    keys: RwLock<HashMap<Digest, usize>>,
}

impl Remembered {
    pub(super) fn new() -> Result<Self, KeyError> {
        let mut process_key = [0_u8; 32];
        getrandom::fill(&mut process_key).map_err(|error| KeyError::System(error.to_string()))?;
        Ok(Self {
            process_key,
            keys: RwLock::default(),
        })
    }

    pub(super) fn digest(&self, text: &str) -> Digest {
        *blake3::keyed_hash(&self.process_key, text.as_bytes()).as_bytes()
    }

    pub(super) fn get(&self, digest: &Digest) -> Option<usize> {
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(digest)
            .copied()
    }

    pub(super) fn insert(&self, digest: Digest, index: usize) {
        self.keys
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(digest, index);
    }
}
