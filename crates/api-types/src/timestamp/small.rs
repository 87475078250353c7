//! The instant of the browser.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::civil;

const SECONDS_IN_DAY: i64 = 86_400;
/// The range of `jiff::Timestamp`, whole seconds.
const SECONDS: std::ops::RangeInclusive<i64> = -377_705_023_201..=253_402_207_200;

/// An instant to the nanosecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Since 1970, rounded down.
    second: i64,
    /// Beyond the second, below 1,000,000,000.
    nanosecond: i64,
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
    pub const UNIX_EPOCH: Self = Self {
        second: 0,
        nanosecond: 0,
    };

    /// From milliseconds since 1970.
    ///
    /// # Errors
    /// Beyond the years -9999 to 9999.
    pub fn from_millisecond(millisecond: i64) -> Result<Self, NoTimestamp> {
        let (second, rest) = (millisecond.div_euclid(1_000), millisecond.rem_euclid(1_000));
        Self::new(second, rest * 1_000_000).ok_or(NoTimestamp)
    }

    /// Whole seconds since 1970, rounded towards it.
    pub fn as_second(self) -> i64 {
        self.second + i64::from(self.second < 0 && self.nanosecond > 0)
    }

    /// Whole milliseconds since 1970, rounded towards it.
    pub fn as_millisecond(self) -> i64 {
        let (whole, rest) = (self.nanosecond / 1_000_000, self.nanosecond % 1_000_000);
        self.second * 1_000 + whole + i64::from(self.second < 0 && rest > 0)
    }

    fn new(second: i64, nanosecond: i64) -> Option<Self> {
        SECONDS
            .contains(&second)
            .then_some(Self { second, nanosecond })
    }

    fn parse(text: &str) -> Option<Self> {
        let mut text = Reader(text.as_bytes());
        let year = match text.sign() {
            Some(sign) => sign * text.number(6)?,
            None => text.number(4)?,
        };
        let month = text.skip(b"-").and_then(|()| text.number(2))?;
        let day = text.skip(b"-").and_then(|()| text.number(2))?;
        let hour = text.skip(b"Tt ").and_then(|()| text.number(2))?;
        let minute = text.skip(b":").and_then(|()| text.number(2))?;
        let second = text.skip(b":").and_then(|()| text.number(2))?;
        let nanosecond = match text.skip(b".") {
            Some(()) => text.fraction()?,
            None => 0,
        };
        let offset = match text.sign() {
            Some(sign) => {
                let hours = text.number(2)?;
                let minutes = text.skip(b":").and_then(|()| text.number(2))?;
                (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)?
            }
            None => text.skip(b"Zz").map(|()| 0)?,
        };
        // A leap second is the second before it.
        if !text.0.is_empty() || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let of_day = (hour * 60 + minute) * 60 + second.min(59);
        let days = civil::day_of(year, month, day)?;
        Self::new(days * SECONDS_IN_DAY + of_day - offset, nanosecond)
    }
}

impl FromStr for Timestamp {
    type Err = NoTimestamp;

    fn from_str(text: &str) -> Result<Self, NoTimestamp> {
        Self::parse(text).ok_or(NoTimestamp)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil::date_of(self.second.div_euclid(SECONDS_IN_DAY));
        let of_day = self.second.rem_euclid(SECONDS_IN_DAY);
        let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
        if year < 0 {
            write!(f, "-{:06}", -year)?;
        } else {
            write!(f, "{year:04}")?;
        }
        write!(f, "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanosecond > 0 {
            let fraction = format!("{:09}", self.nanosecond);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        f.write_str("Z")
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

/// The rest of a text.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// Takes one of the characters.
    fn skip(&mut self, characters: &[u8]) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        characters.contains(first).then(|| self.0 = rest)
    }

    fn sign(&mut self) -> Option<i64> {
        match self.skip(b"+") {
            Some(()) => Some(1),
            None => self.skip(b"-").map(|()| -1),
        }
    }

    /// Takes so many digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + i64::from(digit - b'0'))
        })
    }

    /// Takes one to nine digits, as nanoseconds.
    fn fraction(&mut self) -> Option<i64> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        let scale = 9_u32.checked_sub(u32::try_from(digits).ok()?)?;
        (digits > 0)
            .then(|| self.number(digits))?
            .map(|number| number * 10_i64.pow(scale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 24] = [
        "1970-01-01T00:00:00Z",
        "2026-11-23T12:51:43.123456789Z",
        "2026-11-23T12:51:43.5Z",
        "2026-11-23t12:51:43+02:30",
        "2026-11-23 12:51:43-11:00",
        "2024-02-29T23:59:60Z",
        "2000-02-29T00:00:00Z",
        "1900-02-28T23:59:59.999Z",
        "1969-12-31T23:59:59.999999999Z",
        "1600-03-01T00:00:00.1Z",
        "0000-01-01T00:00:00Z",
        "-000001-12-31T00:00:00Z",
        "-009999-01-02T01:59:59Z",
        "+002026-01-01T00:00:00Z",
        "9999-12-30T22:00:00Z",
        "9999-12-31T23:59:59Z",
        "2023-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z",
        "yesterday",
    ];

    #[test]
    fn both_types_of_instant_read_and_write_the_same() {
        for text in TEXTS {
            let (ours, theirs) = (text.parse::<Timestamp>(), text.parse::<jiff::Timestamp>());
            assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}: {theirs:?}");
            if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                assert_eq!(ours.to_string(), theirs.to_string(), "{text}");
                assert_eq!(ours.as_second(), theirs.as_second(), "{text}");
                assert_eq!(ours.as_millisecond(), theirs.as_millisecond(), "{text}");
                let json = serde_json::to_string(&theirs).unwrap();
                assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), ours);
                assert_eq!(serde_json::to_string(&ours).unwrap(), json);
            }
        }
    }

    #[test]
    fn both_types_of_instant_agree_on_every_day() {
        const DAY_MS: i64 = 86_400_000;
        let range = *SECONDS.start() / SECONDS_IN_DAY..=*SECONDS.end() / SECONDS_IN_DAY;
        // A step that meets every day of the year, and no pattern of leap years.
        for day in range.step_by(97) {
            let ms = day * DAY_MS;
            let ours = Timestamp::from_millisecond(ms).unwrap();
            let text = jiff::Timestamp::from_millisecond(ms).unwrap().to_string();
            assert_eq!(ours.to_string(), text);
            assert_eq!(text.parse(), Ok(ours));
        }
    }

    #[test]
    fn an_instant_beyond_the_range_is_refused_by_both() {
        for second in [SECONDS.start() - 1, SECONDS.end() + 1] {
            assert!(Timestamp::from_millisecond(second * 1_000).is_err());
            assert!(jiff::Timestamp::from_millisecond(second * 1_000).is_err());
        }
    }
}
