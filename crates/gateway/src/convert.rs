//! From what the crates below speak to what the REST API speaks.

use acteon_api_types::{
    ChangeEntry, ChangeOperation, InvocationEntry, LatencyFigures, OriginCounts, Plugin,
    PluginConfig, PluginCost, PluginDetail, PluginImport, PluginRevision, PluginSnapshot,
    PluginSource, PluginStatus, ResourceKind, RuleFileError, TestPluginResponse,
};
use acteon_core::{PluginFailure, PluginOutput};
use acteon_evaluator::{CountersSnapshot, InvocationRecord, PluginState, RegisteredPlugin};
use acteon_rules::LoadProblem;
use acteon_store::{ChangeRecord, PluginCounters, RevisionRecord};
use acteon_wasm::{Cost, Invocation, Snapshot};

pub(crate) fn plugin(plugin: &RegisteredPlugin) -> Plugin {
    let stats = plugin.stats.snapshot();
    let origins = origins(&stats.counters);
    Plugin {
        name: plugin.name.to_string(),
        description: plugin.about.description.clone(),
        enabled: plugin.enabled,
        status: match (&plugin.load_error, plugin.enabled) {
            (Some(_), _) => PluginStatus::Failed,
            (None, true) => PluginStatus::Active,
            (None, false) => PluginStatus::Disabled,
        },
        memory_limit_bytes: plugin.limits.memory_limit_bytes(),
        timeout_ms: plugin.limits.timeout_ms(),
        config: PluginConfig {
            memory_limit_bytes: plugin.limits.memory_limit_bytes(),
            timeout_ms: plugin.limits.timeout_ms(),
        },
        invocation_count: origins.total(),
        invocations_by_origin: origins,
        error_count: stats.counters.errors,
        last_invoked_at: stats.counters.last_invoked_at,
        registered_at: plugin.about.registered_at,
        created_at: plugin.about.registered_at,
        updated_at: plugin.about.updated_at,
        source: if plugin.about.from_file {
            PluginSource::PluginDir
        } else {
            PluginSource::Upload
        },
        revision: plugin.revision,
        last_error: plugin.load_error.clone().or(stats.last_error),
        latency: stats.latency.map(|latency| LatencyFigures {
            count: latency.count,
            p50_us: latency.p50_us,
            p95_us: latency.p95_us,
            p99_us: latency.p99_us,
            max_us: latency.max_us,
        }),
    }
}

pub(crate) fn plugin_detail(entry: &RegisteredPlugin, referenced_by: Vec<String>) -> PluginDetail {
    let report = match &entry.state {
        PluginState::Ready(module) => Some(module.report()),
        PluginState::Failed => None,
    };
    PluginDetail {
        plugin: plugin(entry),
        size_bytes: entry.about.module.as_ref().map(|module| module.size_bytes),
        sha256: entry
            .about
            .module
            .as_ref()
            .map(|module| module.sha256.clone()),
        functions: report
            .map(|report| report.functions.clone())
            .unwrap_or_default(),
        imports: report
            .map(|report| {
                let import = |import: &acteon_inspect::Import| PluginImport {
                    module: import.module.clone(),
                    name: import.name.clone(),
                };
                report.imports.iter().map(import).collect()
            })
            .unwrap_or_default(),
        snapshot: snapshot(entry),
        referenced_by,
        memory_high_water_bytes: entry.stats.snapshot().memory_high_water_bytes,
    }
}

fn snapshot(entry: &RegisteredPlugin) -> PluginSnapshot {
    let snapshot = match &entry.state {
        PluginState::Ready(module) => Some(module.snapshot()),
        PluginState::Failed => None,
    };
    let silent = |snapshot: &&Snapshot| snapshot.is_taken() && snapshot.frozen().is_none();
    PluginSnapshot {
        mode: entry.snapshot,
        taken: snapshot.is_some_and(Snapshot::is_taken),
        reason: snapshot.filter(|s| !silent(s)).map(ToString::to_string),
    }
}

fn origins(counters: &CountersSnapshot) -> OriginCounts {
    let [dispatch, playground, test] = counters.by_origin;
    OriginCounts {
        dispatch,
        playground,
        test,
    }
}

