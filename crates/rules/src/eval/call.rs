//! Calling functions.

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use super::{Fault, Meter, Outcome, convert};
use crate::function::Function;
use crate::value::Value;

/// Calls `function` with one argument or more; the loader has checked how many.
pub fn call<'a>(function: Function, arguments: &[Value<'a>], meter: &mut Meter) -> Outcome<'a> {
    let Some((value, rest)) = arguments.split_first() else {
        return Ok(Value::Null);
    };
    let refused = || Fault::Argument {
        function: function.name(),
        found: value.type_of(),
    };
    match function {
        Function::Size => size(value, meter).ok_or_else(refused)?,
        Function::Bool
        | Function::Int
        | Function::Uint
        | Function::Double
        | Function::String
        | Function::Bytes
        | Function::Timestamp
        | Function::Duration => convert::convert(function, value, meter),
        Function::Type => Ok(Value::Type(value.type_of())),
        Function::Dyn => Ok(value.clone()),
        Function::LowerAscii | Function::UpperAscii | Function::Trim => {
            let Value::String(text) = value else {
                return Err(refused());
            };
            meter.built(text.len())?;
            Ok(match function {
                Function::LowerAscii => text.to_ascii_lowercase(),
                Function::UpperAscii => text.to_ascii_uppercase(),
                _ => text.trim().to_owned(),
            }
            .into())
        }
        _ => match value {
            Value::Timestamp(instant) => {
                let zone = zone(rest.first())?;
                Ok(Value::Int(
                    field(function, &instant.to_zoned_datetime(zone)).ok_or_else(refused)?,
                ))
            }
            Value::Duration(duration) if rest.is_empty() => {
                let number = match function {
                    Function::GetHours => duration.as_secs() / 3600,
                    Function::GetMinutes => duration.as_secs() / 60,
                    Function::GetSeconds => duration.as_secs(),
                    Function::GetMilliseconds => duration.subsec_millis().into(),
                    _ => return Err(refused()),
                };
                Ok(Value::Int(number))
            }
            _ => Err(refused()),
        },
    }
}

/// Characters of a text, bytes, elements or entries.
fn size<'a>(value: &Value<'a>, meter: &mut Meter) -> Option<Outcome<'a>> {
    let size = match value {
        Value::String(text) => match meter.text(text.len()) {
            Ok(()) => text.chars().count(),
            Err(fault) => return Some(Err(fault)),
        },
        Value::Bytes(bytes) => bytes.len(),
        Value::List(list) => list.len(),
        Value::Map(map) => map.len(),
        _ => return None,
    };
    Some(Ok(Value::Int(i64::try_from(size).unwrap_or(i64::MAX))))
}

/// UTC, or the zone that is named.
fn zone(name: Option<&Value<'_>>) -> Result<TimeZone, Fault> {
    match name {
        None => Ok(TimeZone::UTC),
        Some(Value::String(name)) => convert::parse_zone(name).ok_or(Fault::TimeZone),
        Some(other) => Err(Fault::Argument {
            function: "time zone",
            found: other.type_of(),
        }),
    }
}

/// The field of a time, counted as CEL counts: months, days of month and of year from 0, except
/// that `getDate` starts at 1; Sunday is 0.
fn field(function: Function, time: &ZonedDateTime) -> Option<i64> {
    Some(match function {
        Function::GetFullYear => time.year().into(),
        Function::GetMonth => i64::from(time.month()) - 1,
        Function::GetDate => time.day().into(),
        Function::GetDayOfMonth => i64::from(time.day()) - 1,
        Function::GetDayOfWeek => time.weekday().to_sunday_zero_offset().into(),
        Function::GetDayOfYear => i64::from(time.day_of_year()) - 1,
        Function::GetHours => time.hour().into(),
        Function::GetMinutes => time.minute().into(),
        Function::GetSeconds => time.second().into(),
        Function::GetMilliseconds => time.millisecond().into(),
        _ => return None,
    })
}
