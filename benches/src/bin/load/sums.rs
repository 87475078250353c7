//! Whether clients, metrics and audit agree on what was dispatched.

use acteon_api_types::{AuditPage, RuleCoverage};
use acteon_benches::exposition::Exposition;
use acteon_benches::server::{Server, expect};
use acteon_benches::tally::{Answered, Tally};
use acteon_core::Outcome;
use reqwest::{Method, StatusCode};

use crate::mix::CLASSES;

/// The metrics at one moment.
pub async fn metrics(server: &Server) -> anyhow::Result<Exposition> {
    let body = expect(StatusCode::OK, server.request(Method::GET, "/metrics")).await?;
    Ok(Exposition::new(String::from_utf8(body)?))
}

/// Compares what clients were answered in a phase, which had `namespace` to itself, with how the
/// metrics have grown since `before` and with the audit. Returns every difference in words.
pub async fn differences(
    server: &Server,
    namespace: &str,
    before: &Exposition,
    tally: &Tally,
) -> anyhow::Result<Vec<String>> {
    let mut differences = Vec::new();
    let mut compare = |what: String, answered: u64, found: u64| {
        if answered != found {
            differences.push(format!(
                "phase `{namespace}`, {what}: {answered} answers, {found} found"
            ));
        }
    };
    let after = metrics(server).await?;
    for outcome in Outcome::ALL {
        let answered = tally.sum(|answer| answer == Answered::Dispatched(outcome));
        let name = outcome.as_str();
        let label = format!("outcome=\"{name}\"");
        let counted =
            after.sum("dispatches_total", &label)? - before.sum("dispatches_total", &label)?;
        compare(format!("metric of `{name}`"), answered, counted);
        let path = format!("/v1/audit?namespace={namespace}&outcome={name}&limit=1");
        let page: AuditPage = serde_json::from_value(server.get(&path).await?)?;
        if !page.total_is_lower_bound {
            compare(format!("records of `{name}`"), answered, page.total);
        }
    }
    let path = format!("/v1/rules/coverage?namespace={namespace}");
    let coverage: RuleCoverage = serde_json::from_value(server.get(&path).await?)?;
    compare("records".to_owned(), tally.served(), coverage.total);
    for (class, counts) in CLASSES.iter().zip(&tally.classes) {
        let records = (coverage.entries.iter())
            .filter(|entry| entry.action_type == class.action_type)
            .map(|entry| entry.total)
            .sum();
        compare(
            format!("records of the class `{}`", class.name),
            counts.latency.len(),
            records,
        );
    }
    Ok(differences)
}
