//! Trying a plugin out.

use std::sync::Arc;
use std::time::SystemTime;

use acteon_api_types::{PluginCost, TestPluginParams, TestPluginRequest, TestPluginResponse};
use acteon_core::{
    Action, InvocationOrigin, PluginFailure, PluginFailureKind, PluginLimits, TIMEOUT_MS, consts,
};
use acteon_evaluator::{
    InvokerContext, PluginState, RegisteredPlugin, failure_details, invoke_plugin, serialise,
};
use acteon_wasm::{Host, InvokeRequest};

use super::prepare::background_error;
use crate::auth::Caller;
use crate::gateway::MAX_WAIT;
use crate::observer::Observer;
use crate::{Gateway, GatewayError, convert};

impl Gateway {
    /// Invokes a plugin, enabled or not, without touching rules (specification, "Test Invocation").
    /// With `cost`, then invokes it once more to count what that takes.
    ///
    /// # Errors
    /// No such plugin, no right to the input's namespace or tenant, or the invocation failed.
    pub async fn test_plugin(
        &self,
        caller: &Caller,
        name: &str,
        request: TestPluginRequest,
        params: TestPluginParams,
    ) -> Result<TestPluginResponse, GatewayError> {
        let plugin = self.known(name).await?;
        let function = request
            .function
            .unwrap_or_else(|| consts::DEFAULT_FUNCTION.to_owned());
        let action = Action::from(request.input);
        caller.check_scope(&action.namespace, &action.tenant)?;
        let input =
            serialise(&action).map_err(|failure| GatewayError::Internal(failure.message))?;
        if params.cost {
            self.prepare_cost(&plugin).await?;
        }
        let saturated = || GatewayError::Saturated {
            retry_after_seconds: 1,
        };
        let place = Arc::clone(plugin.stats.test_places()).acquire_owned();
        let place = match tokio::time::timeout(MAX_WAIT, place).await {
            Ok(Ok(place)) => place,
            Ok(Err(_)) | Err(_) => return Err(saturated()),
        };
        let gateway = self.clone();
        let now = self.inner.clock.now();
        let invocation = self.inner.tests.run(move || {
            let _place = place;
            let context = InvokerContext {
                host: gateway.inner.host.as_ref(),
                observer: &Observer {
                    metrics: &gateway.inner.metrics,
                },
                origin: InvocationOrigin::Test,
                now,
                realtime: SystemTime::try_from(now).unwrap_or(SystemTime::UNIX_EPOCH),
                deadline: None,
            };
            let invocation = invoke_plugin(&plugin, &function, &action, &input, &context);
            let cost = match (context.host, &invocation.result) {
                (Some(host), Ok(_)) if params.cost => {
                    let limits = patient(plugin.limits);
                    let request = InvokeRequest {
                        function: &function,
                        input: &input,
                        limits,
                        deadline: None,
                        realtime: SystemTime::UNIX_EPOCH,
                    };
                    cost(host, &plugin, &request)
                }
                _ => None,
            };
            let details = failure_details(&invocation, &input, plugin.limits);
            (invocation, cost, details.unwrap_or_default())
        });
        let (invocation, cost, details) = invocation
            .await
            .map_err(|error| background_error(error, "the test invocation"))?;
        match invocation.result.clone() {
            Ok(output) => Ok(TestPluginResponse {
                cost,
                ..convert::test_response(&invocation, output)
            }),
            Err(PluginFailure {
                kind: PluginFailureKind::Saturated,
                ..
            }) => Err(saturated()),
            Err(failure) => Err(GatewayError::Invocation {
                failure,
                details: Box::new(details),
            }),
        }
    }
}

/// Counting slows a plugin down, so its time limit would end calls that it keeps in otherwise.
const PATIENCE: u64 = 10;

fn patient(limits: PluginLimits) -> PluginLimits {
    let timeout_ms = u64::from(limits.timeout_ms()) * PATIENCE;
    let timeout_ms = timeout_ms.min(u64::from(*TIMEOUT_MS.end()));
    PluginLimits::new(limits.memory_limit_bytes(), timeout_ms).unwrap_or(limits)
}

fn cost(host: &Host, plugin: &RegisteredPlugin, request: &InvokeRequest<'_>) -> Option<PluginCost> {
    let PluginState::Ready(module) = &plugin.state else {
        return None;
    };
    host.cost(module, request).map(convert::cost)
}
