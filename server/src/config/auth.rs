//! `[auth]`

use acteon_gateway::auth::{AccessKey, KeyError, KeyHash, KeyName, Role, Scope};
use serde::{Deserialize, Serialize, Serializer};

use super::origin::Invalid;

/// Who may call.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthSection {
    /// `[[auth.keys]]`
    #[serde(default)]
    pub keys: Vec<KeyEntry>,
}

/// One entry of `[[auth.keys]]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyEntry {
    /// Name that changes are recorded under.
    pub name: String,
    /// What its holder may do.
    pub role: Role,
    /// Argon2id hash of the key.
    #[serde(serialize_with = "hidden")]
    pub key_hash: String,
    /// The only namespaces it may act in.
    pub namespaces: Option<Vec<String>>,
    /// The only tenants it may act for.
    pub tenants: Option<Vec<String>>,
}

impl AuthSection {
    /// The keys as the gateway wants them.
    pub(super) fn access_keys(&self) -> Result<Vec<AccessKey>, Invalid> {
        let mut keys: Vec<AccessKey> = Vec::with_capacity(self.keys.len());
        for (index, entry) in self.keys.iter().enumerate() {
            let key = entry
                .access_key()
                .and_then(|key| {
                    if keys.iter().any(|other| other.name == key.name) {
                        return Err(Invalid::new(
                            "name",
                            KeyError::NameTaken(entry.name.clone()).to_string(),
                        ));
                    }
                    Ok(key)
                })
                .map_err(|invalid| invalid.within(&format!("keys[{index}]")))?;
            keys.push(key);
        }
        Ok(keys)
    }

    pub(super) fn validate(&self) -> Result<(), Invalid> {
        if self.keys.is_empty() {
            return Err(Invalid::new(
                "keys",
                "is empty, so that nobody could call; add a key (`acteon-server new-key NAME`)",
            ));
        }
        self.access_keys().map(|_| ())
    }
}

impl KeyEntry {
    fn access_key(&self) -> Result<AccessKey, Invalid> {
        for (key, listed) in [("namespaces", &self.namespaces), ("tenants", &self.tenants)] {
            if listed.as_ref().is_some_and(Vec::is_empty) {
                let message =
                    "is empty, so that the key could do nothing; list one or leave it out";
                return Err(Invalid::new(key, message));
            }
        }
        Ok(AccessKey {
            name: KeyName::new(self.name.as_str())
                .map_err(|error| Invalid::new("name", error.to_string()))?,
            role: self.role,
            hash: KeyHash::parse(&self.key_hash)
                .map_err(|error| Invalid::new("key_hash", error.to_string()))?,
            scope: Scope {
                namespaces: self.namespaces.clone(),
                tenants: self.tenants.clone(),
            },
        })
    }
}

fn hidden<S: Serializer>(_secret: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str("(hidden)")
}
