//! The action of a rule.

use acteon_core::RuleAction;

use super::document::{Node, Yaml};
use super::mapping::Mapping;
use super::report::{FileReport, Place};

/// The actions, for messages.
pub const LIST: &str = "`allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute` and \
                        `modify`";

/// Actions of the original project that this server does not have.
const REFUSED: [&str; 6] = [
    "chain",
    "custom",
    "group",
    "request_approval",
    "schedule",
    "state_machine",
];

/// Reads `action`: a kind, or a mapping with `type` and parameters.
pub fn read(node: &Node, place: &Place, report: &mut FileReport<'_>) -> Option<RuleAction> {
    if let Yaml::String(kind) = &node.value {
        return simple(kind, place, report);
    }
    let mut mapping = Mapping::new(node, place, "`action`, unless it is a string,", report)?;
    if !mapping.has("type") {
        report.error(
            place,
            format!("the key `type` of the action is missing; the actions are {LIST}"),
        );
        return None;
    }
    let (kind, kind_place) = mapping.take_text("type", report)?;
    let (action, keys) = match kind {
        "deduplicate" => {
            let given = mapping.has("ttl_seconds");
            let ttl_seconds = mapping.take_count("ttl_seconds", 1, report);
            let action = RuleAction::Deduplicate { ttl_seconds };
            (
                (!given || ttl_seconds.is_some()).then_some(action),
                "`type` and `ttl_seconds`",
            )
        }
        "throttle" => {
            let max_count = required_count(&mut mapping, "max_count", kind, place, report);
            let window_seconds =
                required_count(&mut mapping, "window_seconds", kind, place, report);
            let action = max_count
                .zip(window_seconds)
                .map(|(max_count, window_seconds)| RuleAction::Throttle {
                    max_count,
                    window_seconds,
                });
            (action, "`type`, `max_count` and `window_seconds`")
        }
        "reroute" => {
            let target = target_provider(&mut mapping, place, report);
            let action = target.map(|target_provider| RuleAction::Reroute { target_provider });
            (action, "`type` and `target_provider`")
        }
        "modify" => {
            let action = changes(&mut mapping, place, report);
            (action, "`type` and `changes`")
        }
        other => (simple(other, &kind_place, report), "`type`"),
    };
    mapping.warn_of_rest(keys, report);
    action
}

/// An action without parameters.
fn simple(kind: &str, place: &Place, report: &mut FileReport<'_>) -> Option<RuleAction> {
    let message = match kind {
        "allow" => return Some(RuleAction::Allow),
        "deny" => return Some(RuleAction::Deny),
        "suppress" => return Some(RuleAction::Suppress),
        "deduplicate" => return Some(RuleAction::Deduplicate { ttl_seconds: None }),
        "throttle" => "`throttle` needs parameters; write `action: { type: throttle, max_count: \
                       10, window_seconds: 60 }`"
            .to_owned(),
        "reroute" => "`reroute` needs a parameter; write `action: { type: reroute, \
                      target_provider: sms }`"
            .to_owned(),
        "modify" => "`modify` needs a parameter; write `action: { type: modify, changes: { key: \
                     value } }`"
            .to_owned(),
        other if REFUSED.contains(&other) => format!(
            "the original project's action `{other}` is not supported; the actions are {LIST}"
        ),
        other => format!("there is no action `{other}`; the actions are {LIST}"),
    };
    report.error(place, message);
    None
}

fn required_count(
    mapping: &mut Mapping<'_>,
    key: &str,
    kind: &str,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<u64> {
    if !mapping.has(key) {
        report.error(
            place,
            format!("`{kind}` needs `{key}`, a whole number, 1 or more"),
        );
        return None;
    }
    mapping.take_count(key, 1, report)
}

fn target_provider(
    mapping: &mut Mapping<'_>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<String> {
    if !mapping.has("target_provider") {
        report.error(
            place,
            "`reroute` needs `target_provider`, the name of a provider",
        );
        return None;
    }
    let (target, place) = mapping.take_text("target_provider", report)?;
    if target.is_empty() {
        report.error(&place, "`target_provider` is empty; name a provider");
        return None;
    }
    Some(target.to_owned())
}

fn changes(
    mapping: &mut Mapping<'_>,
    place: &Place,
    report: &mut FileReport<'_>,
) -> Option<RuleAction> {
    let Some((node, place)) = mapping.take("changes") else {
        report.error(
            place,
            "`modify` needs `changes`, a JSON merge patch for the payload",
        );
        return None;
    };
    if !matches!(node.value, Yaml::Map(_)) {
        report.error(
            &place,
            format!(
                "`changes` must be a mapping, because the payload is one, not {}",
                node.describe()
            ),
        );
        return None;
    }
    Some(RuleAction::Modify {
        changes: node.to_json(),
    })
}
