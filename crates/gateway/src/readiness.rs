//! Whether decisions can be made, and what is worth a look although they can.

use acteon_api_types::{Health, Readiness, ReadinessProblem};

use crate::{Gateway, rules};

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
        if let Err(error) = self.inner.store.check_writable().await {
            problems.push(problem("storage", error.to_string(), true));
        }
        Readiness {
            ready: problems.iter().all(|problem| !problem.blocking),
            problems,
            rule_set_revision: rules.map(|rules| rules.revision),
        }
    }
}

fn problem(component: &str, error: String, blocking: bool) -> ReadinessProblem {
    ReadinessProblem {
        component: component.to_owned(),
        error,
        blocking,
    }
}
