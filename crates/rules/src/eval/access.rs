//! Fields and elements.

use super::{Fault, Outcome};
use crate::condition::is_index;
use crate::value::{List, Value};

/// A field; null when the map has none of this name.
pub fn select<'a>(operand: &Value<'a>, field: &str) -> Outcome<'a> {
    match operand {
        Value::Map(map) => Ok(map.field(field).unwrap_or(Value::Null)),
        Value::List(list) if is_index(field) => {
            let index: i64 = field.parse().unwrap_or(i64::MAX);
            element(list, index)
        }
        other => Err(Fault::NoFields {
            field: field.to_owned(),
            found: other.type_of(),
        }),
    }
}

/// Whether there is such a field.
pub fn has(operand: &Value<'_>, field: &str) -> Result<bool, Fault> {
    match operand {
        Value::Map(map) => Ok(map.field(field).is_some()),
        Value::List(list) if is_index(field) => {
            Ok(field.parse::<usize>().is_ok_and(|index| index < list.len()))
        }
        other => Err(Fault::NoFields {
            field: field.to_owned(),
            found: other.type_of(),
        }),
    }
}

pub fn at_index<'a>(operand: &Value<'a>, index: &Value<'a>) -> Outcome<'a> {
    let refused = || Fault::NoIndex {
        of: operand.type_of(),
        index: index.type_of(),
    };
    match (operand, index) {
        (Value::List(list), Value::Int(index)) => element(list, *index),
        (Value::List(list), Value::Uint(index)) => {
            element(list, i64::try_from(*index).unwrap_or(i64::MAX))
        }
        (Value::List(list), Value::Double(index)) if index.fract() == 0.0 =>
        {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "saturates, and is then out of range"
            )]
            element(list, *index as i64)
        }
        (
            Value::Map(map),
            Value::String(_) | Value::Int(_) | Value::Uint(_) | Value::Bool(_) | Value::Double(_),
        ) => Ok(map.get(index).unwrap_or(Value::Null)),
        _ => Err(refused()),
    }
}

fn element<'a>(list: &List<'a>, index: i64) -> Outcome<'a> {
    usize::try_from(index)
        .ok()
        .and_then(|place| list.get(place))
        .ok_or(Fault::OutOfRange {
            index,
            length: list.len(),
        })
}
