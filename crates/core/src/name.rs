//! Plugin names.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::consts::MAX_NAME_BYTES;

/// The unique name of a plugin: `[A-Za-z0-9._-]{1,128}`, not starting with a dot.
///
/// Such a name is safe in a URL path, a metric label and a file name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PluginName(String);

impl PluginName {
    /// Checks a name.
    ///
    /// # Errors
    /// [`NameError`] with the rule that the name breaks.
    pub fn new(name: impl Into<String>) -> Result<Self, NameError> {
        let name = name.into();
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        if name.is_empty()
            || name.len() > MAX_NAME_BYTES
            || name.starts_with('.')
            || !name.bytes().all(allowed)
        {
            return Err(NameError);
        }
        Ok(Self(name))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for PluginName {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for PluginName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PluginName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PluginName {
    type Error = NameError;
    fn try_from(name: String) -> Result<Self, NameError> {
        Self::new(name)
    }
}

impl From<PluginName> for String {
    fn from(name: PluginName) -> Self {
        name.0
    }
}

/// The name is not a plugin name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameError;

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a plugin name has 1 to {MAX_NAME_BYTES} letters, digits, dots, underscores or \
             hyphens and does not start with a dot"
        )
    }
}

impl std::error::Error for NameError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_and_refuses() {
        for good in ["a", "my-plugin", "fraud.scorer_v2", "9", &"x".repeat(128)] {
            assert!(PluginName::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            ".",
            ".hidden",
            "..",
            "a b",
            "a/b",
            "ü",
            "a\n",
            &"x".repeat(129),
        ] {
            assert!(PluginName::new(bad).is_err(), "{bad:?}");
        }
    }
}
