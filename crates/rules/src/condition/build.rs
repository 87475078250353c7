//! Putting conditions together, with what can be checked while doing so.

use super::{Kind, Node, Root};
use crate::time::TimeField;

const ACTION_MEMBERS: [(&str, Root); 6] = [
    ("namespace", Root::Namespace),
    ("tenant", Root::Tenant),
    ("provider", Root::Provider),
    ("action_type", Root::ActionType),
    ("payload", Root::Payload),
    ("metadata", Root::Metadata),
];

/// The member of an action with this name.
pub fn action_member(name: &str) -> Option<Root> {
    ACTION_MEMBERS
        .iter()
        .find_map(|(member, root)| (*member == name).then_some(*root))
}

/// What a name that stands for itself means: `action`, `time`, or a member of the action.
pub fn root(name: &str) -> Option<Root> {
    match name {
        "action" => Some(Root::Action),
        "time" => Some(Root::Time),
        _ => action_member(name),
    }
}

/// `operand.field`.
///
/// # Errors
/// Says what there is instead, when it is certain that there is no such field.
pub fn member(operand: Node, field: &str) -> Result<Node, String> {
    let kind = match &operand.kind {
        Kind::Root(Root::Action) => Kind::Root(action_member(field).ok_or_else(|| {
            format!(
                "an action has no field `{field}`; it has `namespace`, `tenant`, `provider`, \
                 `action_type`, `payload` and `metadata`"
            )
        })?),
        Kind::Root(Root::Time) => Kind::Root(Root::TimeField(TimeField::named(field).ok_or_else(
            || {
                format!(
                    "`time` has no field `{field}`; it has {}",
                    TimeField::list()
                )
            },
        )?)),
        Kind::Root(
            root @ (Root::Namespace
            | Root::Tenant
            | Root::Provider
            | Root::ActionType
            | Root::TimeField(_)),
        ) => {
            return Err(format!(
                "`{}` has no fields, so `.{field}` would always fail; remove it",
                root.name()
            ));
        }
        _ => Kind::Select(Box::new(operand), field.to_owned()),
    };
    Ok(Node::new(kind))
}

/// `has(operand.field)`, given `operand.field`.
///
/// # Errors
/// When it is not a field that is asked for.
pub fn has(path: Node) -> Result<Node, String> {
    let (operand, field) = match path.kind {
        Kind::Select(operand, field) => (operand, field),
        Kind::Root(root) => {
            let (of, field) = root.name().split_once('.').unwrap_or_default();
            let Some(of) = self::root(of) else {
                return Err(format!(
                    "`{}` is always there; ask for one of its fields",
                    root.name()
                ));
            };
            (Box::new(Node::new(Kind::Root(of))), field.to_owned())
        }
        _ => return Err("`has()` needs a field, for example `has(action.payload.to)`".to_owned()),
    };
    Ok(Node::new(Kind::Has(operand, field)))
}

/// The negation of `node`. That of a negation is what is negated there, unless it may be something
/// else than a boolean, which then has to fail.
pub fn not(node: Node) -> Node {
    match node.kind {
        Kind::Not(inner) if is_boolean(&inner.kind) => *inner,
        kind => Node::new(Kind::Not(Box::new(Node::new(kind)))),
    }
}

/// Whether a part is a boolean whenever it has a value.
fn is_boolean(kind: &Kind) -> bool {
    match kind {
        Kind::Binary(operator, ..) => operator.is_relation(),
        Kind::Not(_)
        | Kind::All(_)
        | Kind::Any(_)
        | Kind::Has(..)
        | Kind::Matches(..)
        | Kind::Wasm(_)
        | Kind::StateSeen(..) => true,
        _ => false,
    }
}

/// All of `nodes`; nested ones become one, a single one stands for itself.
pub fn all(nodes: Vec<Node>) -> Node {
    flatten(nodes, Kind::All, |kind| match kind {
        Kind::All(inner) => Ok(inner),
        other => Err(other),
    })
}

/// Any of `nodes`; nested ones become one, a single one stands for itself.
pub fn any(nodes: Vec<Node>) -> Node {
    flatten(nodes, Kind::Any, |kind| match kind {
        Kind::Any(inner) => Ok(inner),
        other => Err(other),
    })
}

fn flatten(
    nodes: Vec<Node>,
    make: fn(Vec<Node>) -> Kind,
    open: fn(Kind) -> Result<Vec<Node>, Kind>,
) -> Node {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        let calls_plugin = node.calls_plugin;
        match open(node.kind) {
            Ok(inner) => flat.extend(inner),
            Err(kind) => flat.push(Node {
                place: None,
                calls_plugin,
                kind,
            }),
        }
    }
    match flat.pop() {
        Some(only) if flat.is_empty() => only,
        last => {
            flat.extend(last);
            Node::new(make(flat))
        }
    }
}
