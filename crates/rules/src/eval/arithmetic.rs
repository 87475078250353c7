//! The operators with two sides.

use std::cmp::Ordering;

use super::{Fault, Meter, Outcome};
use crate::operator::BinaryOperator;
use crate::value::{List, Map, Value, equal, order};

/// `left operator right`.
pub fn binary<'a>(
    operator: BinaryOperator,
    left: &Value<'a>,
    right: &Value<'a>,
    meter: &mut Meter,
) -> Outcome<'a> {
    let refused = || Fault::Operands {
        operator: operator.symbol(),
        left: left.type_of(),
        right: right.type_of(),
    };
    let ordered = |holds: fn(Ordering) -> bool, meter: &mut Meter| {
        match (left, right) {
            (Value::String(left), Value::String(right)) => {
                meter.text(left.len().min(right.len()))?;
            }
            (Value::Bytes(left), Value::Bytes(right)) => {
                meter.text(left.len().min(right.len()))?;
            }
            _ => {}
        }
        order(left, right)
            .map(|ordering| Value::Bool(ordering.is_some_and(holds)))
            .ok_or_else(refused)
    };
    match operator {
        BinaryOperator::Equal => equal(left, right, meter).map(Value::Bool),
        BinaryOperator::NotEqual => equal(left, right, meter).map(|equal| Value::Bool(!equal)),
        BinaryOperator::Less => ordered(Ordering::is_lt, meter),
        BinaryOperator::LessOrEqual => ordered(Ordering::is_le, meter),
        BinaryOperator::Greater => ordered(Ordering::is_gt, meter),
        BinaryOperator::GreaterOrEqual => ordered(Ordering::is_ge, meter),
        BinaryOperator::In => match right {
            Value::List(list) => member(list, left, meter),
            Value::Map(map) => {
                meter.steps(match map {
                    Map::Built(entries) => entries.len(),
                    _ => 1,
                })?;
                Ok(Value::Bool(map.get(left).is_some()))
            }
            _ => Err(refused()),
        },
        BinaryOperator::Contains => match (left, right) {
            (Value::String(text), Value::String(part)) => {
                meter.text(text.len())?;
                Ok(Value::Bool(text.contains(&**part)))
            }
            (Value::List(list), item) => member(list, item, meter),
            _ => Err(refused()),
        },
        BinaryOperator::StartsWith | BinaryOperator::EndsWith => match (left, right) {
            (Value::String(text), Value::String(part)) => {
                meter.text(part.len())?;
                Ok(Value::Bool(match operator {
                    BinaryOperator::StartsWith => text.starts_with(&**part),
                    _ => text.ends_with(&**part),
                }))
            }
            _ => Err(refused()),
        },
        BinaryOperator::Add => add(left, right, meter),
        BinaryOperator::Subtract => subtract(left, right),
        BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Remainder => {
            scale(operator, left, right)
        }
    }
}

