//! Conditions in YAML.

use super::document::{Node as YamlNode, Yaml};
use super::mapping::Mapping;
use super::report::{FileReport, Place};
use super::{field, rule};
use crate::cel;
use crate::condition::{Kind, Node, all, any, not};
use crate::operator;
use crate::value::Value;

/// The forms, for messages.
const FORMS: &str = "a condition is one of `{ field, operator, value }`, `{ field, <operator>: \
                     value }`, `{ all: [...] }`, `{ any: [...] }`, `{ not: ... }`, \
                     `{ wasm_plugin, wasm_function }`, `{ state_seen, within_seconds }`, \
                     `{ state_counter, <operator>: number }`, a CEL expression in quotes, `true` \
                     or `false`";

/// Conditions of the original project that this server does not have.
const REFUSED: [&str; 9] = [
    "call",
    "event_in_state",
    "get_event_state",
    "has_active_event",
    "semantic_match",
    "state_get",
    "state_time_since",
    "embedding_match",
    "llm",
];

/// Reads one condition. With `cel_only` it has to be an expression of CEL, or true or false.
pub fn read(
    node: &YamlNode,
    place: &Place,
    cel_only: bool,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    let place = &place.at_line(node.line);
    match &node.value {
        Yaml::String(source) => {
            let scanned = cel::scan(source).and_then(|scanned| {
                report.count_cel_tokens(scanned.tokens())?;
                scanned.compile(&mut report.spent.patterns)
            });
            scanned.map_err(|error| report.error(place, error)).ok()
        }
        Yaml::Bool(value) => Some(Node::literal(*value)),
        Yaml::Map(_) if cel_only => {
            report.error(
                place,
                "the condition must be a CEL expression in quotes, because the file or the rule \
                 says `cel`",
            );
            None
        }
        Yaml::Map(_) => mapping(node, place, report),
        _ => {
            report.error(
                place,
                format!("{} is no condition; {FORMS}", node.describe()),
            );
            None
        }
    }
}

/// Reads a list of conditions, of which there has to be one at least.
pub fn read_list(
    node: &YamlNode,
    place: &Place,
    cel_only: bool,
    report: &mut FileReport<'_>,
) -> Option<Vec<Node>> {
    let Yaml::List(nodes) = &node.value else {
        report.error(
            place,
            format!("this must be a list of conditions, not {}", node.describe()),
        );
        return None;
    };
    if nodes.is_empty() {
        report.error(
            place,
            "the list is empty; write a condition into it, or `true` for what always holds",
        );
        return None;
    }
    let conditions: Vec<Option<Node>> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| read(node, &place.element(index, node.line), cel_only, report))
        .collect();
    conditions.into_iter().collect()
}

fn mapping(node: &YamlNode, place: &Place, report: &mut FileReport<'_>) -> Option<Node> {
    let mut mapping = Mapping::new(node, place, "a condition", report)?;
    let forms: Vec<&str> = mapping
        .keys()
        .filter(|key| {
            matches!(
                *key,
                "all" | "any" | "not" | "field" | "wasm_plugin" | "state_seen" | "state_counter"
            )
        })
        .collect();
    let [form] = forms.as_slice() else {
        let refused = mapping.keys().find(|key| REFUSED.contains(key));
        let message = match (forms.as_slice(), refused) {
            ([], Some(refused)) => {
                format!("the original project's condition `{refused}` is not supported; {FORMS}")
            }
            ([], None) => {
                let unknown = mapping.keys().find(|key| operator::named(key).is_none());
                return unknown_form(&mut mapping, unknown, place, report);
            }
            (several, _) => format!(
                "a condition has exactly one form, and this one has `{}`; write several conditions \
                 in an `all` or `any`",
                several.join("` and `")
            ),
        };
        report.error(place, message);
        return None;
    };
    let (node, rest) = match *form {
        "all" => (
            list(&mut mapping, "all", report).map(all),
            "`all` stands alone",
        ),
        "any" => (
            list(&mut mapping, "any", report).map(any),
            "`any` stands alone",
        ),
        "not" => (negation(&mut mapping, report), "`not` stands alone"),
        "wasm_plugin" => (
            rule::plugin_call(&mut mapping, report),
            "beside `wasm_plugin` there can be `wasm_function`",
        ),
        "state_seen" => (
            state_seen(&mut mapping, report),
            "beside `state_seen` there can be `within_seconds`",
        ),
        "state_counter" => (
            state_counter(&mut mapping, place, report),
            "beside `state_counter` stands one operator",
        ),
        _ => (
            predicate(&mut mapping, place, report),
            "beside `field` stands one operator",
        ),
    };
    let errors_before = report.errors.len();
    mapping.refuse_rest(rest, report);
    node.filter(|_| report.errors.len() == errors_before)
}

