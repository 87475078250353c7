//! What a condition requires of the fields by which rules are indexed.

use acteon_core::Action;

use super::{Kind, Node, Root};
use crate::operator::BinaryOperator;
use crate::value::Value;

/// A field of the action by which rules are indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    ActionType,
    Provider,
    Tenant,
    Namespace,
}

impl Field {
    /// Every field, in the order of their discriminants.
    pub const ALL: [Self; 4] = [
        Self::ActionType,
        Self::Provider,
        Self::Tenant,
        Self::Namespace,
    ];

    const fn of(root: Root) -> Option<Self> {
        match root {
            Root::ActionType => Some(Self::ActionType),
            Root::Provider => Some(Self::Provider),
            Root::Tenant => Some(Self::Tenant),
            Root::Namespace => Some(Self::Namespace),
            _ => None,
        }
    }

    /// The text of the field.
    pub fn get(self, action: &Action) -> &str {
        match self {
            Self::ActionType => &action.action_type,
            Self::Provider => &action.provider,
            Self::Tenant => &action.tenant,
            Self::Namespace => &action.namespace,
        }
    }
}

/// Comparisons of indexed fields with literals without which a condition cannot be true: it is false
/// for an action that does not meet them, whatever its other parts come to.
#[derive(Debug)]
pub enum Requirement {
    /// The field is one of these texts.
    OneOf(Comparison),
    /// The conjunction with this [`Node::place`] requires all of these.
    All(Option<usize>, Vec<Requirement>),
    /// The disjunction with this [`Node::place`] requires one of these.
    Any(Option<usize>, Vec<Requirement>),
}

/// A field compared with literals. It never fails, and is cheap.
#[derive(Debug)]
pub struct Comparison {
    /// [`Node::place`] of the comparison.
    place: Option<usize>,
    /// [`Node::place`] of the field in it.
    field_place: Option<usize>,
    field: Field,
    /// Sorted, each once.
    values: Box<[Box<str>]>,
}

/// Learns what the part with a [`Node::place`] came to.
pub type Note<'a, 'n> = &'n mut dyn FnMut(Option<usize>, Value<'a>);

impl Requirement {
    /// What `node` requires; none when it may be true, or fail, whatever the fields are.
    pub fn of(node: &Node) -> Option<Self> {
        match &node.kind {
            Kind::Binary(BinaryOperator::Equal, left, right) => {
                Comparison::new(node.place, left, right, equal_to)
                    .or_else(|| Comparison::new(node.place, right, left, equal_to))
                    .map(Self::OneOf)
            }
            Kind::Binary(BinaryOperator::In, field, list) => {
                Comparison::new(node.place, field, list, member_of).map(Self::OneOf)
            }
            Kind::All(nodes) => {
                let all: Vec<Self> = nodes.iter().filter_map(Self::of).collect();
                (!all.is_empty()).then_some(Self::All(node.place, all))
            }
            Kind::Any(nodes) => {
                let any: Option<Vec<Self>> = nodes.iter().map(Self::of).collect();
                any.map(|any| Self::Any(node.place, any))
            }
            _ => None,
        }
    }

    /// Whether `action` meets it.
    pub fn is_met(&self, action: &Action) -> bool {
        match self {
            Self::OneOf(comparison) => comparison.holds(action),
            Self::All(_, all) => all.iter().all(|member| member.is_met(action)),
            Self::Any(_, any) => any.iter().any(|member| member.is_met(action)),
        }
    }

    /// The same, and tells `note` of every part whose value this settles.
    pub fn check<'a>(&self, action: &'a Action, note: Note<'a, '_>) -> bool {
        let (place, met) = match self {
            Self::OneOf(comparison) => {
                note(
                    comparison.field_place,
                    Value::borrowed(comparison.field.get(action)),
                );
                let holds = comparison.holds(action);
                note(comparison.place, Value::Bool(holds));
                return holds;
            }
            Self::All(place, all) => (*place, all.iter().all(|member| member.check(action, note))),
            Self::Any(place, any) => (*place, any.iter().any(|member| member.check(action, note))),
        };
        // Met, it may be false for another reason.
        if !met {
            note(place, Value::Bool(false));
        }
        met
    }

    /// The texts of which `field` has to be one, sorted and each once; none when it may be any.
    pub fn values(&self, field: Field) -> Option<Vec<&str>> {
        match self {
            Self::OneOf(comparison) => (comparison.field == field)
                .then(|| comparison.values.iter().map(|value| &**value).collect()),
            Self::All(_, all) => {
                let mut sets = all.iter().filter_map(|member| member.values(field));
                let first = sets.next()?;
                Some(sets.fold(first, |mut common, set| {
                    common.retain(|value| set.binary_search(value).is_ok());
                    common
                }))
            }
            Self::Any(_, any) => {
                let sets: Option<Vec<Vec<&str>>> =
                    any.iter().map(|member| member.values(field)).collect();
                let mut union = sets?.concat();
                union.sort_unstable();
                union.dedup();
                Some(union)
            }
        }
    }
}

impl Comparison {
    /// Reads a comparison of `field` with the literals that `values_of` finds in `with`.
    fn new(
        place: Option<usize>,
        field: &Node,
        with: &Node,
        values_of: fn(&Node) -> Option<Vec<&str>>,
    ) -> Option<Self> {
        let Kind::Root(root) = field.kind else {
            return None;
        };
        let mut values = values_of(with)?;
        values.sort_unstable();
        values.dedup();
        Some(Self {
            place,
            field_place: field.place,
            field: Field::of(root)?,
            values: values.into_iter().map(Box::from).collect(),
        })
    }

    fn holds(&self, action: &Action) -> bool {
        let text = self.field.get(action);
        self.values
            .binary_search_by(|value| (**value).cmp(text))
            .is_ok()
    }
}

/// The texts that are equal to a literal: itself, or none where it is something else than a text.
fn equal_to(node: &Node) -> Option<Vec<&str>> {
    match &node.kind {
        Kind::Literal(Value::String(text)) => Some(vec![text]),
        Kind::Json(serde_json::Value::String(text)) => Some(vec![text]),
        Kind::Literal(_) | Kind::Json(_) => Some(Vec::new()),
        _ => None,
    }
}

/// The texts that are elements of a list of literals.
fn member_of(node: &Node) -> Option<Vec<&str>> {
    match &node.kind {
        Kind::Json(serde_json::Value::Array(items)) => {
            Some(items.iter().filter_map(serde_json::Value::as_str).collect())
        }
        Kind::List(nodes) => {
            let values: Option<Vec<Vec<&str>>> = nodes.iter().map(equal_to).collect();
            Some(values?.concat())
        }
        _ => None,
    }
}