fn member<'a>(list: &List<'a>, item: &Value<'a>, meter: &mut Meter) -> Outcome<'a> {
    for element in list.iter() {
        if equal(&element, item, meter)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn add<'a>(left: &Value<'a>, right: &Value<'a>, meter: &mut Meter) -> Outcome<'a> {
    let overflow = Fault::Overflow { operator: "+" };
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => {
            left.checked_add(*right).map(Value::Int).ok_or(overflow)
        }
        (Value::Uint(left), Value::Uint(right)) => {
            left.checked_add(*right).map(Value::Uint).ok_or(overflow)
        }
        (Value::String(left), Value::String(right)) => {
            meter.built(left.len() + right.len())?;
            Ok([&**left, &**right].concat().into())
        }
        (Value::Bytes(left), Value::Bytes(right)) => {
            meter.built(left.len() + right.len())?;
            Ok(Value::Bytes([&**left, &**right].concat().into()))
        }
        (Value::List(left), Value::List(right)) => {
            let length = left.len() + right.len();
            meter.steps(length)?;
            meter.built(length * size_of::<Value<'_>>())?;
            Ok(Value::List(List::Built(
                left.iter().chain(right.iter()).collect(),
            )))
        }
        (Value::Duration(left), Value::Duration(right)) => left
            .checked_add(*right)
            .map(Value::Duration)
            .ok_or(overflow),
        (Value::Timestamp(instant), Value::Duration(duration))
        | (Value::Duration(duration), Value::Timestamp(instant)) => instant
            .checked_add(*duration)
            .map(Value::Timestamp)
            .map_err(|_| overflow),
        _ => numbers(BinaryOperator::Add, left, right, |left, right| left + right),
    }
}

fn subtract<'a>(left: &Value<'a>, right: &Value<'a>) -> Outcome<'a> {
    let overflow = Fault::Overflow { operator: "-" };
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => {
            left.checked_sub(*right).map(Value::Int).ok_or(overflow)
        }
        (Value::Uint(left), Value::Uint(right)) => {
            left.checked_sub(*right).map(Value::Uint).ok_or(overflow)
        }
        (Value::Duration(left), Value::Duration(right)) => left
            .checked_sub(*right)
            .map(Value::Duration)
            .ok_or(overflow),
        (Value::Timestamp(instant), Value::Duration(duration)) => instant
            .checked_sub(*duration)
            .map(Value::Timestamp)
            .map_err(|_| overflow),
        (Value::Timestamp(left), Value::Timestamp(right)) => {
            Ok(Value::Duration(left.duration_since(*right)))
        }
        _ => numbers(BinaryOperator::Subtract, left, right, |left, right| {
            left - right
        }),
    }
}

fn scale<'a>(operator: BinaryOperator, left: &Value<'a>, right: &Value<'a>) -> Outcome<'a> {
    let divides = operator != BinaryOperator::Multiply;
    if divides && matches!(right, Value::Int(0) | Value::Uint(0)) && is_integer(left) {
        return Err(Fault::DivisionByZero);
    }
    let overflow = Fault::Overflow {
        operator: operator.symbol(),
    };
    match (operator, left, right) {
        (BinaryOperator::Multiply, Value::Int(left), Value::Int(right)) => {
            left.checked_mul(*right).map(Value::Int).ok_or(overflow)
        }
        (BinaryOperator::Multiply, Value::Uint(left), Value::Uint(right)) => {
            left.checked_mul(*right).map(Value::Uint).ok_or(overflow)
        }
        (BinaryOperator::Divide, Value::Int(left), Value::Int(right)) => {
            left.checked_div(*right).map(Value::Int).ok_or(overflow)
        }
        (BinaryOperator::Divide, Value::Uint(left), Value::Uint(right)) => {
            left.checked_div(*right).map(Value::Uint).ok_or(overflow)
        }
        (BinaryOperator::Remainder, Value::Int(left), Value::Int(right)) => {
            left.checked_rem(*right).map(Value::Int).ok_or(overflow)
        }
        (BinaryOperator::Remainder, Value::Uint(left), Value::Uint(right)) => {
            left.checked_rem(*right).map(Value::Uint).ok_or(overflow)
        }
        (BinaryOperator::Multiply, ..) => {
            numbers(operator, left, right, |left, right| left * right)
        }
        (BinaryOperator::Divide, ..) => numbers(operator, left, right, |left, right| left / right),
        _ => Err(refused(operator, left, right)),
    }
}

/// Doubles; an int, a uint and a double do not mix here, as in CEL.
fn numbers<'a>(
    operator: BinaryOperator,
    left: &Value<'a>,
    right: &Value<'a>,
    compute: fn(f64, f64) -> f64,
) -> Outcome<'a> {
    match (left, right) {
        (Value::Double(left), Value::Double(right)) => Ok(Value::Double(compute(*left, *right))),
        _ => Err(refused(operator, left, right)),
    }
}

fn refused(operator: BinaryOperator, left: &Value<'_>, right: &Value<'_>) -> Fault {
    Fault::Operands {
        operator: operator.symbol(),
        left: left.type_of(),
        right: right.type_of(),
    }
}

fn is_integer(value: &Value<'_>) -> bool {
    matches!(value, Value::Int(_) | Value::Uint(_))
}

/// `-value`.
pub fn negate<'a>(value: &Value<'a>) -> Outcome<'a> {
    let overflow = Fault::Overflow { operator: "-" };
    match value {
        Value::Int(number) => number.checked_neg().map(Value::Int).ok_or(overflow),
        Value::Double(number) => Ok(Value::Double(-number)),
        Value::Duration(duration) => duration.checked_neg().map(Value::Duration).ok_or(overflow),
        other => Err(Fault::Argument {
            function: "-",
            found: other.type_of(),
        }),
    }
}
