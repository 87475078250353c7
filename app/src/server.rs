//! What a server provides to the pages it renders.

use std::collections::HashMap;
use std::sync::Arc;

use acteon_api_types::Timestamp;
use acteon_api_types::{
    AuditPage, AuditQuery, AuditRecord, ChangeList, CoverageQuery, Health, InvocationList,
    PluginDetail, PluginList, PluginRevisionList, Readiness, Rule, RuleCoverage, RuleSetRevision,
    Session, Stats,
};
use async_trait::async_trait;
use leptos::context::use_context;
use serde_json::Value;

use crate::data::page::{BrowserModules, PluginSettings};
use crate::{ApiError, Submitted, Theme};

/// The data behind the pages, as the caller of the request may see it. One method per REST
/// operation that a page reads; the server adapts its use cases to it, and maps their errors to the
/// status and message of the REST API.
#[async_trait]
pub trait Backend: Send + Sync {
    /// `GET /v1/wasm/plugins`.
    async fn list_plugins(&self) -> Result<PluginList, ApiError>;
    /// `GET /v1/wasm/plugins/{name}`.
    async fn plugin(&self, name: &str) -> Result<PluginDetail, ApiError>;
    /// `GET /v1/wasm/plugins/{name}/invocations`.
    async fn plugin_invocations(&self, name: &str) -> Result<InvocationList, ApiError>;
    /// `GET /v1/wasm/plugins/{name}/revisions`.
    async fn plugin_revisions(&self, name: &str) -> Result<PluginRevisionList, ApiError>;
    /// `GET /v1/rules`.
    async fn list_rules(&self) -> Result<Vec<Rule>, ApiError>;
    /// `GET /v1/rules/coverage`.
    async fn rule_coverage(&self, query: CoverageQuery) -> Result<RuleCoverage, ApiError>;
    /// `GET /v1/rules/revisions/{revision}`.
    async fn rule_set_revision(&self, revision: u64) -> Result<RuleSetRevision, ApiError>;
    /// `GET /v1/audit`.
    async fn audit(&self, query: AuditQuery) -> Result<AuditPage, ApiError>;
    /// `GET /v1/audit/{action_id}`.
    async fn audit_record(&self, action_id: &str) -> Result<AuditRecord, ApiError>;
    /// `GET /v1/changes`, the page that ends before the change `before`.
    async fn changes(&self, before: Option<u64>) -> Result<ChangeList, ApiError>;
    /// `GET /v1/config`.
    async fn config(&self) -> Result<Value, ApiError>;
    /// `GET /health`.
    async fn health(&self) -> Result<Health, ApiError>;
    /// `GET /ready`.
    async fn readiness(&self) -> Result<Readiness, ApiError>;
    /// `GET /v1/stats` of a window: `5m`, `15m`, `1h` and so on.
    async fn stats(&self, window: &str) -> Result<Stats, ApiError>;
}

/// Names of the bundle's files below the site root, hashes included, for example
/// `pkg/acteon.kN3cK8.js`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetNames {
    /// The JavaScript that loads the WebAssembly.
    pub js: String,
    /// The WebAssembly.
    pub wasm: String,
    /// The stylesheet.
    pub css: String,
    /// The JavaScript that loads the code of groups of pages.
    pub split: String,
    /// The WebAssembly of groups of pages, by the name of the group.
    pub groups: HashMap<String, Vec<String>>,
}

/// What a page is rendered with. The server provides one in the Leptos context of each request.
#[derive(Clone)]
pub struct PageContext {
    /// The data.
    pub backend: Arc<dyn Backend>,
    /// The bundle's files.
    pub assets: Arc<AssetNames>,
    /// Modules that single pages load when they need them.
    pub modules: BrowserModules,
    /// From the request's `Cookie` header, see [`Theme::from_cookie_header`].
    pub theme: Theme,
    /// Where the caller reached the server, scheme and authority, for example
    /// `http://127.0.0.1:8080`. Shown in commands to copy.
    pub origin: String,
    /// The server's version.
    pub version: &'static str,
    /// The instant that relative times refer to.
    pub now: Timestamp,
    /// As whom the server takes the caller; none on the page where one signs in.
    pub session: Option<Session>,
    /// What a plugin gets and may get here.
    pub plugin_settings: PluginSettings,
    /// The form that was sent to this page and did not lead to another one.
    pub submitted: Option<Submitted>,
    /// Sets the status of the answer.
    pub set_status: Arc<dyn Fn(u16) + Send + Sync>,
}

impl PageContext {
    /// The context of the request that is being rendered. There is none while the server only lists
    /// the routes.
    pub(crate) fn current() -> Option<Self> {
        use_context()
    }
}
