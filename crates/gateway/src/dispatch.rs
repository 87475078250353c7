//! Dispatching actions: rules, then state, then provider, then audit.
//!
//! What is done about an action runs in a task of its own from the moment it is decided, so that a
//! client that hangs up leaves nothing half done.

mod accepted;
mod batch;
mod outcome;
mod recovery;
mod run;

use std::sync::Arc;

use acteon_api_types::{DispatchOutcome, DispatchRequest};
use acteon_core::{InvocationOrigin, RuleAction, VerdictKind};
use acteon_rules::{Decision, Options, Rule, StateSnapshot, Trace};
use jiff::Timestamp;
use tokio::sync::OwnedSemaphorePermit;
use tracing::Instrument as _;

use self::accepted::Accepted;
pub use self::outcome::RULE_ERROR;
use crate::auth::Caller;
use crate::decide::Question;
use crate::rules::LoadedRules;
use crate::{Gateway, GatewayError};

/// The answer to a dispatch.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatched {
    /// Id of the action.
    pub action_id: String,
    /// What was decided.
    pub verdict: VerdictKind,
    /// What the plugin that decided says about it.
    pub message: Option<String>,
    /// What became of the action.
    pub outcome: DispatchOutcome,
}

/// An action about which it is decided what to do.
struct Decided {
    accepted: Accepted,
    caller: Option<String>,
    rules: Arc<LoadedRules>,
    state: StateSnapshot,
    decision: Decision,
    /// When it was dispatched: the instant that rules and plugins saw.
    instant: Timestamp,
}

impl Decided {
    fn matched(&self) -> Option<&Rule> {
        self.rules.set.rules().get(self.decision.matched?)
    }

    /// The provider that carries the action out, if any does.
    fn provider(&self) -> &str {
        match self.matched().map(Rule::action) {
            Some(RuleAction::Reroute { target_provider }) => target_provider,
            _ => &self.accepted.action.provider,
        }
    }

    /// What the plugin call that decided says.
    fn message(&self) -> Option<&str> {
        let matched = self.decision.matched?;
        let deciding = (self.decision.calls.iter().rev())
            .find(|call| call.deciding && call.rule == matched)?;
        deciding.call.result.as_ref().ok()?.message.as_deref()
    }
}

impl Gateway {
    /// Dispatches one action (contract, "Dispatch"). A dry run only decides.
    ///
    /// # Errors
    /// The request is out of bounds or outside the caller's scope; the rules are not loaded; a rule
    /// failed; the server is saturated, or the audit cannot be written: then no provider was called.
    pub async fn dispatch(
        &self,
        caller: &Caller,
        request: DispatchRequest,
        dry_run: bool,
    ) -> Result<Dispatched, GatewayError> {
        let dispatched = self.dispatch_checked(caller, request, dry_run).await;
        if let Err(error) = &dispatched {
            self.inner.metrics.dispatch.refused(error);
        }
        dispatched
    }

    async fn dispatch_checked(
        &self,
        caller: &Caller,
        request: DispatchRequest,
        dry_run: bool,
    ) -> Result<Dispatched, GatewayError> {
        caller.check_scope(&request.namespace, &request.tenant)?;
        let accepted = Accepted::new(request)?;
        let decided = self.decide_dispatch(caller, accepted).await?;
        if dry_run {
            return outcome::dry_run(&decided);
        }
        // Not before: what waits to be decided is bounded by the pool, with a share for each plugin.
        let place = self.dispatch_place()?;
        let gateway = self.clone();
        let run = async move { gateway.carry_out(decided, place).await };
        // Tracked, so that a stop waits for it.
        (self.inner.tasks.spawn(run.in_current_span()).await).unwrap_or_else(|error| {
            Err(GatewayError::Internal(format!(
                "a dispatch failed: {error}"
            )))
        })
    }

    /// One of the places for decided actions, held until a provider is called: what waits for a
    /// provider is bounded by the provider.
    fn dispatch_place(&self) -> Result<OwnedSemaphorePermit, GatewayError> {
        let places = Arc::clone(&self.inner.dispatching);
        places
            .try_acquire_owned()
            .map_err(|_| GatewayError::Saturated {
                retry_after_seconds: 1,
            })
    }

    async fn decide_dispatch(
        &self,
        caller: &Caller,
        accepted: Accepted,
    ) -> Result<Decided, GatewayError> {
        let rules = self.rules_in_force()?;
        let instant = self.inner.clock.now();
        let state = self
            .read_state(&rules.set, &accepted.action, instant)
            .await?;
        let question = Question {
            rules: Arc::clone(&rules.set),
            action: Arc::clone(&accepted.action),
            state: state.clone(),
            instant,
            origin: InvocationOrigin::Dispatch,
            options: Options {
                trace: Trace::Deciding,
                ..Options::default()
            },
            draft: false,
        };
        let decision = self.decide(&self.inner.decisions, question).await?;
        Ok(Decided {
            accepted,
            caller: caller.name().map(str::to_owned),
            rules,
            state,
            decision,
            instant,
        })
    }
}
