//! The rule playground: what would become of an action, and why.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use acteon_api_types::{
    EvaluateRequest, EvaluateResponse, EvaluationContext, MockStateValue, RuleFileError,
};
use acteon_core::{Action, InvocationOrigin};
use acteon_rules::{Decision, LoadOptions, Options, Rule, RuleFile, RuleSet, Trace};

use crate::auth::{Caller, Role};
use crate::decide::Question;
use crate::plugins::background_error;
use crate::{Gateway, GatewayError, convert};

/// What problems in `rules` are reported under.
const DRAFT: &str = "rules";

impl Gateway {
    /// Evaluates the rules for an action, with a trace and without side effects (contract,
    /// "Playground").
    ///
    /// # Errors
    /// No good rule set has loaded, the `rules` of the request do not load, a `mock_state` is no
    /// number, the caller may not see the action, or the server is saturated.
    pub async fn evaluate(
        &self,
        caller: &Caller,
        request: EvaluateRequest,
    ) -> Result<EvaluateResponse, GatewayError> {
        caller.check_scope(&request.namespace, &request.tenant)?;
        if request.rules.is_some() {
            caller.require(Role::Operator, "evaluate `rules` of its own")?;
        }
        let draft = request.rules.is_some() || request.rule_set_revision.is_some();
        let rules = match (request.rules, request.rule_set_revision) {
            (Some(_), Some(_)) => {
                return Err(GatewayError::InvalidRequest(
                    "`rules` and `rule_set_revision` are given; send one of them".to_owned(),
                ));
            }
            (Some(text), None) => {
                let path = DRAFT.to_owned();
                self.rules_of(vec![RuleFile { path, text }]).await?
            }
            (None, Some(revision)) => self.rules_of(self.kept_rule_set(revision).await?.1).await?,
            (None, None) => Arc::clone(&self.rules_in_force()?.set),
        };
        let rules = self.switched(rules, request.rule_switches, draft)?;
        let now = self.inner.clock.now();
        let instant = request.evaluate_at.unwrap_or(now);
        let mocked = mock_state(request.mock_state)?;
        let options = Options {
            include_disabled: request.include_disabled,
            evaluate_all: request.evaluate_all,
            trace: Trace::Full,
        };
        let action = Action {
            namespace: request.namespace,
            tenant: request.tenant,
            provider: request.provider,
            action_type: request.action_type,
            payload: request.payload,
            metadata: request
                .metadata
                .map(|metadata| metadata.into_labels())
                .unwrap_or_default(),
        };
        let mut state = self.read_state(&rules, &action, now).await?.snapshot;
        // What is given stands in for what is kept. Each entry can stand for a dedup key or for a
        // throttle rule: whichever a rule asks for.
        for (key, number) in mocked {
            match number {
                Some(number) => {
                    state.seen.insert(key.clone(), number);
                    state.counters.insert(key, number);
                }
                None => {
                    state.seen.remove(&key);
                    state.counters.remove(&key);
                }
            }
        }
        let began = Instant::now();
        let question = Question {
            rules: Arc::clone(&rules),
            action: Arc::new(action),
            state,
            instant,
            origin: InvocationOrigin::Playground,
            options,
            draft,
        };
        let decision = self.decide(&self.inner.playground, question).await?;
        let matched = decision.matched.and_then(|index| rules.rules().get(index));
        let matched = matched.map(|rule| rule.name().to_owned());
        // The names of draft rules are the caller's own: they would make metrics without end.
        let counted = matched.as_deref().filter(|_| !draft);
        self.inner
            .metrics
            .decided(InvocationOrigin::Playground, decision.verdict, counted);
        let warnings = if draft {
            self.rule_warnings(&rules)
        } else {
            Vec::new()
        };
        let took = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(response(decision, matched, took, warnings))
    }

    /// Rules that are not in force.
    async fn rules_of(&self, files: Vec<RuleFile>) -> Result<Arc<RuleSet>, GatewayError> {
        let options = LoadOptions {
            default_timezone: self.inner.config.rules.default_timezone.clone(),
        };
        let load = move || acteon_rules::load(&files, &options).map(Arc::new);
        let loaded = (self.inner.drafts.run(load).await)
            .map_err(|error| background_error(error, "loading the rules"))?;
        loaded.map_err(|problems| GatewayError::DraftRefused {
            problems: problems.iter().map(convert::rule_file_error).collect(),
        })
    }

    /// The rules with those switched that the request names, over what was switched over the API.
    fn switched(
        &self,
        rules: Arc<RuleSet>,
        switches: BTreeMap<String, bool>,
        draft: bool,
    ) -> Result<Arc<RuleSet>, GatewayError> {
        if switches.is_empty() {
            return Ok(rules);
        }
        let names: HashSet<&str> = rules.rules().iter().map(Rule::name).collect();
        if let Some(unknown) = switches.keys().find(|name| !names.contains(name.as_str())) {
            return Err(GatewayError::InvalidRequest(format!(
                "`rule_switches` has `{unknown}`, and there is no such rule"
            )));
        }
        let mut overrides = HashMap::new();
        if !draft {
            overrides.clone_from(&self.rules_in_force()?.overrides);
        }
        overrides.extend(switches);
        Ok(Arc::new(rules.with_enabled(&overrides)))
    }
}

fn response(
    decision: Decision,
    matched_rule: Option<String>,
    evaluation_duration_us: u64,
    warnings: Vec<RuleFileError>,
) -> EvaluateResponse {
    EvaluateResponse {
        verdict: decision.verdict,
        matched_rule,
        has_errors: decision.has_errors,
        total_rules_evaluated: decision.evaluated,
        total_rules_skipped: decision.skipped,
        evaluation_duration_us,
        trace: decision.trace,
        context: EvaluationContext {
            time: decision.time,
            accessed_state_keys: decision.state_keys_read.into_iter().collect(),
        },
        modified_payload: decision.modified_payload,
        warnings,
    }
}

fn mock_state(
    values: BTreeMap<String, MockStateValue>,
) -> Result<Vec<(String, Option<u64>)>, GatewayError> {
    let number = |(key, value): (String, MockStateValue)| {
        let number = match value {
            MockStateValue::Absent => None,
            MockStateValue::Number(number) => Some(number),
            MockStateValue::Digits(digits) => Some(digits.parse().map_err(|_| {
                GatewayError::InvalidRequest(format!(
                    "`mock_state` has `{digits}` for `{key}`; it takes a whole number: seconds \
                     since a dedup key was seen, or the count of a throttle rule"
                ))
            })?),
        };
        Ok((key, number))
    };
    values.into_iter().map(number).collect()
}
