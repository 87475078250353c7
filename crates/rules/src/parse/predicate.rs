//! Conditions in YAML that look at one thing: a field, or the state.

use super::condition::{FORMS, REFUSED};
use super::document::Yaml;
use super::field;
use super::mapping::Mapping;
use super::report::{FileReport, Place};
use crate::condition::{Kind, Node, all};
use crate::operator::{self, FieldOperator};
use crate::value::Value;

/// `field` with an operator.
pub fn predicate(
    mapping: &mut Mapping<'_>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    let operand = mapping
        .take_text("field", report)
        .and_then(|(path, path_place)| {
            field::read(path)
                .map_err(|error| report.error(&path_place, error))
                .ok()
        });
    compare(mapping, operand, place, report)
}

/// The operator beside `field` or `state_counter`: in `operator` and `value`, or as a key. Several
/// keys all have to hold.
fn compare(
    mapping: &mut Mapping<'_>,
    operand: Option<Node>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    if mapping.has("operator") {
        return operator_and_value(mapping, operand, place, report);
    }
    let keys: Vec<&str> = mapping
        .keys()
        .filter(|key| operator::named(key).is_some())
        .collect();
    if keys.is_empty() {
        missing_operator(mapping, place, report);
        return None;
    }
    let mut nodes = Vec::with_capacity(keys.len());
    for key in keys {
        let (node, at) = mapping.take(key)?;
        let value = node.to_json();
        nodes.push(apply(
            operator::named(key)?,
            operand.clone(),
            value,
            &at,
            report,
        ));
    }
    nodes.into_iter().collect::<Option<Vec<Node>>>().map(all)
}

/// The form with `operator` and `value`.
fn operator_and_value(
    mapping: &mut Mapping<'_>,
    operand: Option<Node>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    let (name, name_place) = mapping.take_text("operator", report)?;
    let value = mapping.take("value");
    let Some(named) = operator::named(name) else {
        report.error(
            &name_place,
            format!(
                "there is no operator `{name}`; the operators are {}",
                operator::LIST
            ),
        );
        return None;
    };
    let (value, at) = match value {
        Some((node, place)) => (node.to_json(), place),
        None if named == FieldOperator::Exists => (true.into(), name_place),
        None => {
            report.error(
                place,
                format!("`value` is missing; `{name}` compares with it"),
            );
            return None;
        }
    };
    apply(named, operand, value, &at, report)
}

/// Says which key was meant to be the operator, if any was.
fn missing_operator(mapping: &mut Mapping<'_>, place: &Place, report: &mut FileReport<'_>) {
    let mistyped = mapping.keys().find(|key| *key != "value");
    match mistyped.and_then(|key| Some((key, mapping.take(key)?))) {
        Some((key, (_, place))) if REFUSED.contains(&key) => report.error(
            &place,
            format!("the original project's condition `{key}` is not supported; {FORMS}"),
        ),
        Some((key, (_, place))) => report.error(
            &place,
            format!(
                "there is no operator `{key}`; the operators are {}",
                operator::LIST
            ),
        ),
        None => {
            mapping.take("value");
            report.error(
                place,
                format!(
                    "the operator is missing; the operators are {}",
                    operator::LIST
                ),
            );
        }
    }
}

fn apply(
    operator: FieldOperator,
    operand: Option<Node>,
    value: serde_json::Value,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    // Without an operand its place has been reported; the value is checked all the same.
    let known = operand.is_some();
    let operand = operand.unwrap_or_else(|| Node::literal(true));
    match operator.apply(operand, value, &mut report.spent.patterns) {
        Ok(node) => known.then_some(node),
        Err(_) if !known && operator == FieldOperator::Exists => None,
        Err(error) => {
            report.error(place, error);
            None
        }
    }
}

/// `state_seen`, with `within_seconds` if given.
pub fn state_seen(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> Option<Node> {
    let key = state_key(mapping, "state_seen", report);
    let given = mapping.has("within_seconds");
    let within_seconds = mapping.take_count("within_seconds", 1, report);
    if given && within_seconds.is_none() {
        return None;
    }
    Some(Node::new(Kind::StateSeen(Box::new(key?), within_seconds)))
}

/// `state_counter` with an operator.
pub fn state_counter(
    mapping: &mut Mapping<'_>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    let key = state_key(mapping, "state_counter", report)?;
    let counter = Node::new(Kind::StateCounter(Box::new(key)));
    compare(mapping, Some(counter), place, report)
}

/// The key of a state: a literal, or `{ field: <path> }`.
fn state_key(mapping: &mut Mapping<'_>, form: &str, report: &mut FileReport<'_>) -> Option<Node> {
    let (node, place) = mapping.take(form)?;
    let error = match &node.value {
        Yaml::String(text) if !text.is_empty() => {
            return Some(Node::literal(Value::from(text.as_str())));
        }
        Yaml::Map(_) => {
            let mut mapping = Mapping::new(node, &place, "a state key", report)?;
            if let Some((path, path_place)) = mapping.take_text("field", report) {
                mapping.refuse_rest("a state key is a string or `{ field: <path> }`", report);
                return match field::read(path) {
                    Ok(node) if !path.starts_with("time") => Some(node),
                    Ok(_) => {
                        report.error(&path_place, "a state key is a field of the action");
                        None
                    }
                    Err(error) => {
                        report.error(&path_place, error);
                        None
                    }
                };
            }
            "a state key is a string or `{ field: <path> }`".to_owned()
        }
        Yaml::String(_) => "the state key is empty; name a dedup key or a throttle rule".to_owned(),
        _ => format!(
            "a state key is a string or `{{ field: <path> }}`, not {}",
            node.describe()
        ),
    };
    report.error(&place, error);
    None
}
