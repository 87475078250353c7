//! Converting between types.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::{Fault, Meter, Outcome};
use crate::function::Function;
use crate::value::Value;

/// 2^63, the first double above every int.
const INT_END: f64 = 9_223_372_036_854_775_808.0;
/// 2^64, the first double above every uint.
const UINT_END: f64 = 18_446_744_073_709_551_616.0;

/// Converts with one of CEL's conversion functions.
pub fn convert<'a>(function: Function, value: &Value<'a>, meter: &mut Meter) -> Outcome<'a> {
    let name = function.name();
    let refused = || Fault::Argument {
        function: name,
        found: value.type_of(),
    };
    let impossible = || Fault::Conversion {
        function: name,
        from: value.type_of(),
    };
    if let Value::String(text) = value {
        meter.built(text.len())?;
        return from_text(function, text).ok_or_else(impossible);
    }
    match (function, value) {
        (Function::Bool, Value::Bool(_))
        | (Function::Int, Value::Int(_))
        | (Function::Uint, Value::Uint(_))
        | (Function::Double, Value::Double(_))
        | (Function::Bytes, Value::Bytes(_))
        | (Function::Timestamp, Value::Timestamp(_))
        | (Function::Duration, Value::Duration(_)) => Ok(value.clone()),
        (Function::Int, Value::Uint(number)) => i64::try_from(*number)
            .map(Value::Int)
            .map_err(|_| impossible()),
        (Function::Int, Value::Double(number)) if *number > -INT_END && *number < INT_END =>
        {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "in range; truncates as CEL does"
            )]
            Ok(Value::Int(*number as i64))
        }
        (Function::Int, Value::Timestamp(instant)) => Ok(Value::Int(instant.as_second())),
        (Function::Int, Value::Duration(duration)) => Ok(Value::Int(duration.as_secs())),
        (Function::Uint, Value::Int(number)) => u64::try_from(*number)
            .map(Value::Uint)
            .map_err(|_| impossible()),
        (Function::Uint, Value::Double(number)) if *number > -1.0 && *number < UINT_END =>
        {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "in range; truncates as CEL does"
            )]
            Ok(Value::Uint(*number as u64))
        }
        (Function::Int | Function::Uint, Value::Double(_)) => Err(impossible()),
        #[allow(clippy::cast_precision_loss, reason = "rounds as CEL does")]
        (Function::Double, Value::Int(number)) => Ok(Value::Double(*number as f64)),
        #[allow(clippy::cast_precision_loss, reason = "rounds as CEL does")]
        (Function::Double, Value::Uint(number)) => Ok(Value::Double(*number as f64)),
        (Function::Timestamp, Value::Int(seconds)) => Timestamp::from_second(*seconds)
            .map(Value::Timestamp)
            .map_err(|_| impossible()),
        (Function::String, value) => to_text(value, meter)?.ok_or_else(refused),
        _ => Err(refused()),
    }
}

fn from_text<'a>(function: Function, text: &str) -> Option<Value<'a>> {
    Some(match function {
        Function::String => text.into(),
        Function::Bytes => Value::Bytes(text.as_bytes().into()),
        Function::Bool => Value::Bool(match text {
            "1" | "t" | "T" | "true" | "True" | "TRUE" => true,
            "0" | "f" | "F" | "false" | "False" | "FALSE" => false,
            _ => return None,
        }),
        Function::Int => Value::Int(text.parse().ok()?),
        Function::Uint => Value::Uint(text.parse().ok()?),
        Function::Double => Value::Double(text.parse().ok()?),
        Function::Timestamp => Value::Timestamp(parse_timestamp(text)?),
        Function::Duration => Value::Duration(parse_duration(text)?),
        _ => return None,
    })
}

fn to_text<'a>(value: &Value<'a>, meter: &mut Meter) -> Result<Option<Value<'a>>, Fault> {
    let text = match value {
        Value::Bool(value) => value.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Uint(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        Value::Timestamp(instant) => instant.to_string(),
        Value::Duration(duration) => duration_text(*duration),
        Value::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                return Err(Fault::Conversion {
                    function: "string",
                    from: value.type_of(),
                });
            }
        },
        _ => return Ok(None),
    };
    meter.built(text.len())?;
    Ok(Some(text.into()))
}

/// An instant in RFC 3339.
pub fn parse_timestamp(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// A duration as CEL writes it: `1h30m`, `1.5s`, `-100ms`.
pub fn parse_duration(text: &str) -> Option<SignedDuration> {
    if text == "0" {
        return Some(SignedDuration::ZERO);
    }
    text.parse().ok()
}

/// A duration in seconds, as CEL writes it.
pub fn duration_text(duration: SignedDuration) -> String {
    let sign = if duration.is_negative() { "-" } else { "" };
    let whole = duration.as_secs().unsigned_abs();
    match duration.subsec_nanos().unsigned_abs() {
        0 => format!("{sign}{whole}s"),
        nanos => {
            let fraction = format!("{nanos:09}");
            format!("{sign}{whole}.{}s", fraction.trim_end_matches('0'))
        }
    }
}

/// A time zone: an IANA name, or an offset such as `-08:00`.
pub fn parse_zone(name: &str) -> Option<TimeZone> {
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    let (sign, digits) = match name.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, name.strip_prefix('+').unwrap_or(name)),
    };
    let (hours, minutes) = digits.split_once(':')?;
    let part = |text: &str| match text.len() {
        2 => text.parse::<u8>().ok().map(i32::from),
        _ => None,
    };
    let seconds = part(hours)?
        .checked_mul(3600)?
        .checked_add(part(minutes).filter(|minutes| *minutes < 60)? * 60)?;
    Offset::from_seconds(sign * seconds)
        .ok()
        .map(TimeZone::fixed)
}
