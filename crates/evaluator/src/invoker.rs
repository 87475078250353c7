//! The rule engine's way to the plugins.

use std::sync::Arc;
use std::time::{Instant, SystemTime};

use acteon_core::{
    Action, FailureDetails, InvocationOrigin, PluginCall, PluginFailure, PluginFailureKind,
    PluginLimits, PluginOutput,
};
use acteon_rules::PluginInvoker;
use acteon_wasm::{Host, Invocation, InvokeRequest};
use jiff::Timestamp;

use crate::stats::cut;
use crate::{PluginState, RegisteredPlugin, Registry};

/// One invocation as it is counted, listed and reported.
#[derive(Clone, Debug, PartialEq)]
pub struct InvocationRecord {
    /// When the decision it belongs to began.
    pub at: Timestamp,
    /// What caused it.
    pub origin: InvocationOrigin,
    /// Namespace of the action.
    pub namespace: String,
    /// Tenant of the action.
    pub tenant: String,
    /// The function that was called.
    pub function: String,
    /// What came of it; the output's metadata is not kept.
    pub call: PluginCall,
    /// What else is known about a call that failed.
    pub details: Option<Box<FailureDetails>>,
}

/// Learns of every invocation; called on the thread of the decision, so it must be quick.
pub trait InvocationObserver: Send + Sync {
    /// An invocation has ended.
    fn invoked(&self, plugin: &RegisteredPlugin, record: &InvocationRecord);
}

/// What all plugin calls of one decision have in common.
#[derive(Clone, Copy)]
pub struct InvokerContext<'a> {
    /// Where modules run; none while the plugin runtime is switched off.
    pub host: Option<&'a Host>,
    /// Who learns of each invocation.
    pub observer: &'a dyn InvocationObserver,
    /// What causes the calls.
    pub origin: InvocationOrigin,
    /// When the decision began.
    pub now: Timestamp,
    /// What the plugins' realtime clock reads.
    pub realtime: SystemTime,
    /// When the decision as a whole must have ended.
    pub deadline: Option<Instant>,
}

/// Calls plugins for one decision. The action is serialised once, at the first call.
pub struct Invoker<'a> {
    registry: &'a Registry,
    context: InvokerContext<'a>,
    action: &'a Action,
    input: std::cell::OnceCell<Result<Vec<u8>, PluginFailure>>,
}

impl<'a> Invoker<'a> {
    /// An invoker for one action.
    #[must_use]
    pub fn new(registry: &'a Registry, context: InvokerContext<'a>, action: &'a Action) -> Self {
        Self {
            registry,
            context,
            action,
            input: std::cell::OnceCell::new(),
        }
    }

    fn try_invoke(&self, name: &str, function: &str) -> Result<PluginCall, PluginFailure> {
        if self.context.host.is_none() {
            return Err(wasm_disabled());
        }
        let plugin = self.registry.get(name).ok_or_else(|| {
            PluginFailure::new(
                PluginFailureKind::PluginNotFound,
                format!("plugin not found: {name}"),
            )
        })?;
        if !plugin.enabled {
            return Err(PluginFailure::new(
                PluginFailureKind::PluginDisabled,
                format!("plugin is disabled: {name}"),
            ));
        }
        let input = self
            .input
            .get_or_init(|| serialise(self.action))
            .as_ref()
            .map_err(Clone::clone)?;
        Ok(invoke_plugin(&plugin, function, self.action, input, &self.context).into_call(&plugin))
    }
}

impl PluginInvoker for Invoker<'_> {
    fn invoke(&self, plugin: &str, function: &str) -> PluginCall {
        self.try_invoke(plugin, function)
            .unwrap_or_else(|failure| PluginCall {
                result: Err(failure),
                duration_us: 0,
                memory_used_bytes: 0,
                revision: None,
            })
    }
}

