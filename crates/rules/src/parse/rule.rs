//! From a document to rules.

use std::collections::HashMap;
use std::collections::hash_map::Entry as MapEntry;

use acteon_core::{OnError, PluginName, RuleSource, consts::DEFAULT_FUNCTION};
use jiff::tz::TimeZone;

use super::document::{Node as YamlNode, Yaml};
use super::mapping::Mapping;
use super::report::{FileReport, Place};
use super::{LoadOptions, action, condition};
use crate::bounds::{CONDITION_DEPTH, CONDITION_NODES};
use crate::condition::{Condition, Kind, Node, all};
use crate::rule::RuleDefinition;
use crate::time::zone_name;
use crate::{PluginReference, Rule};

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
        .map(|(text, _)| text.to_owned());
    let (timezone, timezone_name) = read_timezone(&mut mapping, options, report);
    let on_error = read_on_error(&mut mapping, report);
    let (source, condition) = read_condition(&mut mapping, place, report);
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
        name: name?,
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

/// The condition out of `source`, `wasm_plugin`, `wasm_function`, `condition` and `conditions`.
fn read_condition(
    mapping: &mut Mapping<'_>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> (RuleSource, Option<Node>) {
    let declared = read_source(mapping, report);
    let plugin = read_plugin(mapping, report);
    let condition = mapping.take("condition");
    let conditions = mapping.take("conditions");
    if let (Some(_), Some((_, place))) = (&condition, &conditions) {
        report.error(
            place,
            "a rule has `condition` or `conditions`, not both; put everything into one of them",
        );
        return (RuleSource::Yaml, None);
    }
    let at = condition
        .as_ref()
        .or(conditions.as_ref())
        .map_or_else(|| place.clone(), |(_, place)| place.clone());
    let is_text = condition
        .as_ref()
        .is_some_and(|(node, _)| node.as_str().is_some());
    let cel_only = report.is_cel()
        || declared
            .as_ref()
            .is_some_and(|(source, _)| *source == RuleSource::Cel);
    let source = if plugin.is_some() {
        RuleSource::WasmPlugin
    } else if is_text || cel_only {
        RuleSource::Cel
    } else {
        RuleSource::Yaml
    };
    if let Some((declared, place)) = declared {
        check_source(declared, source, &place, report);
    }
    let written = match (condition, conditions) {
        (Some((node, place)), _) => Some(condition::read(node, &place, cel_only, report)),
        (_, Some((node, place))) => {
            Some(condition::read_list(node, &place, cel_only, report).map(all))
        }
        _ => None,
    };
    let node = match (written, plugin) {
        (None, None) => {
            report.error(
                place,
                "the rule has no condition; write `condition`, `conditions` or `wasm_plugin`, or \
                 `condition: true` for a rule that always matches",
            );
            None
        }
        (None, Some(plugin)) => plugin,
        (Some(condition), None) => condition,
        (Some(condition), Some(plugin)) => condition
            .zip(plugin)
            .map(|(condition, plugin)| all(vec![condition, plugin])),
    };
    let node = node.filter(|node| within_bounds(node, &at, report));
    (source, node)
}

fn read_source(
    mapping: &mut Mapping<'_>,
    report: &mut FileReport<'_>,
) -> Option<(RuleSource, Place)> {
    let (text, place) = mapping.take_text("source", report)?;
    let source = match text {
        "yaml" => RuleSource::Yaml,
        "cel" => RuleSource::Cel,
        "wasm_plugin" => RuleSource::WasmPlugin,
        other => {
            report.error(
                &place,
                format!("`source` is `{other}`; it can be `yaml`, `cel` or `wasm_plugin`"),
            );
            return None;
        }
    };
    Some((source, place))
}

fn check_source(
    declared: RuleSource,
    source: RuleSource,
    place: &Place,
    report: &mut FileReport<'_>,
) {
    match (declared, source) {
        (RuleSource::WasmPlugin, RuleSource::Yaml | RuleSource::Cel) => report.error(
            place,
            "`source: wasm_plugin` needs the key `wasm_plugin` with the name of the plugin",
        ),
        (RuleSource::Yaml, RuleSource::Cel) => report.warning(
            place,
            "the condition is a string, which makes it CEL; write `source: cel` or leave it out",
        ),
        _ => {}
    }
}

/// The plugin at the top of the rule: none when there is no such key, `Some(None)` when it is wrong.
#[allow(clippy::option_option, reason = "absent and wrong are told apart")]
fn read_plugin(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> Option<Option<Node>> {
    if !mapping.has("wasm_plugin") {
        if let Some((_, place)) = mapping.take("wasm_function") {
            report.error(
                &place,
                "`wasm_function` stands beside `wasm_plugin`, which is missing",
            );
        }
        return None;
    }
    Some(plugin_call(mapping, report))
}

/// `wasm_plugin` with `wasm_function`, at the top of a rule and in a condition alike.
pub fn plugin_call(mapping: &mut Mapping<'_>, report: &mut FileReport<'_>) -> Option<Node> {
    let plugin = mapping.take_text("wasm_plugin", report);
    let has_function = mapping.has("wasm_function");
    let function = mapping.take_text("wasm_function", report);
    let (plugin, place) = plugin?;
    if let Err(error) = PluginName::new(plugin) {
        report.error(&place, format!("`{plugin}` is not a plugin name: {error}"));
        return None;
    }
    let function = match (function, has_function) {
        (Some(("", place)), _) => {
            report.error(
                &place,
                "`wasm_function` is empty; name an exported function",
            );
            return None;
        }
        (Some((function, _)), _) => function,
        (None, true) => return None,
        (None, false) => DEFAULT_FUNCTION,
    };
    Some(Node::new(Kind::Wasm(PluginReference {
        plugin: plugin.to_owned(),
        function: function.to_owned(),
    })))
}

fn within_bounds(node: &Node, place: &Place, report: &mut FileReport<'_>) -> bool {
    let mut nodes = 0;
    node.walk(&mut |_| nodes += 1);
    if nodes > CONDITION_NODES {
        report.error(
            place,
            format!(
                "the condition has {nodes} parts; the bound is {CONDITION_NODES}, split the rule"
            ),
        );
        return false;
    }
    let depth = depth(node);
    if depth > CONDITION_DEPTH {
        report.error(
            place,
            format!(
                "the condition is nested {depth} levels deep; the bound is {CONDITION_DEPTH}, \
                 split the rule"
            ),
        );
        return false;
    }
    true
}

fn depth(node: &Node) -> usize {
    let mut deepest = 0;
    node.for_each_child(&mut |child| deepest = deepest.max(depth(child)));
    deepest + 1
}
