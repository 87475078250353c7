//! Whether decisions can be made, and what is worth a look although they can.

use std::time::Duration;

use acteon_api_types::{Health, Readiness, ReadinessProblem};
use acteon_providers::CircuitState;

use crate::{Gateway, rules};

/// How long the answer to whether something can be recorded is believed.
const STORAGE_CHECK_INTERVAL: Duration = Duration::from_secs(1);

impl Gateway {
    /// That the server can serve.
    #[must_use]
    pub fn health(&self) -> Health {
        let running = self.inner.clock.now().duration_since(self.inner.started_at);
        Health {
            status: "ok".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            uptime_seconds: u64::try_from(running.as_secs()).unwrap_or(0),
        }
    }

    /// Whether rules and plugins have loaded and changes can be recorded, and why not.
    pub async fn readiness(&self) -> Readiness {
        let rules = self.inner.rules.current();
        let mut problems = Vec::new();
        for refused in self.inner.rules.refused() {
            problems.push(problem("rules", rules::place(&refused), rules.is_none()));
        }
        if rules.is_none() && problems.is_empty() {
            let error = "the rules have not been loaded; the log says why".to_owned();
            problems.push(problem("rules", error, true));
        }
        if !*self.inner.plugins_loaded.borrow() {
            problems.push(problem(
                "plugins",
                "plugins are still being loaded".to_owned(),
                true,
            ));
        }
        for plugin in self.failed_plugins() {
            let error = plugin.load_error.as_deref().unwrap_or_default();
            problems.push(problem(
                "plugins",
                format!("`{}`: {error}", plugin.name),
                false,
            ));
        }
        for provider in self.inner.providers.all() {
            if let CircuitState::Open { since, .. } = provider.status().circuit {
                let error = format!(
                    "`{}` is not sent anything since {since:.0}: its target is dead",
                    provider.name()
                );
                problems.push(problem("providers", error, false));
            }
        }
        if let Some(error) = self.storage_problem().await {
            problems.push(problem("storage", error, true));
        }
        Readiness {
            ready: problems.iter().all(|problem| !problem.blocking),
            problems,
            rule_set_revision: rules.map(|rules| rules.revision),
        }
    }

    /// Why nothing can be recorded now. Finding out writes, so the answer is kept for a moment.
    async fn storage_problem(&self) -> Option<String> {
        let now = self.inner.clock.now();
        let mut checked = self.inner.storage_checked.lock().await;
        if let Some((at, problem)) = &*checked
            && now.duration_since(*at).unsigned_abs() < STORAGE_CHECK_INTERVAL
        {
            return problem.clone();
        }
        let written = self.inner.store.check_writable().await;
        let problem = written.err().map(|error| error.to_string());
        *checked = Some((now, problem.clone()));
        problem
    }
}

fn problem(component: &str, error: String, blocking: bool) -> ReadinessProblem {
    ReadinessProblem {
        component: component.to_owned(),
        error,
        blocking,
    }
}
