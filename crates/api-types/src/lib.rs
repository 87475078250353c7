//! The REST API's requests and answers, as types.
//!
//! One definition serves the server, the browser and the Rust client, so it builds for `wasm32`.
//! Optional fields of an answer are always present, null when empty. The feature `schema` derives
//! the OpenAPI schemas.

mod audit;
mod changes;
mod dispatch;
mod error;
mod evaluate;
mod health;
mod invocations;
mod null;
mod plugins;
mod rules;
mod session;
mod stats;
mod timestamp;

pub use acteon_core::{
    Action, ConditionPart, EvaluationTime, FailureDetails, InvocationOrigin, OnError, Outcome,
    PluginFailureKind, RuleAction, RuleResult, RuleSource, SkipReason, SnapshotMode, TraceEntry,
    VerdictKind, WasmDetails,
};
pub use audit::{
    AuditPage, AuditPluginCall, AuditQuery, AuditRecord, CoverageEntry, CoverageQuery,
    RuleCoverage, VerdictDetails,
};
pub use changes::{ChangeEntry, ChangeList, ChangeOperation, ResourceKind};
pub use dispatch::{
    ActionError, BatchError, BatchItem, DispatchBatch, DispatchOutcome, DispatchRequest,
    ProviderResponse, RetryAfter,
};
pub use error::ErrorBody;
pub use evaluate::{
    EvaluateRequest, EvaluateResponse, EvaluationContext, Labelled, MetadataInput, MockStateValue,
};
pub use health::{Health, Readiness, ReadinessProblem};
pub use invocations::{
    InvocationEntry, InvocationList, PluginCost, TestInput, TestPluginFailed, TestPluginParams,
    TestPluginRequest, TestPluginResponse,
};
pub use plugins::{
    LatencyFigures, OriginCounts, Plugin, PluginConfig, PluginDetail, PluginImport, PluginList,
    PluginRegistered, PluginRevision, PluginRevisionList, PluginSnapshot, PluginSource,
    PluginStatus, RegisterPluginJson, RegisterPluginJsonConfig, UpdatePluginRequest,
};
pub use rules::{
    EnabledBy, ReloadRequest, ReloadResponse, Rule, RuleEnabled, RuleFileError, RuleSetFile,
    RuleSetRevision, SetRuleEnabled,
};
pub use session::{Session, SessionRole, SignIn};
pub use stats::{PluginCounts, Stats, StatsPoint, VerdictCounts};
pub use timestamp::Timestamp;
