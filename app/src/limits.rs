//! What is wrong with a description or a limit of a plugin, as somebody enters it. Pure.

use acteon_core::{MEMORY_LIMIT_BYTES, TIMEOUT_MS, consts};

use crate::format;

/// In what the memory limit is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 1,048,576 bytes.
    Mebibytes,
    /// 1,024 bytes.
    Kibibytes,
    /// One byte.
    Bytes,
}

impl Unit {
    /// Largest first.
    pub const ALL: [Self; 3] = [Self::Mebibytes, Self::Kibibytes, Self::Bytes];

    /// What it is called, in the form and on the page.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mebibytes => "MiB",
            Self::Kibibytes => "KiB",
            Self::Bytes => "bytes",
        }
    }

    /// The unit of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == name)
    }

    const fn bytes(self) -> u64 {
        match self {
            Self::Mebibytes => 1024 * 1024,
            Self::Kibibytes => 1024,
            Self::Bytes => 1,
        }
    }

    /// A size in the largest unit that it is a multiple of.
    pub fn split(bytes: u64) -> (u64, Self) {
        let unit = Self::ALL
            .into_iter()
            .find(|unit| bytes.is_multiple_of(unit.bytes()))
            .unwrap_or(Self::Bytes);
        (bytes / unit.bytes(), unit)
    }
}

/// What is wrong with a description.
pub fn description(text: &str) -> Option<String> {
    let found = text.len();
    (found > consts::MAX_DESCRIPTION_BYTES).then(|| {
        format!(
            "it has {}; it may have {}",
            format::exact_bytes(found as u64),
            format::count(consts::MAX_DESCRIPTION_BYTES as u64)
        )
    })
}

/// The memory limit in bytes.
///
/// # Errors
/// What is wrong with it.
pub fn memory(amount: &str, unit: Unit) -> Result<u64, String> {
    let amount: u64 = whole(amount)?;
    let bytes = amount.saturating_mul(unit.bytes());
    if MEMORY_LIMIT_BYTES.contains(&bytes) {
        return Ok(bytes);
    }
    Err(format!(
        "it must be between {} and {}",
        format::bytes(*MEMORY_LIMIT_BYTES.start()),
        format::bytes(*MEMORY_LIMIT_BYTES.end())
    ))
}

/// The timeout in milliseconds.
///
/// # Errors
/// What is wrong with it.
pub fn timeout(text: &str) -> Result<u32, String> {
    let found: u64 = whole(text)?;
    u32::try_from(found)
        .ok()
        .filter(|timeout| TIMEOUT_MS.contains(timeout))
        .ok_or_else(|| {
            format!(
                "it must be between {} and {} milliseconds",
                TIMEOUT_MS.start(),
                format::count(u64::from(*TIMEOUT_MS.end()))
            )
        })
}

fn whole(text: &str) -> Result<u64, String> {
    text.trim()
        .parse()
        .map_err(|_| "it takes a whole number".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_split_without_loss_and_read_back() {
        for (bytes, expected) in [
            (16_777_216, (16, Unit::Mebibytes)),
            (65_536, (64, Unit::Kibibytes)),
            (20_000_000, (20_000_000, Unit::Bytes)),
        ] {
            let (amount, unit) = Unit::split(bytes);
            assert_eq!((amount, unit), expected);
            assert_eq!(memory(&amount.to_string(), unit), Ok(bytes));
            assert_eq!(Unit::parse(unit.as_str()), Some(unit));
        }
    }

    #[test]
    fn limits_are_checked_as_the_server_does() {
        assert_eq!(memory("64", Unit::Kibibytes), Ok(65_536));
        assert_eq!(memory(" 256 ", Unit::Mebibytes), Ok(268_435_456));
        assert_eq!(
            memory("65535", Unit::Bytes).unwrap_err(),
            "it must be between 64 KiB and 256 MiB"
        );
        assert!(memory("18446744073709551615", Unit::Mebibytes).is_err());
        assert_eq!(
            memory("1.5", Unit::Mebibytes).unwrap_err(),
            "it takes a whole number"
        );
        assert_eq!(timeout("30000"), Ok(30_000));
        assert_eq!(
            timeout("0").unwrap_err(),
            "it must be between 1 and 30,000 milliseconds"
        );
        assert!(timeout("99999999999").is_err());
        assert_eq!(description(&"ä".repeat(2_048)), None);
        assert!(description(&"ä".repeat(2_049)).is_some());
    }
}
