//! The macros: `all`, `exists`, `exists_one`, `map` and `filter`.

use super::{Evaluator, Fault, Outcome};
use crate::condition::{Comprehension, Macro, Node};
use crate::value::{List, Value};

/// Evaluates a macro.
pub fn evaluate<'a>(evaluator: &mut Evaluator<'a>, of: &'a Comprehension) -> Outcome<'a> {
    let range = match evaluator.value(&of.range)? {
        Value::List(list) => list,
        Value::Map(map) => {
            evaluator.meter.steps(map.len())?;
            evaluator.meter.built(map.len() * size_of::<Value<'_>>())?;
            List::Built(
                map.entries(map.len())
                    .into_iter()
                    .map(|(key, _)| key)
                    .collect(),
            )
        }
        other => {
            return Err(Fault::Argument {
                function: of.kind.name(),
                found: other.type_of(),
            });
        }
    };
    let place = evaluator.locals.len();
    let outcome = over(evaluator, of, &range);
    evaluator.locals.truncate(place);
    outcome
}

fn over<'a>(evaluator: &mut Evaluator<'a>, of: &'a Comprehension, range: &List<'a>) -> Outcome<'a> {
    match of.kind {
        Macro::All => settled_by(evaluator, of, range, false),
        Macro::Exists => settled_by(evaluator, of, range, true),
        Macro::ExistsOne => {
            let mut count = 0;
            for element in range.iter() {
                if test(evaluator, of.kind, &of.body, element)? {
                    count += 1;
                }
            }
            Ok(Value::Bool(count == 1))
        }
        Macro::Filter | Macro::Map => {
            let mut items = Vec::new();
            for element in range.iter() {
                if let Some(filter) = &of.filter
                    && !test(evaluator, of.kind, filter, element.clone())?
                {
                    continue;
                }
                let item = if of.kind == Macro::Map {
                    with(evaluator, element, |evaluator| evaluator.value(&of.body))?
                } else if test(evaluator, of.kind, &of.body, element.clone())? {
                    element
                } else {
                    continue;
                };
                evaluator.meter.built(size_of::<Value<'_>>())?;
                items.push(item);
            }
            Ok(Value::List(List::Built(items.into())))
        }
    }
}

/// `all` and `exists`: one element settles it, failures of others notwithstanding.
fn settled_by<'a>(
    evaluator: &mut Evaluator<'a>,
    of: &'a Comprehension,
    range: &List<'a>,
    value: bool,
) -> Outcome<'a> {
    let mut failure = None;
    for element in range.iter() {
        match test(evaluator, of.kind, &of.body, element) {
            Ok(result) if result == value => return Ok(Value::Bool(value)),
            Ok(_) => {}
            Err(fault) if fault.is_final() => return Err(fault),
            Err(fault) => failure = failure.or(Some(fault)),
        }
    }
    failure.map_or(Ok(Value::Bool(!value)), Err)
}

fn test<'a>(
    evaluator: &mut Evaluator<'a>,
    kind: Macro,
    body: &'a Node,
    element: Value<'a>,
) -> Result<bool, Fault> {
    match with(evaluator, element, |evaluator| evaluator.value(body))? {
        Value::Bool(value) => Ok(value),
        other => Err(Fault::NotBoolean {
            operator: kind.name(),
            found: other.type_of(),
        }),
    }
}

/// Evaluates with one more variable.
fn with<'a>(
    evaluator: &mut Evaluator<'a>,
    element: Value<'a>,
    body: impl FnOnce(&mut Evaluator<'a>) -> Outcome<'a>,
) -> Outcome<'a> {
    evaluator.locals.push(element);
    let outcome = body(evaluator);
    evaluator.locals.pop();
    outcome
}
