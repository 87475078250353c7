//! When a rule matches: its condition, its plugin, or both.

use acteon_core::{PluginName, RuleSource, consts::DEFAULT_FUNCTION};

use crate::PluginReference;
use crate::bounds::{CONDITION_DEPTH, CONDITION_NODES};
use crate::condition::{Kind, Node, all};
use crate::parse::condition;
use crate::parse::mapping::Mapping;
use crate::parse::report::{FileReport, Place};

/// The condition out of `source`, `wasm_plugin`, `wasm_function`, `condition` and `conditions`.
pub fn read(
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
