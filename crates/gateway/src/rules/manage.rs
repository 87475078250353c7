//! Listing and switching rules.

use std::sync::Arc;

use acteon_api_types::{EnabledBy, Rule, RuleEnabled};
use acteon_store::SetRuleOverride;

use super::LoadedRules;
use crate::auth::Caller;
use crate::plugins::finish;
use crate::{Gateway, GatewayError};

impl Gateway {
    /// The rules in force, in the order of evaluation.
    ///
    /// # Errors
    /// No good rule set has loaded since the start.
    pub async fn list_rules(&self) -> Result<Vec<Rule>, GatewayError> {
        let rules = self.rules_in_force()?;
        Ok(rules
            .set
            .rules()
            .iter()
            .map(|rule| self.show_rule(&rules, rule))
            .collect())
    }

    fn show_rule(&self, rules: &LoadedRules, rule: &acteon_rules::Rule) -> Rule {
        let mut plugins: Vec<_> = rule
            .plugins()
            .iter()
            .map(|call| call.plugin.clone())
            .collect();
        plugins.dedup();
        Rule {
            name: rule.name().to_owned(),
            priority: rule.priority(),
            enabled: rule.enabled(),
            enabled_by: if rules.overrides.contains_key(rule.name()) {
                EnabledBy::Override
            } else {
                EnabledBy::File
            },
            description: rule.description().map(str::to_owned),
            source: rule.source(),
            action: rule.action().kind().as_str().to_owned(),
            action_details: rule.action().clone(),
            condition_display: rule.condition_display().to_owned(),
            on_error: rule.on_error(),
            timezone: rule.timezone().to_owned(),
            plugins,
            match_count: self.inner.metrics.dispatched_matches(rule.name()),
            file: rule.file().to_owned(),
            line: rule.line(),
        }
    }

    /// Switches a rule on or off, until the file's own `enabled` changes.
    ///
    /// # Errors
    /// No such rule, or the store cannot record it.
    pub async fn set_rule_enabled(
        &self,
        caller: &Caller,
        name: &str,
        enabled: bool,
    ) -> Result<RuleEnabled, GatewayError> {
        caller.require_everywhere("switch a rule")?;
        let gateway = self.clone();
        let (rule, caller) = (name.to_owned(), caller.name().map(str::to_owned));
        finish(async move { gateway.switch_rule(rule, enabled, caller).await }).await?;
        Ok(RuleEnabled {
            name: name.to_owned(),
            enabled,
            status: if enabled { "enabled" } else { "disabled" }.to_owned(),
        })
    }
    async fn switch_rule(
        &self,
        name: String,
        enabled: bool,
        caller: Option<String>,
    ) -> Result<(), GatewayError> {
        let _changing = self.inner.rules.changing.lock().await;
        let rules = self.rules_in_force()?;
        let Some(rule) = rules.set.rules().iter().find(|rule| rule.name() == name) else {
            return Err(GatewayError::RuleNotFound(name));
        };
        if rule.enabled() == enabled {
            return Ok(());
        }
        let set = SetRuleOverride {
            name: name.clone(),
            enabled,
            file_enabled: rule.file_enabled(),
            caller,
            at: self.inner.clock.now(),
        };
        self.inner.store.set_rule_override(set).await?;
        let mut overrides = rules.overrides.clone();
        overrides.insert(name, enabled);
        let switched = LoadedRules {
            set: Arc::new(rules.set.with_enabled(&overrides)),
            revision: rules.revision,
            overrides,
        };
        self.inner.rules.current.store(Some(Arc::new(switched)));
        Ok(())
    }
}
