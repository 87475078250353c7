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
use acteon_rules::{Decision, Options, Rule, Trace};
use jiff::Timestamp;
use tracing::Instrument as _;

use self::accepted::Accepted;
pub use self::outcome::RULE_ERROR;
use crate::auth::Caller;
use crate::decide::{Question, ReadState};
use crate::rules::LoadedRules;
use crate::{Gateway, GatewayError};

/// All places for decided actions are taken. A place is held until a provider is called: what waits
/// for a provider is bounded by the provider.
const SATURATED: GatewayError = GatewayError::Saturated {
    retry_after_seconds: 1,
};

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
    state: ReadState,
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
    /// Dispatches one action (contract, "Dispatch"). A dry run only decides. `held` is dropped when
    /// nothing of the action is in memory any more, which may be after its caller has gone.
    ///
    /// # Errors
    /// The request is out of bounds or outside the caller's scope; the rules are not loaded; a rule
    /// failed; the server is saturated, or the audit cannot be written: then no provider was called.
    pub async fn dispatch(
        &self,
        caller: &Caller,
        request: DispatchRequest,
        dry_run: bool,
        held: impl Send + 'static,
    ) -> Result<Dispatched, GatewayError> {
        let dispatched = self.dispatch_checked(caller, request, dry_run, held).await;
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
        held: impl Send + 'static,
    ) -> Result<Dispatched, GatewayError> {
        let decided = self.decide_request(caller, request, dry_run).await?;
        if dry_run {
            return outcome::dry_run(&decided);
        }
        // Not before: what waits to be decided is bounded by the pool, with a share for each plugin.
        let place = Arc::clone(&self.inner.dispatching).try_acquire_owned();
        let place = place.map_err(|_| SATURATED)?;
        let gateway = self.clone();
        let run = async move {
            let _held = held;
            gateway.carry_out(decided, place).await
        };
        // Tracked, so that a stop waits for it.
        (self.inner.tasks.spawn(run.in_current_span()).await).unwrap_or_else(|error| {
            Err(GatewayError::Internal(format!(
                "a dispatch failed: {error}"
            )))
        })
    }

    async fn decide_request(
        &self,
        caller: &Caller,
        request: DispatchRequest,
        dry_run: bool,
    ) -> Result<Decided, GatewayError> {
        caller.check_scope(&request.namespace, &request.tenant)?;
        let accepted = Accepted::new(request)?;
        self.decide_about(caller, accepted, dry_run).await
    }

    async fn decide_about(
        &self,
        caller: &Caller,
        accepted: Accepted,
        dry_run: bool,
    ) -> Result<Decided, GatewayError> {
        // A dry run is a look: its plugin calls are none of a dispatch, and it takes no place of one.
        let (origin, pool) = if dry_run {
            (InvocationOrigin::Playground, &self.inner.playground)
        } else {
            (InvocationOrigin::Dispatch, &self.inner.decisions)
        };
        let rules = self.rules_in_force()?;
        let instant = self.inner.clock.now();
        let state = self
            .read_state(&rules.set, &accepted.action, instant)
            .await?;
        let question = Question {
            rules: Arc::clone(&rules.set),
            action: Arc::clone(&accepted.action),
            state: state.snapshot.clone(),
            instant,
            origin,
            options: Options {
                trace: Trace::Deciding,
                ..Options::default()
            },
            draft: false,
        };
        let decision = self.decide(pool, question).await?;
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
