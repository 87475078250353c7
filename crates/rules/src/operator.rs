//! The operators of YAML conditions, and those they share with CEL.

use crate::condition::{Kind, Node, Patterns, has, not};
use crate::value::Value;

/// An operator with two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Contains,
    StartsWith,
    EndsWith,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl BinaryOperator {
    /// Whether the result is a boolean.
    pub const fn is_relation(self) -> bool {
        !matches!(
            self,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Remainder
        )
    }

    /// How it is written in the canonical form.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::In => "in",
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }
}

/// The operator of a YAML condition on a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldOperator {
    Binary(BinaryOperator),
    Regex,
    Exists,
}

/// Every name of an operator, aliases included.
const NAMES: [(&str, FieldOperator); 14] = [
    ("eq", FieldOperator::Binary(BinaryOperator::Equal)),
    ("ne", FieldOperator::Binary(BinaryOperator::NotEqual)),
    ("gt", FieldOperator::Binary(BinaryOperator::Greater)),
    ("gte", FieldOperator::Binary(BinaryOperator::GreaterOrEqual)),
    ("lt", FieldOperator::Binary(BinaryOperator::Less)),
    ("lte", FieldOperator::Binary(BinaryOperator::LessOrEqual)),
    ("contains", FieldOperator::Binary(BinaryOperator::Contains)),
    (
        "starts_with",
        FieldOperator::Binary(BinaryOperator::StartsWith),
    ),
    ("ends_with", FieldOperator::Binary(BinaryOperator::EndsWith)),
    ("regex", FieldOperator::Regex),
    ("matches", FieldOperator::Regex),
    ("in", FieldOperator::Binary(BinaryOperator::In)),
    ("in_list", FieldOperator::Binary(BinaryOperator::In)),
    ("exists", FieldOperator::Exists),
];

/// The operators, for messages.
pub const LIST: &str = "`eq`, `ne`, `gt`, `gte`, `lt`, `lte`, `contains`, `starts_with`, \
                        `ends_with`, `regex` (or `matches`), `in` (or `in_list`) and `exists`";

/// The operator with this name.
pub fn named(name: &str) -> Option<FieldOperator> {
    NAMES
        .iter()
        .find_map(|(known, operator)| (*known == name).then_some(*operator))
}

impl FieldOperator {
    /// The condition that `field` stands in this relation to `value`.
    ///
    /// # Errors
    /// Says which value the operator needs.
    pub fn apply(
        self,
        field: Node,
        value: serde_json::Value,
        patterns: &mut Patterns,
    ) -> Result<Node, String> {
        use serde_json::Value as Json;
        let text = |value: &Json, operator: &str| match value {
            Json::String(_) => Ok(()),
            other => Err(format!(
                "`{operator}` needs a string, not {}; put it in quotes",
                describe(other)
            )),
        };
        let binary = match self {
            Self::Exists => return exists(field, &value),
            Self::Regex => {
                text(&value, "regex")?;
                let pattern = patterns.compile(value.as_str().unwrap_or_default())?;
                return Ok(Node::new(Kind::Matches(Box::new(field), pattern)));
            }
            Self::Binary(binary) => binary,
        };
        match binary {
            BinaryOperator::In if !value.is_array() => {
                return Err(format!(
                    "`in` needs a list, not {}; write `in: [a, b]`",
                    describe(&value)
                ));
            }
            BinaryOperator::StartsWith => text(&value, "starts_with")?,
            BinaryOperator::EndsWith => text(&value, "ends_with")?,
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual
                if !(value.is_number() || value.is_string()) =>
            {
                return Err(format!(
                    "`{}` needs a number or a string, not {}",
                    binary.symbol(),
                    describe(&value)
                ));
            }
            _ => {}
        }
        let literal = match value {
            Json::Array(_) | Json::Object(_) => Kind::Json(value),
            scalar => Kind::Literal(Value::from_json_scalar(&scalar)),
        };
        Ok(Node::new(Kind::Binary(
            binary,
            Box::new(field),
            Box::new(Node::new(literal)),
        )))
    }
}

fn exists(field: Node, value: &serde_json::Value) -> Result<Node, String> {
    let wanted = value
        .as_bool()
        .ok_or_else(|| format!("`exists` needs `true` or `false`, not {}", describe(value)))?;
    if matches!(field.kind, Kind::StateCounter(_)) {
        return Err("`exists` is for fields; a counter that was never counted is 0".to_owned());
    }
    let node = has(field)?;
    Ok(if wanted { node } else { not(node) })
}

/// What kind of value this is, for messages.
pub fn describe(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "a boolean",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "a list",
        serde_json::Value::Object(_) => "a mapping",
    }
}
