//! The rules resource and the playground.

use acteon_api_types::{
    CoverageQuery, EvaluateRequest, EvaluateResponse, ReloadRequest, ReloadResponse, Rule,
    RuleCoverage, RuleEnabled, RuleSetRevision, SetRuleEnabled,
};

use super::SendResult;
use super::read::read;
use super::send::{Method, Terms, send};

/// How long an evaluation may take here, in milliseconds: the server has limits of its own.
const EVALUATION_MS: u32 = 120_000;

read! {
    /// The loaded rules, in the order of evaluation.
    list() -> Vec<Rule>,
    server: |backend| backend.list_rules(),
    browser: "/v1/rules",
}

read! {
    /// Which kinds of actions matched a rule, and which rules never did.
    coverage(query: CoverageQuery) -> RuleCoverage,
    server: |backend| backend.rule_coverage(query),
    browser: crate::address::with_query("/v1/rules/coverage", &query),
}

read! {
    /// The files of a rule set that is or was in force.
    revision(revision: u64) -> RuleSetRevision,
    server: |backend| backend.rule_set_revision(revision),
    browser: format!("/v1/rules/revisions/{revision}"),
}

/// Switches a rule.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
pub async fn set_enabled(name: String, enabled: bool) -> SendResult<RuleEnabled> {
    let path = format!("/v1/rules/{}/enabled", crate::address::encoded(&name));
    send(
        Method::Put,
        &path,
        Some(&SetRuleEnabled { enabled }),
        Terms::default(),
    )
    .await
}

/// Loads the rule files anew. When they are bad, the answer says where, and the error too.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
pub async fn reload() -> SendResult<ReloadResponse> {
    let request = ReloadRequest::default();
    send(
        Method::Post,
        "/v1/rules/reload",
        Some(&request),
        Terms::default(),
    )
    .await
}

/// Evaluates an action, without any effect.
///
/// # Errors
/// The server's refusal, or that it cannot be reached.
pub async fn evaluate(request: EvaluateRequest) -> SendResult<EvaluateResponse> {
    let terms = Terms {
        timeout_ms: Some(EVALUATION_MS),
        ..Terms::default()
    };
    send(Method::Post, "/v1/rules/evaluate", Some(&request), terms).await
}