pub(crate) fn counters_to_store(plugin: &RegisteredPlugin) -> PluginCounters {
    let counters = plugin.stats.counters();
    let [dispatch, playground, test] = counters.by_origin;
    PluginCounters {
        name: plugin.name.clone(),
        dispatch,
        playground,
        test,
        errors: counters.errors,
        last_invoked_at: counters.last_invoked_at,
    }
}

pub(crate) fn counters_from_store(counters: &PluginCounters) -> CountersSnapshot {
    CountersSnapshot {
        by_origin: [counters.dispatch, counters.playground, counters.test],
        errors: counters.errors,
        last_invoked_at: counters.last_invoked_at,
    }
}

pub(crate) fn revision(record: RevisionRecord) -> PluginRevision {
    PluginRevision {
        revision: record.revision,
        created_at: record.at,
        caller: record.caller,
        operation: operation(record.operation),
        current: record.current,
        restorable: record.restorable,
        sha256: record.sha256.to_string(),
        size_bytes: record.size_bytes,
        description: record.description,
        memory_limit_bytes: record.limits.memory_limit_bytes(),
        timeout_ms: record.limits.timeout_ms(),
        snapshot: record.snapshot,
        enabled: record.enabled,
    }
}

pub(crate) fn change(record: ChangeRecord) -> ChangeEntry {
    ChangeEntry {
        id: record.id,
        at: record.at,
        caller: record.caller,
        resource: match record.resource {
            acteon_store::ResourceKind::Plugin => ResourceKind::Plugin,
            acteon_store::ResourceKind::Rule => ResourceKind::Rule,
            acteon_store::ResourceKind::RuleSet => ResourceKind::RuleSet,
        },
        name: record.name,
        operation: operation(record.operation),
        old_revision: record.old_revision,
        new_revision: record.new_revision,
    }
}

fn operation(operation: acteon_store::ChangeOperation) -> ChangeOperation {
    use acteon_store::ChangeOperation as Stored;
    match operation {
        Stored::Register => ChangeOperation::Register,
        Stored::Update => ChangeOperation::Update,
        Stored::Replace => ChangeOperation::Replace,
        Stored::Restore => ChangeOperation::Restore,
        Stored::Delete => ChangeOperation::Delete,
        Stored::Enable => ChangeOperation::Enable,
        Stored::Disable => ChangeOperation::Disable,
        Stored::Reload => ChangeOperation::Reload,
    }
}

pub(crate) fn invocation(record: InvocationRecord) -> InvocationEntry {
    let (verdict, message, error, kind) = match record.call.result {
        Ok(PluginOutput {
            verdict, message, ..
        }) => (Some(verdict), message, None, None),
        Err(failure) => (None, None, Some(failure.message), Some(failure.kind)),
    };
    InvocationEntry {
        at: record.at,
        origin: record.origin,
        function: record.function,
        verdict,
        message,
        error,
        kind,
        duration_us: record.call.duration_us,
        memory_used_bytes: record.call.memory_used_bytes,
        revision: record.call.revision.unwrap_or_default(),
        details: record.details.map(|details| *details),
    }
}

/// What a call cost.
pub(crate) fn cost(cost: Result<Cost, PluginFailure>) -> PluginCost {
    match cost {
        Ok(cost) => PluginCost::counted(cost.fuel, cost.initialisation_fuel),
        Err(failure) => PluginCost::unknown(failure.message),
    }
}

/// The answer to a test call that succeeded.
pub(crate) fn test_response(invocation: &Invocation, output: PluginOutput) -> TestPluginResponse {
    let duration_us = u64::try_from(invocation.duration.as_micros()).unwrap_or(u64::MAX);
    TestPluginResponse {
        verdict: output.verdict,
        message: output.message,
        metadata: output.metadata,
        duration_us,
        duration_ms: duration_us as f64 / 1e3,
        memory_used_bytes: invocation.memory_used_bytes,
        stdout: invocation.stdout.clone(),
        stderr: invocation.stderr.clone(),
        cost: None,
    }
}

pub(crate) fn rule_file_error(problem: &LoadProblem) -> RuleFileError {
    RuleFileError {
        file: problem.file.clone(),
        line: problem.line,
        field: problem.field.clone(),
        message: problem.message.clone(),
    }
}
