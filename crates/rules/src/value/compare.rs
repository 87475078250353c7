//! Equality and order, as CEL has them: numbers by value whatever their type, nothing else across
//! types.

use std::cmp::Ordering;

use super::{List, Map, Value};
use crate::eval::{Fault, Meter};

/// Whether two values are equal. Values of different types are not, numbers aside.
///
/// # Errors
/// When comparing uses up the steps of the evaluation.
pub fn equal<'a>(left: &Value<'a>, right: &Value<'a>, meter: &mut Meter) -> Result<bool, Fault> {
    meter.step()?;
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::String(left), Value::String(right)) => {
            meter.text(left.len().min(right.len()))?;
            **left == **right
        }
        (Value::Bytes(left), Value::Bytes(right)) => {
            meter.text(left.len().min(right.len()))?;
            left == right
        }
        (Value::Timestamp(left), Value::Timestamp(right)) => left == right,
        (Value::Duration(left), Value::Duration(right)) => left == right,
        (Value::Type(left), Value::Type(right)) => left == right,
        (Value::List(left), Value::List(right)) => equal_lists(left, right, meter)?,
        (Value::Map(left), Value::Map(right)) => equal_maps(left, right, meter)?,
        _ => order_numbers(left, right) == Some(Ordering::Equal),
    })
}

fn equal_lists<'a>(left: &List<'a>, right: &List<'a>, meter: &mut Meter) -> Result<bool, Fault> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (left, right) in left.iter().zip(right.iter()) {
        if !equal(&left, &right, meter)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn equal_maps<'a>(left: &Map<'a>, right: &Map<'a>, meter: &mut Meter) -> Result<bool, Fault> {
    if left.len() != right.len() {
        return Ok(false);
    }
    meter.steps(left.len())?;
    for (key, value) in left.entries(left.len()) {
        if let Map::Built(entries) = right {
            meter.steps(entries.len())?;
        }
        match right.get(&key) {
            Some(other) if equal(&value, &other, meter)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// How two values are ordered: `None` when their types have no order in common, `Some(None)` when
/// one of them is not a number (NaN).
#[allow(
    clippy::option_option,
    reason = "the two absences mean different things to the caller"
)]
pub fn order(left: &Value<'_>, right: &Value<'_>) -> Option<Option<Ordering>> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Some(Some(left.cmp(right))),
        (Value::String(left), Value::String(right)) => Some(Some((**left).cmp(&**right))),
        (Value::Bytes(left), Value::Bytes(right)) => Some(Some(left.cmp(right))),
        (Value::Timestamp(left), Value::Timestamp(right)) => Some(Some(left.cmp(right))),
        (Value::Duration(left), Value::Duration(right)) => Some(Some(left.cmp(right))),
        _ if is_number(left) && is_number(right) => Some(order_numbers(left, right)),
        _ => None,
    }
}

fn is_number(value: &Value<'_>) -> bool {
    matches!(value, Value::Int(_) | Value::Uint(_) | Value::Double(_))
}

/// The order of two numbers; none when either is NaN or not a number at all.
pub fn order_numbers(left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    match (left, right) {
        (Value::Double(left), Value::Double(right)) => left.partial_cmp(right),
        (Value::Double(left), right) => {
            order_integer(integer(right)?, *left).map(Ordering::reverse)
        }
        (left, Value::Double(right)) => order_integer(integer(left)?, *right),
        (left, right) => Some(integer(left)?.cmp(&integer(right)?)),
    }
}

fn integer(value: &Value<'_>) -> Option<i128> {
    match value {
        Value::Int(number) => Some((*number).into()),
        Value::Uint(number) => Some((*number).into()),
        _ => None,
    }
}

/// Compares exactly: an integer is never rounded to a double.
fn order_integer(integer: i128, double: f64) -> Option<Ordering> {
    if double.is_nan() {
        return None;
    }
    // `as` saturates, so that infinities and large doubles order as they should; the integer part
    // of any other double is exact.
    #[allow(clippy::cast_possible_truncation)]
    let whole = double.trunc() as i128;
    Some(integer.cmp(&whole).then_with(|| {
        0.0_f64
            .partial_cmp(&(double - double.trunc()))
            .unwrap_or(Ordering::Equal)
    }))
}
