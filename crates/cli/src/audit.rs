//! `acteon audit`.

use std::collections::HashSet;
use std::process::ExitCode;
use std::time::Duration;

use acteon_client::ActeonClient;
use acteon_client::types::{AuditQuery, AuditRecord};
use futures::TryStreamExt as _;

use crate::error::CliError;
use crate::settings::Connection;
use crate::show::{Output, microseconds, or_dash, printable, wire_name};

/// How often a followed audit is asked for what is new.
const INTERVAL: Duration = Duration::from_secs(1);
/// How many records are fetched at once.
const PAGE: u32 = 100;

/// Show what was dispatched, decided and done, newest first.
#[derive(clap::Args)]
pub struct AuditCommand {
    /// Show one action in full
    #[arg(conflicts_with = "follow")]
    action_id: Option<String>,
    /// Show new records as they come, oldest first, until interrupted
    #[arg(long, short)]
    follow: bool,
    /// Show at most this many
    #[arg(long, short = 'n', default_value_t = 20, value_name = "COUNT")]
    limit: usize,
    /// Only of this namespace
    #[arg(long)]
    namespace: Option<String>,
    /// Only of this tenant
    #[arg(long)]
    tenant: Option<String>,
    /// Only to this provider
    #[arg(long)]
    provider: Option<String>,
    /// Only of this type
    #[arg(long)]
    action_type: Option<String>,
    /// Only with this outcome, for example `executed` or `failed`
    #[arg(long)]
    outcome: Option<String>,
    /// Only with this verdict, for example `deny`
    #[arg(long)]
    verdict: Option<String>,
    /// Only decided by this rule
    #[arg(long, value_name = "NAME")]
    rule: Option<String>,
    /// Only for which this plugin was called
    #[arg(long, value_name = "NAME")]
    plugin: Option<String>,
    /// Only from this instant on (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    from: Option<String>,
    /// Only before this instant (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    to: Option<String>,
}

impl AuditCommand {
    fn query(&self, limit: usize) -> AuditQuery {
        AuditQuery {
            namespace: self.namespace.clone(),
            tenant: self.tenant.clone(),
            provider: self.provider.clone(),
            action_type: self.action_type.clone(),
            outcome: self.outcome.clone(),
            verdict: self.verdict.clone(),
            matched_rule: self.rule.clone(),
            plugin: self.plugin.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            limit: Some(u32::try_from(limit).unwrap_or(PAGE).clamp(1, PAGE)),
            offset: None,
            cursor: None,
        }
    }
}

/// Shows records.
///
/// # Errors
/// When the server cannot be asked or refuses a filter.
pub async fn run(
    command: AuditCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let client = connection.client()?;
    if let Some(id) = &command.action_id {
        let record = client.get_audit_record(id).await?;
        output.print(&record, full)?;
    } else if command.follow {
        follow(&client, &command, output).await?;
    } else {
        let records = client.audit_records(command.query(command.limit));
        let mut records = std::pin::pin!(records);
        let mut left = command.limit;
        while left > 0
            && let Some(record) = records.try_next().await?
        {
            output.print_one(&record, line)?;
            left -= 1;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Asks again and again. New records stand before those that were there the last time: the first of
/// these ends the walk. All of a page are remembered, because any of them may have been removed.
async fn follow(
    client: &ActeonClient,
    command: &AuditCommand,
    output: &Output,
) -> Result<(), CliError> {
    let query = command.query(PAGE as usize);
    let first = client.query_audit(&query).await?.records;
    for record in first.iter().take(command.limit).rev() {
        output.print_one(record, line)?;
    }
    let mut known: HashSet<String> = first.into_iter().map(|record| record.id).collect();
    loop {
        tokio::time::sleep(INTERVAL).await;
        let mut new: Vec<AuditRecord> = Vec::new();
        {
            let mut records = std::pin::pin!(client.audit_records(query.clone()));
            while let Some(record) = records.try_next().await?
                && !known.contains(&record.id)
            {
                new.push(record);
            }
        }
        for record in new.iter().rev() {
            output.print_one(record, line)?;
        }
        if new.len() >= PAGE as usize {
            known.clear();
        }
        known.extend(new.into_iter().map(|record| record.id));
    }
}

fn line(record: &AuditRecord) -> String {
    let text = format!(
        "{}  {:<11} {:<12} {}/{}  {} to {}  {}",
        record.dispatched_at,
        wire_name(&record.verdict),
        wire_name(&record.outcome),
        record.namespace,
        record.tenant,
        record.action_type,
        record.provider,
        record.matched_rule.as_deref().unwrap_or("no rule"),
    );
    printable(&text)
}

fn full(record: &AuditRecord) -> String {
    let mut text = crate::show::facts(&[
        ("Action", record.action_id.clone()),
        ("Dispatched", record.dispatched_at.to_string()),
        ("Took", format!("{} ms", record.duration_ms)),
        ("Namespace", record.namespace.clone()),
        ("Tenant", record.tenant.clone()),
        ("Provider", record.provider.clone()),
        ("Type", record.action_type.clone()),
        ("Verdict", wire_name(&record.verdict)),
        ("Rule", or_dash(record.matched_rule.as_ref())),
        (
            "Condition",
            or_dash(record.verdict_details.condition_display.as_ref()),
        ),
        ("Error", or_dash(record.verdict_details.error.as_ref())),
        ("Outcome", wire_name(&record.outcome)),
        ("Details", record.outcome_details.to_string()),
        ("Caller", or_dash(record.caller.as_ref())),
        ("Rule set", record.rule_set_revision.to_string()),
    ]);
    for call in &record.verdict_details.wasm {
        let answer = call.verdict.map_or_else(
            || format!("failed: {}", or_dash(call.error.as_ref())),
            |verdict| format!("{verdict} {}", call.message.as_deref().unwrap_or_default()),
        );
        text += &printable(&format!(
            "Plugin {} ({}) for {}: {} in {}\n",
            call.plugin,
            call.function,
            call.rule,
            answer.trim_end(),
            microseconds(call.duration_us)
        ));
    }
    let payload = serde_json::to_string_pretty(&record.action_payload).unwrap_or_default();
    text + "Payload\n" + &printable(&payload)
}
