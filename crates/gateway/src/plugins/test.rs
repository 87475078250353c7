//! Trying a plugin out.

use std::sync::Arc;
use std::time::SystemTime;

use acteon_api_types::{TestPluginRequest, TestPluginResponse};
use acteon_core::{Action, InvocationOrigin, PluginFailure, PluginFailureKind, consts};
use acteon_evaluator::{InvokerContext, invoke_plugin, serialise};

use super::prepare::background_error;
use crate::auth::Caller;
use crate::gateway::MAX_WAIT;
use crate::observer::Observer;
use crate::{Gateway, GatewayError, convert};

impl Gateway {
    /// Invokes a plugin, enabled or not, without touching rules (specification, "Test Invocation").
    ///
    /// # Errors
    /// No such plugin, no right to the input's namespace or tenant, or the invocation failed.
    pub async fn test_plugin(
        &self,
        caller: &Caller,
        name: &str,
        request: TestPluginRequest,
    ) -> Result<TestPluginResponse, GatewayError> {
        let plugin = self.known(name).await?;
        let function = request
            .function
            .unwrap_or_else(|| consts::DEFAULT_FUNCTION.to_owned());
        let action = Action::from(request.input);
        caller.check_scope(&action.namespace, &action.tenant)?;
        let input = serialise(&action).map_err(GatewayError::Invocation)?;
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
            invoke_plugin(&plugin, &function, &action, &input, &context)
        });
        let invocation = invocation
            .await
            .map_err(|error| background_error(error, "the test invocation"))?;
        match invocation.result.clone() {
            Ok(output) => Ok(convert::test_response(&invocation, output)),
            Err(PluginFailure {
                kind: PluginFailureKind::Saturated,
                ..
            }) => Err(saturated()),
            Err(failure) => Err(GatewayError::Invocation(failure)),
        }
    }
}
