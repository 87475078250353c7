//! The values of the parts of a condition.

use acteon_core::{ConditionPart, ConditionParts, PartOutcome, PartsWriter};

use crate::allowance::Allowance;
use crate::condition::{Condition, Kind, Node};
use crate::eval::{Fault, Outcome, Outcomes};
use crate::value::{Value, preview};

/// Every part that has an outcome, outermost first, as long as the allowance lasts. `explain` puts a
/// failure into words.
pub fn parts(
    condition: &Condition,
    outcomes: &Outcomes<'_>,
    explain: impl Fn(&Fault) -> String,
    allowance: &mut Allowance,
    writer: &mut PartsWriter,
) -> ConditionParts {
    let places = condition.places();
    for (place, outcome, decided) in outcomes.iter() {
        let bytes =
            size_of::<ConditionPart>() + places.get(place).map_or(0, |part| part.text.len());
        let fits = match outcome {
            Ok(value) => {
                let shown = preview(value);
                let fits = allowance.take(bytes) && allowance.take_outcome(&shown);
                if fits {
                    writer.push(place, shown, decided);
                }
                fits
            }
            Err(fault) => {
                let message = explain(fault);
                let fits = allowance.take(bytes + message.len());
                if fits {
                    writer.push(place, PartOutcome::Failed(&message), decided);
                }
                fits
            }
        };
        if !fits {
            break;
        }
    }
    writer.finish(places)
}

/// Marks the parts that settled the result of `node`, and `node` itself.
pub fn mark(node: &Node, outcomes: &mut Outcomes<'_>) {
    outcomes.set_decided(node.place);
    match &node.kind {
        Kind::All(nodes) | Kind::Any(nodes) => {
            let whole = truth(outcomes.get(node.place));
            // One member is enough where one settles it; where none does, all of them did.
            let one = matches!(
                (&node.kind, whole),
                (Kind::All(_), Some(false)) | (Kind::Any(_), Some(true)) | (_, None)
            );
            for child in nodes {
                if settles(outcomes.get(node.place), outcomes.get(child.place)) {
                    mark(child, outcomes);
                    if one {
                        break;
                    }
                }
            }
        }
        Kind::Not(operand) => mark(operand, outcomes),
        Kind::Conditional(nodes) => {
            for child in nodes.iter() {
                if outcomes.get(child.place).is_some() {
                    mark(child, outcomes);
                }
            }
        }
        // A plugin's answer settles whatever it is part of; other operands are only read.
        _ if node.calls_plugin => node.for_each_child(&mut |child| {
            if child.calls_plugin && outcomes.get(child.place).is_some() {
                mark(child, outcomes);
            }
        }),
        _ => {}
    }
}

/// Whether a member of a conjunction or disjunction has the outcome of the whole.
fn settles(whole: Option<&Outcome<'_>>, member: Option<&Outcome<'_>>) -> bool {
    match (whole, member) {
        (Some(Ok(_)), Some(Ok(_))) => truth(whole) == truth(member),
        // A member that is not a boolean failed the whole, too.
        (Some(Err(_)), Some(member)) => truth(Some(member)).is_none(),
        _ => false,
    }
}

fn truth(outcome: Option<&Outcome<'_>>) -> Option<bool> {
    match outcome {
        Some(Ok(Value::Bool(value))) => Some(*value),
        _ => None,
    }
}
