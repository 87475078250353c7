//! Every limit the specification and the contract name, in one place.

use std::fmt;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// The limits themselves.
pub mod consts {
    /// Memory limit of a plugin that names none, in bytes (16 MiB).
    pub const DEFAULT_MEMORY_LIMIT_BYTES: u64 = 16 * 1024 * 1024;
    /// Timeout of a plugin that names none, in milliseconds.
    pub const DEFAULT_TIMEOUT_MS: u32 = 100;
    /// Largest module accepted unless configured otherwise, in bytes (10 MiB).
    pub const DEFAULT_MAX_MODULE_BYTES: u64 = 10 * 1024 * 1024;
    /// Plugins that may be registered at once.
    pub const MAX_PLUGINS: usize = 256;
    /// Largest output a plugin may return, in bytes (1 MiB).
    pub const MAX_OUTPUT_BYTES: usize = 1024 * 1024;
    /// What is kept of each of a plugin's standard output and standard error, in bytes.
    pub const MAX_CAPTURED_BYTES: usize = 16 * 1024;
    /// Tables a module may declare.
    pub const MAX_TABLES: u32 = 4;
    /// Elements all tables of a module may hold together.
    pub const MAX_TABLE_ELEMENTS: u64 = 100_000;
    /// Longest plugin name, in bytes.
    pub const MAX_NAME_BYTES: usize = 128;
    /// Longest plugin description, in bytes.
    pub const MAX_DESCRIPTION_BYTES: usize = 4096;
    /// Name of the function a rule calls when it names none.
    pub const DEFAULT_FUNCTION: &str = "evaluate";
}

/// Range of `memory_limit_bytes`, inclusive, in bytes.
pub const MEMORY_LIMIT_BYTES: RangeInclusive<u64> = 65_536..=268_435_456;
/// Range of `timeout_ms`, inclusive, in milliseconds.
pub const TIMEOUT_MS: RangeInclusive<u32> = 1..=30_000;

/// What one invocation of a plugin may use. Always within the ranges above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct PluginLimits {
    memory_limit_bytes: u64,
    timeout_ms: u32,
}

impl PluginLimits {
    /// Checks both limits against their ranges.
    ///
    /// # Errors
    /// Names the limit that is out of range, and the range.
    pub fn new(memory_limit_bytes: u64, timeout_ms: u64) -> Result<Self, LimitsError> {
        if !MEMORY_LIMIT_BYTES.contains(&memory_limit_bytes) {
            return Err(LimitsError::Memory {
                given: memory_limit_bytes,
            });
        }
        match u32::try_from(timeout_ms) {
            Ok(timeout_ms) if TIMEOUT_MS.contains(&timeout_ms) => Ok(Self {
                memory_limit_bytes,
                timeout_ms,
            }),
            _ => Err(LimitsError::Timeout { given: timeout_ms }),
        }
    }

    /// Linear memory, GC heap and tables together, in bytes.
    #[must_use]
    pub const fn memory_limit_bytes(self) -> u64 {
        self.memory_limit_bytes
    }

    /// Wall-clock time of one invocation, instantiation included, in milliseconds.
    #[must_use]
    pub const fn timeout_ms(self) -> u32 {
        self.timeout_ms
    }
}

impl Default for PluginLimits {
    fn default() -> Self {
        Self {
            memory_limit_bytes: consts::DEFAULT_MEMORY_LIMIT_BYTES,
            timeout_ms: consts::DEFAULT_TIMEOUT_MS,
        }
    }
}

/// Deserialises through [`PluginLimits::new`], so that no value out of range exists.
impl<'de> Deserialize<'de> for PluginLimits {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            memory_limit_bytes: u64,
            timeout_ms: u64,
        }
        let raw = Raw::deserialize(deserializer)?;
        Self::new(raw.memory_limit_bytes, raw.timeout_ms).map_err(serde::de::Error::custom)
    }
}

/// A limit out of its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitsError {
    /// `memory_limit_bytes` is out of range.
    Memory {
        /// What was asked for, in bytes.
        given: u64,
    },
    /// `timeout_ms` is out of range.
    Timeout {
        /// What was asked for, in milliseconds.
        given: u64,
    },
}

impl fmt::Display for LimitsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory { given } => write!(
                f,
                "`memory_limit_bytes` is {given}; it must be between {} and {}",
                MEMORY_LIMIT_BYTES.start(),
                MEMORY_LIMIT_BYTES.end()
            ),
            Self::Timeout { given } => write!(
                f,
                "`timeout_ms` is {given}; it must be between {} and {}",
                TIMEOUT_MS.start(),
                TIMEOUT_MS.end()
            ),
        }
    }
}

impl std::error::Error for LimitsError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_inclusive() {
        assert!(PluginLimits::new(65_536, 1).is_ok());
        assert!(PluginLimits::new(268_435_456, 30_000).is_ok());
        assert_eq!(
            PluginLimits::new(65_535, 1),
            Err(LimitsError::Memory { given: 65_535 })
        );
        assert_eq!(
            PluginLimits::new(268_435_457, 1),
            Err(LimitsError::Memory { given: 268_435_457 })
        );
        assert_eq!(
            PluginLimits::new(65_536, 0),
            Err(LimitsError::Timeout { given: 0 })
        );
        assert_eq!(
            PluginLimits::new(65_536, 30_001),
            Err(LimitsError::Timeout { given: 30_001 })
        );
        assert_eq!(
            PluginLimits::new(65_536, u64::MAX),
            Err(LimitsError::Timeout { given: u64::MAX })
        );
    }
}
