//! The time that conditions see.

use std::sync::Arc;

use acteon_core::EvaluationTime;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::value::Value;

/// A field of `time`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeField {
    Hour,
    Minute,
    Second,
    Day,
    Month,
    Year,
    Weekday,
    WeekdayNumber,
    Timestamp,
}

impl TimeField {
    pub const ALL: [Self; 9] = [
        Self::Hour,
        Self::Minute,
        Self::Second,
        Self::Day,
        Self::Month,
        Self::Year,
        Self::Weekday,
        Self::WeekdayNumber,
        Self::Timestamp,
    ];

    /// The field as a path.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Hour => "time.hour",
            Self::Minute => "time.minute",
            Self::Second => "time.second",
            Self::Day => "time.day",
            Self::Month => "time.month",
            Self::Year => "time.year",
            Self::Weekday => "time.weekday",
            Self::WeekdayNumber => "time.weekday_num",
            Self::Timestamp => "time.timestamp",
        }
    }

    /// The field's own name.
    pub fn name(self) -> &'static str {
        self.path().trim_start_matches("time.")
    }

    /// The field with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Every name, for messages.
    pub fn list() -> String {
        Self::ALL
            .map(|field| format!("`{}`", field.name()))
            .join(", ")
    }

    /// What it is at this time.
    pub fn value(self, time: &ZonedDateTime) -> Value<'static> {
        match self {
            Self::Hour => Value::Int(time.hour().into()),
            Self::Minute => Value::Int(time.minute().into()),
            Self::Second => Value::Int(time.second().into()),
            Self::Day => Value::Int(time.day().into()),
            Self::Month => Value::Int(time.month().into()),
            Self::Year => Value::Int(time.year().into()),
            Self::Weekday => weekday_name(time.weekday()).into(),
            Self::WeekdayNumber => Value::Int(time.weekday().to_monday_one_offset().into()),
            Self::Timestamp => Value::Int(time.timestamp().as_second()),
        }
    }
}

/// All of `time`, for a condition that uses it as a whole.
pub fn entries(time: &ZonedDateTime) -> Arc<[(Value<'static>, Value<'static>)]> {
    TimeField::ALL
        .into_iter()
        .map(|field| (field.name().into(), field.value(time)))
        .collect()
}

/// English, as rules write it.
fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The same for the answer of an evaluation.
pub fn evaluation_time(instant: Timestamp, zone: &TimeZone) -> EvaluationTime {
    let time = instant.to_zoned_datetime(zone.clone());
    EvaluationTime {
        hour: time.hour(),
        minute: time.minute(),
        second: time.second(),
        day: time.day(),
        month: time.month(),
        year: time.year(),
        weekday: weekday_name(time.weekday()).to_owned(),
        weekday_num: time.weekday().to_monday_one_offset(),
        timestamp: instant.as_second(),
        timezone: zone_name(zone),
    }
}

/// The IANA name of a zone, `UTC` when it has none.
pub fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}