/// Calls a plugin, whether it is enabled or not, counts the call and tells the observer. `input` is
/// `action` as [`serialise`] writes it.
pub fn invoke_plugin(
    plugin: &Arc<RegisteredPlugin>,
    function: &str,
    action: &Action,
    input: &[u8],
    context: &InvokerContext<'_>,
) -> Invocation {
    let share = plugin.stats.share(context.origin);
    let invocation = match (context.host, &plugin.state) {
        (None, _) => failed(wasm_disabled()),
        (_, PluginState::Failed) => failed(PluginFailure::new(
            PluginFailureKind::PluginFailed,
            format!(
                "plugin `{}` could not be loaded: {}",
                plugin.name,
                plugin
                    .load_error
                    .as_deref()
                    .unwrap_or("its module is missing")
            ),
        )),
        (Some(host), PluginState::Ready(module)) => host.invoke_watched(
            module,
            &InvokeRequest {
                function,
                input,
                limits: plugin.limits,
                deadline: context.deadline,
                realtime: context.realtime,
            },
            share.overrun(),
        ),
    };
    if invocation.memory_used_bytes > 0 && !invocation.overran {
        share.quick_call();
    }
    let record = InvocationRecord {
        at: context.now,
        origin: context.origin,
        namespace: cut(&action.namespace).to_owned(),
        tenant: cut(&action.tenant).to_owned(),
        function: cut(function).to_owned(),
        call: PluginCall {
            result: invocation
                .result
                .as_ref()
                .map_err(Clone::clone)
                .map(|output| PluginOutput {
                    verdict: output.verdict,
                    message: output.message.as_deref().map(cut).map(str::to_owned),
                    metadata: None,
                }),
            duration_us: micros(&invocation),
            memory_used_bytes: invocation.memory_used_bytes,
            revision: Some(plugin.revision),
        },
        details: details(&invocation, input, plugin.limits, cut).map(Box::new),
    };
    plugin.stats.record(&record);
    context.observer.invoked(plugin, &record);
    invocation
}

/// What is known about a call that failed beside its message.
#[must_use]
pub fn failure_details(
    invocation: &Invocation,
    input: &[u8],
    limits: PluginLimits,
) -> Option<FailureDetails> {
    details(invocation, input, limits, |text| text)
}

/// The same, with as much of the printed texts as `keep` leaves.
fn details(
    invocation: &Invocation,
    input: &[u8],
    limits: PluginLimits,
    keep: fn(&str) -> &str,
) -> Option<FailureDetails> {
    invocation.result.as_ref().err().map(|_| FailureDetails {
        backtrace: invocation.backtrace.clone(),
        stdout: keep(&invocation.stdout).to_owned(),
        stderr: keep(&invocation.stderr).to_owned(),
        input_bytes: input.len() as u64,
        memory_used_bytes: invocation.memory_used_bytes,
        memory_limit_bytes: limits.memory_limit_bytes(),
        timeout_ms: limits.timeout_ms(),
    })
}

/// Serialises an action as a plugin reads it.
///
/// # Errors
/// An action that came from JSON can always be written as JSON, so this is a defect if it fails.
pub fn serialise(action: &Action) -> Result<Vec<u8>, PluginFailure> {
    serde_json::to_vec(action).map_err(|error| {
        PluginFailure::new(
            PluginFailureKind::InvalidOutput,
            format!("the action could not be written as JSON: {error}"),
        )
    })
}

trait IntoCall {
    fn into_call(self, plugin: &RegisteredPlugin) -> PluginCall;
}

impl IntoCall for Invocation {
    fn into_call(self, plugin: &RegisteredPlugin) -> PluginCall {
        PluginCall {
            duration_us: micros(&self),
            memory_used_bytes: self.memory_used_bytes,
            revision: Some(plugin.revision),
            result: self.result,
        }
    }
}

fn failed(failure: PluginFailure) -> Invocation {
    Invocation {
        result: Err(failure),
        duration: std::time::Duration::ZERO,
        memory_used_bytes: 0,
        stdout: String::new(),
        stderr: String::new(),
        backtrace: Vec::new(),
        overran: false,
    }
}

fn micros(invocation: &Invocation) -> u64 {
    u64::try_from(invocation.duration.as_micros()).unwrap_or(u64::MAX)
}

fn wasm_disabled() -> PluginFailure {
    PluginFailure::new(
        PluginFailureKind::WasmDisabled,
        "the plugin runtime is switched off; set [wasm] enabled = true and restart the server",
    )
}
