//! Rules.

use acteon_api_types::{
    CoverageQuery, EvaluateResponse, ReloadRequest, ReloadResponse, Rule, RuleCoverage,
    RuleEnabled, RuleSetRevision, SetRuleEnabled,
};
use reqwest::Method;
use serde::Serialize;

use crate::request::{Call, path};
use crate::{ActeonClient, Error};

const RULES: &str = "v1/rules";

impl ActeonClient {
    /// The rules in force, in the order of evaluation.
    ///
    /// # Errors
    /// See [`Error`]; so for all calls.
    pub async fn list_rules(&self) -> Result<Vec<Rule>, Error> {
        self.fetch(Call::get(RULES)).await
    }

    /// What the rules would decide about an action, and why. Nothing is dispatched or recorded.
    ///
    /// `request` is an [`EvaluateRequest`](acteon_api_types::EvaluateRequest), or JSON of that
    /// form.
    ///
    /// # Errors
    /// [`Error::is_invalid`] for an action that is none; [`ApiError::errors`](crate::ApiError) says
    /// where in a draft the mistakes are.
    pub async fn evaluate_rules<T: Serialize + ?Sized>(
        &self,
        request: &T,
    ) -> Result<EvaluateResponse, Error> {
        self.fetch(Call::ask("v1/rules/evaluate").json(request)?)
            .await
    }

    /// Reads the rule files again, those of another folder when it is named.
    ///
    /// # Errors
    /// When a file is bad; [`ApiError::errors`](crate::ApiError) says where, and the rules in force
    /// stay.
    pub async fn reload_rules(&self, directory: Option<&str>) -> Result<ReloadResponse, Error> {
        let request = ReloadRequest {
            directory: directory.map(str::to_owned),
        };
        let call = Call::change(Method::POST, "v1/rules/reload");
        self.fetch(call.json(&request)?).await
    }

    /// Switches a rule, until the file's own value changes.
    ///
    /// # Errors
    /// [`Error::is_not_found`] when there is no such rule.
    pub async fn set_rule_enabled(&self, name: &str, enabled: bool) -> Result<RuleEnabled, Error> {
        let call = Call::change(Method::PUT, path(RULES, name, "/enabled")?);
        self.fetch(call.json(&SetRuleEnabled { enabled })?).await
    }

    /// Which kinds of actions matched a rule, and which rules never did.
    ///
    /// # Errors
    /// [`Error::is_invalid`] when `from` or `to` is no instant.
    pub async fn rule_coverage(&self, query: &CoverageQuery) -> Result<RuleCoverage, Error> {
        self.fetch(Call::get("v1/rules/coverage").query(query)?)
            .await
    }

    /// The files of a rule set that is or was in force.
    ///
    /// # Errors
    /// [`Error::is_not_found`] when it is not kept any more.
    pub async fn rule_set_revision(&self, revision: u64) -> Result<RuleSetRevision, Error> {
        self.fetch(Call::get(format!("v1/rules/revisions/{revision}")))
            .await
    }
}
