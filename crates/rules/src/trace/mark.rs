//! Which parts of a condition settled its result.

use crate::condition::{Kind, Node};
use crate::eval::{Outcome, Outcomes};
use crate::value::Value;

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