/// A condition without any key that tells its form.
fn unknown_form(
    mapping: &mut Mapping<'_>,
    unknown: Option<&str>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    match unknown.and_then(|key| Some((key, mapping.take(key)?))) {
        Some((key, (_, place))) => {
            report.error(
                &place,
                format!("unknown key `{key}` in a condition; {FORMS}"),
            );
        }
        None => report.error(place, FORMS),
    }
    None
}

fn list(mapping: &mut Mapping<'_>, key: &str, report: &mut FileReport<'_>) -> Option<Vec<Node>> {
    let (node, place) = mapping.take(key)?;
    read_list(node, &place, false, report)
}

fn negation(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> Option<Node> {
    let (node, place) = mapping.take("not")?;
    read(node, &place, false, report).map(not)
}

/// `field` with an operator.
fn predicate(
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

/// The operator beside `field` or `state_counter`, as a key, or in `operator` and `value`.
fn compare(
    mapping: &mut Mapping<'_>,
    operand: Option<Node>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    let by_key: Vec<&str> = mapping
        .keys()
        .filter(|key| operator::named(key).is_some())
        .collect();
    if mapping.has("operator") {
        let (name, name_place) = mapping.take_text("operator", report)?;
        let Some(named) = operator::named(name) else {
            report.error(
                &name_place,
                format!(
                    "there is no operator `{name}`; the operators are {}",
                    operator::LIST
                ),
            );
            mapping.take("value");
            return None;
        };
        let (value, at) = match mapping.take("value") {
            Some((node, place)) => (node.to_json(), place),
            None if named == operator::FieldOperator::Exists => (true.into(), name_place),
            None => {
                report.error(
                    place,
                    format!("`value` is missing; `{name}` compares with it"),
                );
                return None;
            }
        };
        return apply(named, operand, value, &at, report);
    }
    let [key] = by_key.as_slice() else {
        for key in &by_key {
            mapping.take(key);
        }
        return no_single_operator(mapping, &by_key, place, report);
    };
    let (node, at) = mapping.take(key)?;
    apply(operator::named(key)?, operand, node.to_json(), &at, report)
}

/// No operator, or several of them.
fn no_single_operator(
    mapping: &mut Mapping<'_>,
    operators: &[&str],
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<Node> {
    if !operators.is_empty() {
        let message = format!(
            "a condition has one operator, and this one has `{}`; write one condition for each, in \
             an `all`",
            operators.join("` and `")
        );
        report.error(place, message);
        return None;
    }
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
    None
}

fn apply(
    operator: operator::FieldOperator,
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
        Err(_) if !known && operator == operator::FieldOperator::Exists => None,
        Err(error) => {
            report.error(place, error);
            None
        }
    }
}

fn state_seen(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> Option<Node> {
    let key = state_key(mapping, "state_seen", report);
    let given = mapping.has("within_seconds");
    let within_seconds = mapping.take_count("within_seconds", 1, report);
    if given && within_seconds.is_none() {
        return None;
    }
    Some(Node::new(Kind::StateSeen(Box::new(key?), within_seconds)))
}

fn state_counter(
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
