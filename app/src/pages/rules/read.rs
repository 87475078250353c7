//! What the page reads.

use std::collections::BTreeMap;

use acteon_api_types::{PluginStatus, ReadinessProblem, Rule};
use serde::{Deserialize, Serialize};

use crate::data::{FetchResult, Fetched, operations, plugins, rules};

/// The rules, and what says how they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadedRules {
    /// In the order of evaluation; none when no good set has loaded since the server started.
    pub rules: Option<Vec<Rule>>,
    /// Number of the rule set in force.
    pub revision: Option<u64>,
    /// What is wrong with the rule files as they are now.
    pub problems: Vec<ReadinessProblem>,
    /// The plugins; none when they cannot be listed.
    pub plugins: Option<BTreeMap<String, PluginStatus>>,
    /// The folder that the rules come from; read only when there are no rules.
    pub directory: Option<String>,
}

impl LoadedRules {
    /// Reads them. `wasm` says whether plugins run at all.
    pub async fn read(wasm: bool) -> FetchResult<Self> {
        let readiness = operations::readiness().await?;
        let problems = (readiness.value.problems.into_iter())
            .filter(|problem| problem.component == "rules")
            .collect();
        let revision = readiness.value.rule_set_revision;
        let rules = match revision {
            Some(_) => Some(rules::list().await?.value),
            None => None,
        };
        let plugins = if wasm {
            // Rules are worth showing without what is known of their plugins.
            plugins::list().await.ok().map(|list| {
                (list.value.plugins.into_iter())
                    .map(|plugin| (plugin.name, plugin.status))
                    .collect()
            })
        } else {
            None
        };
        let empty = rules.as_ref().is_none_or(Vec::is_empty);
        let directory = if empty { directory().await } else { None };
        Ok(Fetched {
            value: Self {
                rules,
                revision,
                problems,
                plugins,
                directory,
            },
            at: readiness.at,
        })
    }
}

async fn directory() -> Option<String> {
    let config = operations::config().await.ok()?.value;
    let directory = config.pointer("/rules/directory")?.as_str()?;
    Some(directory.to_owned())
}
