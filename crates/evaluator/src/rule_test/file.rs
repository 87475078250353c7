//! What a test file says.

use std::collections::{BTreeMap, HashMap};

use acteon_core::{Action, PluginFailureKind};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::Expected;

/// The instant that tests are evaluated at unless they say otherwise: a test that passes today
/// passes tomorrow.
const INSTANT: &str = "2026-01-01T12:00:00Z";

/// A file of tests, `*_test.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestFile {
    /// What its tests have in common.
    #[serde(default)]
    pub defaults: Defaults,
    /// The tests.
    pub tests: Vec<RuleTest>,
}

/// What the tests of a file have in common; a test's own fields come first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Defaults {
    /// Fields of the action.
    pub action: PartialAction,
    /// The instant to evaluate at.
    pub at: Option<Timestamp>,
    /// What dispatch is taken to remember.
    pub state: State,
    /// Answers of plugins.
    pub plugins: BTreeMap<String, Stub>,
}

/// One test.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTest {
    /// What it shows, in a few words. Unique in its file.
    pub name: String,
    /// The action.
    #[serde(default)]
    pub action: PartialAction,
    /// The instant to evaluate at.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// What dispatch is taken to remember.
    #[serde(default)]
    pub state: State,
    /// Answers of plugins, by `plugin` or `plugin/function`. Others are really called.
    #[serde(default)]
    pub plugins: BTreeMap<String, Stub>,
    /// What is to come of it.
    pub expect: Expected,
}

/// An action of which the defaults may give a part.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartialAction {
    namespace: Option<String>,
    tenant: Option<String>,
    provider: Option<String>,
    action_type: Option<String>,
    payload: Map<String, Value>,
    metadata: BTreeMap<String, String>,
}

/// What dispatch is taken to remember.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct State {
    /// Dedup key to the seconds since it was seen.
    pub seen: HashMap<String, u64>,
    /// Throttle rule to its count.
    pub counters: HashMap<String, u64>,
}

/// What a plugin is taken to answer.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stub {
    /// Its verdict.
    #[serde(default)]
    pub verdict: Option<bool>,
    /// Or the way in which it fails.
    #[serde(default)]
    pub failure: Option<PluginFailureKind>,
    /// What it says.
    #[serde(default)]
    pub message: Option<String>,
    /// What it says to programs.
    #[serde(default)]
    pub metadata: Option<Map<String, Value>>,
}

impl TestFile {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not YAML, has unknown or missing fields, two tests of one name, or a plugin that
    /// both answers and fails, or neither. The message says where.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: Self = serde_saphyr::from_str(text).map_err(|error| error.to_string())?;
        let mut names = Vec::new();
        for test in &file.tests {
            if names.contains(&&test.name) {
                return Err(format!("two tests have the name `{}`", test.name));
            }
            names.push(&test.name);
        }
        let stubs = (file.tests.iter()).flat_map(|test| &test.plugins);
        for (plugin, stub) in stubs.chain(&file.defaults.plugins) {
            if stub.verdict.is_some() == stub.failure.is_some() {
                return Err(format!(
                    "the plugin `{plugin}` needs either a `verdict` or a `failure`"
                ));
            }
        }
        Ok(file)
    }
}

impl RuleTest {
    /// The action, with what the defaults add.
    #[must_use]
    pub fn action(&self, defaults: &Defaults) -> Action {
        let (own, common) = (&self.action, &defaults.action);
        let pick = |own: &Option<String>, common: &Option<String>| {
            own.clone().or_else(|| common.clone()).unwrap_or_default()
        };
        let mut payload = common.payload.clone();
        payload.extend(own.payload.clone());
        let mut metadata = common.metadata.clone();
        metadata.extend(own.metadata.clone());
        Action {
            namespace: pick(&own.namespace, &common.namespace),
            tenant: pick(&own.tenant, &common.tenant),
            provider: pick(&own.provider, &common.provider),
            action_type: pick(&own.action_type, &common.action_type),
            payload,
            metadata,
        }
    }

    /// The instant to evaluate at.
    #[must_use]
    pub fn instant(&self, defaults: &Defaults) -> Timestamp {
        self.at
            .or(defaults.at)
            .or_else(|| INSTANT.parse().ok())
            .unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// What dispatch is taken to remember, with what the defaults add.
    #[must_use]
    pub fn state(&self, defaults: &Defaults) -> State {
        let mut state = defaults.state.clone();
        state.seen.extend(self.state.seen.clone());
        state.counters.extend(self.state.counters.clone());
        state
    }

    /// What `function` of `plugin` is taken to answer, if it is not to be called.
    #[must_use]
    pub fn stub<'a>(
        &'a self,
        defaults: &'a Defaults,
        plugin: &str,
        function: &str,
    ) -> Option<&'a Stub> {
        let exact = format!("{plugin}/{function}");
        [&self.plugins, &defaults.plugins]
            .into_iter()
            .find_map(|stubs| stubs.get(&exact).or_else(|| stubs.get(plugin)))
    }
}
