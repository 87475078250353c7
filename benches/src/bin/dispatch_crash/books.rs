//! What was sent and answered, and whether the audit says the same.

use std::collections::{BTreeMap, HashMap};

use acteon_api_types::{AuditRecord, DispatchOutcome};
use acteon_benches::report::Report;
use acteon_core::Outcome;
use anyhow::{Context as _, bail, ensure};

/// Length of a window of the rule `limited`.
pub const WINDOW_SECONDS: i64 = 2;
/// Actions that a window admits.
pub const WINDOW_LIMIT: u64 = 20;

/// Which rule an action meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// None.
    Plain,
    /// `once`, which deduplicates for ever.
    Once,
    /// `limited`, which throttles.
    Limited,
    /// `spam`, which suppresses.
    Spam,
}

impl Kind {
    pub fn action_type(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Once => "once",
            Self::Limited => "limited",
            Self::Spam => "spam",
        }
    }
}

/// An action that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub id: String,
    pub kind: Kind,
    pub provider: &'static str,
    pub key: Option<String>,
    /// None when the server was killed before it answered.
    pub answer: Option<DispatchOutcome>,
}

/// What is known after some rounds.
#[derive(Default)]
pub struct Books {
    /// The actions of the last round.
    pub sent: Vec<Sent>,
    /// Dedup keys of the last round whose action was, or may have been, carried out: a further
    /// action with one of them must be a duplicate.
    pub used_keys: Vec<String>,
    /// All dedup keys whose action was answered as executed, and that action's id.
    executed_keys: HashMap<String, String>,
    acknowledged: u64,
    in_flight: u64,
    /// Actions in flight when the server was killed, by what their records say.
    in_flight_outcomes: BTreeMap<&'static str, u64>,
    received: u64,
    windows: u64,
}

impl Books {
    /// Compares the records since the last round began with what was sent and received in it.
    pub fn settle(
        &mut self,
        records: &[AuditRecord],
        received: &HashMap<String, u64>,
    ) -> anyhow::Result<()> {
        self.used_keys.clear();
        let mut by_action: HashMap<&str, &AuditRecord> = HashMap::new();
        for record in records {
            if let Some(other) = by_action.insert(&record.action_id, record) {
                bail!("two records of one action: {other:?} and {record:?}");
            }
        }
        for sent in std::mem::take(&mut self.sent) {
            let record = by_action.remove(sent.id.as_str());
            let was_received = received.contains_key(&sent.id);
            let outcome = record.map(|record| record.outcome);
            match &sent.answer {
                Some(answer) => {
                    let record = record.with_context(|| format!("no record of {sent:?}"))?;
                    ensure!(
                        Some(record.outcome) == outcome_of(answer),
                        "{sent:?} has another record: {record:?}"
                    );
                    self.acknowledged += 1;
                }
                None => {
                    self.in_flight += 1;
                    let name = outcome.map_or("none", Outcome::as_str);
                    *self.in_flight_outcomes.entry(name).or_default() += 1;
                }
            }
            let reached = matches!(outcome, Some(Outcome::Executed | Outcome::Unknown));
            ensure!(
                !was_received || reached,
                "{sent:?} was received, its record: {record:?}"
            );
            if outcome == Some(Outcome::Executed) && sent.provider == "hooks" {
                ensure!(was_received, "{sent:?} was never received: {record:?}");
            }
            if reached {
                self.used_keys.extend(sent.key.clone());
            }
            if let (Some(key), Some(DispatchOutcome::Executed(_))) = (&sent.key, &sent.answer) {
                let other = self.executed_keys.insert(key.clone(), sent.id.clone());
                ensure!(other.is_none(), "{sent:?} was executed before by {other:?}");
            }
        }
        ensure!(
            by_action.is_empty(),
            "records of actions that nobody sent: {by_action:?}"
        );
        Ok(())
    }

    /// Looks at the whole audit: what must hold over all rounds together.
    pub fn check_all(
        &mut self,
        records: &[AuditRecord],
        received: &HashMap<String, u64>,
    ) -> anyhow::Result<()> {
        let mut actions: HashMap<&str, &AuditRecord> = HashMap::new();
        let mut keys: HashMap<&str, Vec<&AuditRecord>> = HashMap::new();
        let mut windows: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
        for record in records {
            let other = actions.insert(&record.action_id, record);
            ensure!(other.is_none(), "two records: {other:?} and {record:?}");
            let done = matches!(record.outcome, Outcome::Executed | Outcome::Unknown);
            if let (Some(key), true) = (&record.dedup_key, done) {
                keys.entry(key).or_default().push(record);
            }
            if record.matched_rule.as_deref() == Some("limited") {
                let window = record.dispatched_at.as_second().div_euclid(WINDOW_SECONDS);
                let (admitted, throttled) = windows.entry(window).or_default();
                *(if done { admitted } else { throttled }) += 1;
            }
        }
        for id in received.keys() {
            ensure!(
                actions.contains_key(id.as_str()),
                "`{id}` was received and has no record"
            );
        }
        for (key, done) in &keys {
            ensure!(done.len() == 1, "`{key}` was carried out twice: {done:?}");
        }
        for (window, (admitted, throttled)) in &windows {
            ensure!(
                *admitted <= WINDOW_LIMIT,
                "window {window} admitted {admitted} actions"
            );
            ensure!(
                *throttled == 0 || *admitted == WINDOW_LIMIT,
                "window {window} refused {throttled} actions and admitted only {admitted}"
            );
        }
        self.received = received.len() as u64;
        self.windows = windows.values().filter(|window| window.1 > 0).count() as u64;
        Ok(())
    }

