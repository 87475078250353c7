//! The data behind the pages: the gateway, its errors as the REST API answers them.

use std::sync::Arc;

use acteon_api_types::{
    AuditPage, AuditQuery, AuditRecord, ChangeList, CoverageQuery, Health, InvocationList,
    PluginDetail, PluginList, PluginRevisionList, Readiness, Rule, RuleCoverage, RuleSetRevision,
    Stats,
};
use acteon_app::server::Backend;
use acteon_gateway::auth::Caller;
use acteon_gateway::{Gateway, GatewayError};
use async_trait::async_trait;
use serde_json::Value;

use crate::AppState;
use crate::error::ApiError;

/// Serves pages from the gateway, to one caller.
pub(super) struct GatewayBackend {
    pub(super) state: AppState,
    pub(super) caller: Arc<Caller>,
}

impl GatewayBackend {
    fn gateway(&self) -> &Gateway {
        &self.state.gateway
    }
}

type Answer<T> = Result<T, acteon_app::ApiError>;

#[async_trait]
impl Backend for GatewayBackend {
    async fn list_plugins(&self) -> Answer<PluginList> {
        self.gateway().list_plugins().await.map_err(answered)
    }

    async fn plugin(&self, name: &str) -> Answer<PluginDetail> {
        self.gateway().plugin(name).await.map_err(answered)
    }

    async fn plugin_invocations(&self, name: &str) -> Answer<InvocationList> {
        let found = self.gateway().plugin_invocations(&self.caller, name).await;
        found.map_err(answered)
    }

    async fn plugin_revisions(&self, name: &str) -> Answer<PluginRevisionList> {
        self.gateway()
            .plugin_revisions(name)
            .await
            .map_err(answered)
    }

    async fn list_rules(&self) -> Answer<Vec<Rule>> {
        self.gateway().list_rules().await.map_err(answered)
    }

    async fn rule_coverage(&self, query: CoverageQuery) -> Answer<RuleCoverage> {
        let found = self.gateway().coverage(&self.caller, query).await;
        found.map_err(answered)
    }

    async fn rule_set_revision(&self, revision: u64) -> Answer<RuleSetRevision> {
        self.gateway().rule_set(revision).await.map_err(answered)
    }

    async fn audit(&self, query: AuditQuery) -> Answer<AuditPage> {
        let found = self.gateway().audit(&self.caller, query).await;
        found.map_err(answered)
    }

    async fn audit_record(&self, action_id: &str) -> Answer<AuditRecord> {
        let found = self.gateway().audit_record(&self.caller, action_id).await;
        found.map_err(answered)
    }

    async fn changes(&self, before: Option<u64>) -> Answer<ChangeList> {
        self.gateway().changes(before, None).await.map_err(answered)
    }

    async fn config(&self) -> Answer<Value> {
        serde_json::to_value(&self.state.config).map_err(|_| ApiError::internal().into())
    }

    async fn health(&self) -> Answer<Health> {
        Ok(self.gateway().health())
    }

    async fn readiness(&self) -> Answer<Readiness> {
        Ok(self.gateway().readiness().await)
    }

    async fn stats(&self, window: &str) -> Answer<Stats> {
        let window = window.parse().map_err(answered)?;
        Ok(self.gateway().stats_within(&self.caller, window))
    }
}

fn answered(error: GatewayError) -> acteon_app::ApiError {
    ApiError::from(error).into()
}
