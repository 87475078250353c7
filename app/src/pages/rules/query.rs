//! Which rules are listed. Kept in the address, so that a view can be shared and works without
//! JavaScript.

use crate::query::Query;
use acteon_api_types::Rule;

use crate::address::with_pairs;

/// The path of the page.
pub const PATH: &str = "/rules";
/// The parameter of the address that holds the view.
pub const TAB: &str = "tab";
/// The value of [`TAB`] for the coverage.
pub const COVERAGE: &str = "coverage";
/// The parameter of the address that holds the text.
pub const TEXT: &str = "q";
/// The parameter of the address that holds the state.
pub const STATE: &str = "state";
/// The parameter of the address that holds the plugin.
pub const PLUGIN: &str = "plugin";

/// Which rules are listed by their state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum States {
    /// All of them.
    #[default]
    All,
    /// Those that are evaluated.
    Enabled,
    /// Those that are not.
    Disabled,
    /// Those that are evaluated and have not matched since the server started.
    NeverMatched,
    /// Those whose plugins cannot be called.
    Troubled,
}

impl States {
    /// Each of them.
    pub const EVERY: [Self; 5] = [
        Self::All,
        Self::Enabled,
        Self::Disabled,
        Self::NeverMatched,
        Self::Troubled,
    ];

    /// The word in the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Enabled => "enabled",
            Self::Disabled => "disabled",
            Self::NeverMatched => "never-matched",
            Self::Troubled => "troubled",
        }
    }

    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
            Self::NeverMatched => "Never matched",
            Self::Troubled => "Plugin missing",
        }
    }

    /// Whether a rule is among them; `troubled` says whether its plugins cannot be called.
    pub const fn has(self, rule: &Rule, troubled: bool) -> bool {
        match self {
            Self::All => true,
            Self::Enabled => rule.enabled,
            Self::Disabled => !rule.enabled,
            Self::NeverMatched => rule.enabled && rule.match_count == 0,
            Self::Troubled => troubled,
        }
    }
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesQuery {
    /// Text that name, description, condition, file or plugins must contain, whatever its case.
    pub text: String,
    /// By state.
    pub states: States,
    /// A plugin that the rule may call; empty for any.
    pub plugin: String,
}

impl RulesQuery {
    /// Reads the address. What it does not know, it ignores.
    pub fn from_params(params: &Query) -> Self {
        let state = params.get_str(STATE).unwrap_or_default();
        Self {
            text: params.get(TEXT).unwrap_or_default(),
            states: States::EVERY
                .into_iter()
                .find(|states| states.key() == state)
                .unwrap_or_default(),
            plugin: params.get(PLUGIN).unwrap_or_default(),
        }
    }

    /// The address of this view; what is the default is left out.
    pub fn href(&self) -> String {
        with_pairs(
            PATH,
            &[
                (TEXT, &self.text),
                (STATE, self.states.key()),
                (PLUGIN, &self.plugin),
            ],
        )
    }

    /// Whether text and plugin let a rule through.
    pub fn finds(&self, rule: &Rule) -> bool {
        let text = self.text.trim().to_lowercase();
        let contains = |part: &str| part.to_lowercase().contains(&text);
        let called = self.plugin.is_empty() || rule.plugins.contains(&self.plugin);
        called
            && (contains(&rule.name)
                || contains(&rule.condition_display)
                || contains(&rule.file)
                || rule.description.as_deref().is_some_and(contains)
                || rule.plugins.iter().any(|plugin| contains(plugin)))
    }
}

#[cfg(test)]
mod tests {
    use leptos_router::location::Url;

    use super::*;

    fn rule(change: serde_json::Value) -> Rule {
        let mut rule = serde_json::json!({
            "name": "fraud-check", "priority": 5, "enabled": true, "enabled_by": "file",
            "description": "Blocks PAYMENTS", "source": "wasm_plugin", "action": "deny",
            "action_details": {"type": "deny"}, "condition_display": "wasm(\"scorer\", \"evaluate\")",
            "on_error": "error", "timezone": "UTC", "plugins": ["scorer"], "match_count": 0,
            "file": "10-first.yaml", "line": 3,
        });
        for (name, value) in change.as_object().unwrap() {
            rule[name] = value.clone();
        }
        serde_json::from_value(rule).unwrap()
    }

    #[test]
    fn the_text_is_looked_for_everywhere_whatever_its_case() {
        for (text, expected) in [
            ("", true),
            (" FRAUD ", true),
            ("payments", true),
            ("\"evaluate\"", true),
            ("10-FIRST", true),
            ("nothing", false),
        ] {
            let query = RulesQuery {
                text: text.to_owned(),
                ..RulesQuery::default()
            };
            assert_eq!(
                query.finds(&rule(serde_json::json!({}))),
                expected,
                "{text}"
            );
        }
        let by_plugin = |plugin: &str| RulesQuery {
            plugin: plugin.to_owned(),
            ..RulesQuery::default()
        };
        assert!(by_plugin("scorer").finds(&rule(serde_json::json!({}))));
        assert!(!by_plugin("score").finds(&rule(serde_json::json!({}))));
    }

    #[test]
    fn a_rule_that_is_switched_off_has_not_failed_to_match() {
        let idle = rule(serde_json::json!({}));
        let off = rule(serde_json::json!({"enabled": false}));
        let busy = rule(serde_json::json!({"match_count": 3}));
        assert!(States::NeverMatched.has(&idle, false));
        assert!(!States::NeverMatched.has(&off, false));
        assert!(!States::NeverMatched.has(&busy, false));
        assert!(States::Disabled.has(&off, false));
        assert!(States::Troubled.has(&off, true));
    }

    #[test]
    fn the_address_survives_the_round_trip() {
        let query = RulesQuery {
            text: "a&b=c d/ü?#+".to_owned(),
            states: States::NeverMatched,
            plugin: "scorer.v2".to_owned(),
        };
        let href = query.href();
        let params: Query = href
            .split_once('?')
            .unwrap()
            .1
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), Url::unescape(value)))
            .collect();
        assert_eq!(RulesQuery::from_params(&params), query, "{href}");
        assert_eq!(RulesQuery::default().href(), "/rules");
        let nonsense: Query = [("state".to_owned(), "purple".to_owned())]
            .into_iter()
            .collect();
        assert_eq!(RulesQuery::from_params(&nonsense), RulesQuery::default());
    }
}
