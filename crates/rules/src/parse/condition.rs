//! Conditions in YAML.

use super::document::{Node as YamlNode, Yaml};
use super::mapping::Mapping;
use super::report::{FileReport, Place};
use super::{predicate, rule};
use crate::cel;
use crate::condition::{Node, all, any, not};
use crate::operator;

/// The forms, for messages.
pub const FORMS: &str = "a condition is one of `{ field, operator, value }`, `{ field, <operator>: \
                     value }`, `{ all: [...] }`, `{ any: [...] }`, `{ not: ... }`, \
                     `{ wasm_plugin, wasm_function }`, `{ state_seen, within_seconds }`, \
                     `{ state_counter, <operator>: number }`, a CEL expression in quotes, `true` \
                     or `false`";

/// Conditions of the original project that this server does not have.
pub const REFUSED: [&str; 6] = [
    "event_in_state",
    "get_event_state",
    "has_active_event",
    "semantic_match",
    "state_get",
    "state_time_since",
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
            predicate::state_seen(&mut mapping, report),
            "beside `state_seen` there can be `within_seconds`",
        ),
        "state_counter" => (
            predicate::state_counter(&mut mapping, place, report),
            "beside `state_counter` stand operators",
        ),
        _ => (
            predicate::predicate(&mut mapping, place, report),
            "beside `field` stand operators",
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
