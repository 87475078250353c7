//! The instant of the browser.

use std::fmt;
use std::str::FromStr;

use js_sys::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The last instant that `Date` knows, in milliseconds from 1970; the first one is as far before.
const MAX_MILLISECOND: i64 = 8_640_000_000_000_000;

/// An instant to the millisecond: finer parts of a text are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Since 1970.
    millisecond: i64,
}

/// A text or number that stands for no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTimestamp;

impl fmt::Display for NoTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an instant as RFC 3339 writes it")
    }
}

impl std::error::Error for NoTimestamp {}

impl Timestamp {
    /// The start of 1970.
    pub const UNIX_EPOCH: Self = Self { millisecond: 0 };

    /// From milliseconds since 1970.
    ///
    /// # Errors
    /// Beyond what `Date` knows, some 270,000 years.
    pub fn from_millisecond(millisecond: i64) -> Result<Self, NoTimestamp> {
        if millisecond.unsigned_abs() <= MAX_MILLISECOND.unsigned_abs() {
            Ok(Self { millisecond })
        } else {
            Err(NoTimestamp)
        }
    }

    /// Whole seconds since 1970, rounded towards it.
    pub const fn as_second(self) -> i64 {
        self.millisecond / 1_000
    }

    /// Milliseconds since 1970.
    pub const fn as_millisecond(self) -> i64 {
        self.millisecond
    }
}

impl FromStr for Timestamp {
    type Err = NoTimestamp;

    fn from_str(text: &str) -> Result<Self, NoTimestamp> {
        // `Date` takes texts without a zone for local time.
        let time = text
            .split_once(['T', 't', ' '])
            .map_or("", |(_, time)| time);
        let has_zone = time.ends_with(['Z', 'z']) || time.contains(['+', '-']);
        let millisecond = Date::parse(text);
        if !has_zone || millisecond.is_nan() {
            return Err(NoTimestamp);
        }
        Self::from_millisecond(millisecond as i64)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Always a valid date, since nothing else is ever held.
        let date = Date::new(&(self.millisecond as f64).into());
        let text = String::from(date.to_iso_string());
        f.write_str(&text.replace(".000Z", "Z"))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}