    /// Adds the figures.
    pub fn report(&self, report: &mut Report) {
        report.add("acknowledged actions", self.acknowledged as f64, "");
        report.add("actions in flight when killed", self.in_flight as f64, "");
        for (outcome, count) in &self.in_flight_outcomes {
            report.add(
                format!("of them with the record `{outcome}`"),
                *count as f64,
                "",
            );
        }
        report.add("actions received by the webhook", self.received as f64, "");
        report.add("dedup keys executed", self.executed_keys.len() as f64, "");
        report.add("throttle windows filled", self.windows as f64, "");
    }
}

/// The outcome that the record must have; none for what no dispatch answers.
fn outcome_of(answer: &DispatchOutcome) -> Option<Outcome> {
    match answer {
        DispatchOutcome::Executed(_) => Some(Outcome::Executed),
        DispatchOutcome::Deduplicated => Some(Outcome::Deduplicated),
        DispatchOutcome::Suppressed { .. } => Some(Outcome::Suppressed),
        DispatchOutcome::Throttled { .. } => Some(Outcome::Throttled),
        // Nothing fails or is sent elsewhere here.
        DispatchOutcome::Rerouted { .. }
        | DispatchOutcome::Failed(_)
        | DispatchOutcome::DryRun { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn record(
        action_id: &str,
        outcome: &str,
        rule: Option<&str>,
        key: Option<&str>,
    ) -> AuditRecord {
        serde_json::from_value(json!({
            "id": "r", "action_id": action_id, "namespace": "n", "tenant": "t",
            "provider": "hooks", "action_type": "a", "verdict": "allow", "matched_rule": rule,
            "outcome": outcome, "action_payload": {},
            "verdict_details": {"verdict": "allow", "wasm": [], "condition_display": null,
                "parts": [], "error": null, "error_kind": null, "state": {},
                "modified_payload": null},
            "outcome_details": {}, "metadata": {}, "dedup_key": key, "caller": null,
            "created_at": null, "action_status": null, "dispatched_at": "2026-01-01T00:00:00Z",
            "completed_at": "2026-01-01T00:00:00Z", "duration_ms": 0, "rule_set_revision": 1,
            "rule_switches": {}, "plugin_revisions": {}, "masked": [],
        }))
        .unwrap()
    }

    fn executed(action_id: &str, key: Option<&str>) -> AuditRecord {
        record(action_id, "executed", None, key)
    }

    fn sent(id: &str, acknowledged: bool) -> Sent {
        let answer = json!({"Executed": {"status": "success", "body": {}, "headers": {}}});
        Sent {
            id: id.to_owned(),
            kind: Kind::Plain,
            provider: "hooks",
            key: None,
            answer: acknowledged.then(|| serde_json::from_value(answer).unwrap()),
        }
    }

    fn settles(sent: Vec<Sent>, records: &[AuditRecord], received: &[&str]) -> bool {
        let received = received.iter().map(|id| ((*id).to_owned(), 1)).collect();
        let mut books = Books {
            sent,
            ..Books::default()
        };
        books.settle(records, &received).is_ok()
    }

    #[test]
    fn every_difference_of_a_round_is_found() {
        let unknown = record("1", "unknown", None, None);
        for (acknowledged, records, received, fine) in [
            (true, vec![executed("1", None)], vec!["1"], true),
            (false, vec![executed("1", None)], vec!["1"], true),
            (false, vec![unknown.clone()], vec!["1"], true),
            (false, vec![], vec![], true),
            (true, vec![], vec!["1"], false),
            (true, vec![unknown], vec!["1"], false),
            (true, vec![executed("1", None)], vec![], false),
            (false, vec![], vec!["1"], false),
            (
                true,
                vec![executed("1", None), executed("1", None)],
                vec!["1"],
                false,
            ),
            (
                true,
                vec![executed("1", None), executed("2", None)],
                vec!["1"],
                false,
            ),
        ] {
            let settled = settles(vec![sent("1", acknowledged)], &records, &received);
            assert_eq!(settled, fine, "{acknowledged} {records:?} {received:?}");
        }
    }

    #[test]
    fn every_difference_of_all_rounds_is_found() {
        let check = |records: &[AuditRecord], received: &[&str]| {
            let received = received.iter().map(|id| ((*id).to_owned(), 1)).collect();
            Books::default().check_all(records, &received).is_ok()
        };
        let limited = |id: &str, outcome: &str| record(id, outcome, Some("limited"), None);
        let full: Vec<AuditRecord> = (0..WINDOW_LIMIT)
            .map(|number| limited(&number.to_string(), "executed"))
            .collect();
        let refused = limited("refused", "throttled");
        let duplicate = record("2", "deduplicated", None, Some("key"));
        assert!(check(&[executed("1", Some("key")), duplicate], &["1"]));
        assert!(check(&[full.clone(), vec![refused.clone()]].concat(), &[]));
        assert!(!check(&[executed("1", None), executed("1", None)], &[]));
        assert!(!check(&[executed("1", None)], &["2"]));
        assert!(!check(
            &[executed("1", Some("key")), executed("2", Some("key"))],
            &[]
        ));
        assert!(!check(
            &[full, vec![limited("more", "executed")]].concat(),
            &[]
        ));
        assert!(!check(&[refused], &[]));
    }
}
