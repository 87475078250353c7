//! From a document to rules.

mod matching;

pub use matching::plugin_call;

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;

use acteon_core::OnError;
use jiff::tz::TimeZone;

use super::document::{Node as YamlNode, Yaml};
use super::mapping::Mapping;
use super::report::{FileReport, Place};
use super::{LoadOptions, action};
use crate::Rule;
use crate::condition::Condition;
use crate::rule::RuleDefinition;
use crate::time::zone_name;

const KEYS: &str = "`name`, `priority`, `enabled`, `description`, `source`, `wasm_plugin`, \
                    `wasm_function`, `condition`, `conditions`, `action`, `on_error` and `timezone`";

/// The names of the rules so far, and where each stands.
pub type Names = HashMap<String, (String, u64)>;

/// Reads the rules of a file.
pub fn read_file(
    document: &YamlNode,
    options: &LoadOptions,
    report: &mut FileReport<'_>,
    names: &mut Names,
    rules: &mut Vec<Rule>,
) {
    let file = Place::file();
    if matches!(document.value, Yaml::Null) {
        report.warning(&file, "the file has no rules; write them under `rules:`");
        return;
    }
    let at = file.at_line(document.line);
    let Some(mut mapping) =
        Mapping::new(document, &at, "a rule file, with the key `rules`,", report)
    else {
        return;
    };
    match mapping.take("rules") {
        None => report.error(
            &at,
            "the key `rules` is missing; write the rules in a list under it",
        ),
        Some((node, place)) => match &node.value {
            Yaml::Null => report.warning(&place, "the file has no rules"),
            Yaml::List(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    let place = place.element(index, node.line);
                    rules.extend(read_rule(node, &place, options, report, names));
                }
            }
            _ => report.error(
                &place,
                format!("`rules` must be a list, not {}", node.describe()),
            ),
        },
    }
    mapping.warn_of_rest("`rules`", report);
}

fn read_rule(
    node: &YamlNode,
    place: &Place,
    options: &LoadOptions,
    report: &mut FileReport<'_>,
    names: &mut Names,
) -> Option<Rule> {
    let errors_before = report.errors.len();
    let mut mapping = Mapping::new(node, place, "a rule", report)?;
    let name = read_name(&mut mapping, place, report, names);
    let priority = read_priority(&mut mapping, report);
    let enabled = read_enabled(&mut mapping, report);
    let description = mapping
        .take_text("description", report)
        .map(|(text, _)| text.into());
    let (timezone, timezone_name) = read_timezone(&mut mapping, options, report);
    let on_error = read_on_error(&mut mapping, report);
    let (source, condition) = matching::read(&mut mapping, place, report);
    let action = match mapping.take("action") {
        Some((node, place)) => action::read(node, &place, report),
        None => {
            report.error(
                place,
                format!(
                    "the key `action` is missing; the actions are {}",
                    action::LIST
                ),
            );
            None
        }
    };
    mapping.warn_of_rest(KEYS, report);
    if report.errors.len() > errors_before {
        return None;
    }
    Some(Rule::new(RuleDefinition {
        name: name?.into(),
        priority,
        enabled,
        description,
        source,
        action: action?,
        on_error,
        timezone,
        timezone_name,
        condition: Condition::new(condition?),
        file: report.file().to_owned(),
        line: place.line(),
    }))
}

fn read_name(
    mapping: &mut Mapping<'_>,
    place: &Place,
    report: &mut FileReport<'_>,
    names: &mut Names,
) -> Option<String> {
    if !mapping.has("name") {
        report.error(
            place,
            "the key `name` is missing; give the rule a unique name",
        );
        return None;
    }
    let (name, place) = mapping.take_text("name", report)?;
    if name.trim().is_empty() || name.len() > 256 || name.chars().any(char::is_control) {
        report.error(
            &place,
            "a rule name has 1 to 256 bytes and no control characters",
        );
        return None;
    }
    let here = (report.file().to_owned(), place.line());
    match names.entry(name.to_owned()) {
        MapEntry::Vacant(entry) => {
            entry.insert(here);
        }
        MapEntry::Occupied(entry) => {
            let (file, line) = entry.get();
            report.error(
                &place,
                format!(
                    "the rule name `{name}` is taken by {file}:{line}; give one of them another name"
                ),
            );
        }
    }
    Some(name.to_owned())
}

fn read_priority(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> i32 {
    let Some((node, place)) = mapping.take("priority") else {
        return 0;
    };
    let priority = match &node.value {
        Yaml::Number(number) => number
            .as_i64()
            .and_then(|number| i32::try_from(number).ok()),
        _ => None,
    };
    priority.unwrap_or_else(|| {
        report.error(
            &place,
            format!(
                "`priority` must be a whole number between {} and {}",
                i32::MIN,
                i32::MAX
            ),
        );
        0
    })
}

fn read_enabled(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> bool {
    match mapping.take("enabled") {
        None => true,
        Some((node, place)) => match node.value {
            Yaml::Bool(enabled) => enabled,
            _ => {
                report.error(&place, "`enabled` must be `true` or `false`");
                true
            }
        },
    }
}

fn read_timezone(
    mapping: &mut Mapping<'_>,
    options: &LoadOptions,
    report: &mut FileReport<'_>,
) -> (TimeZone, String) {
    let default = || {
        let zone = options.default_timezone.clone();
        let name = zone_name(&zone);
        (zone, name)
    };
    let Some((name, place)) = mapping.take_text("timezone", report) else {
        return default();
    };
    match TimeZone::get(name) {
        Ok(zone) => {
            let name = zone_name(&zone);
            (zone, name)
        }
        Err(_) => {
            report.error(
                &place,
                format!("`{name}` is not a time zone; use an IANA name such as `Europe/Paris`"),
            );
            default()
        }
    }
}

fn read_on_error(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> OnError {
    let Some((text, place)) = mapping.take_text("on_error", report) else {
        return OnError::default();
    };
    match text {
        "error" => OnError::Error,
        "match" => OnError::Match,
        "no_match" => OnError::NoMatch,
        other => {
            report.error(
                &place,
                format!("`on_error` is `{other}`; it can be `error`, `match` or `no_match`"),
            );
            OnError::default()
        }
    }
}
