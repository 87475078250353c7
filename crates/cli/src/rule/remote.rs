//! Rules of the server.

use std::process::ExitCode;

use acteon_client::types::{CoverageQuery, EvaluateResponse, Rule, RuleCoverage, VerdictKind};
use serde_json::{Value, json};

use super::trace;
use crate::error::{CliError, NO, place};
use crate::input::Source;
use crate::settings::Connection;
use crate::show::{Output, facts, microseconds, or_dash, printable, table, wire_name};

/// What to evaluate.
#[derive(clap::Args)]
pub struct EvaluateCommand {
    /// File with the action in JSON, `-` for standard input
    action: Source,
    /// Go on after the first rule that matches, and show what every condition came to
    #[arg(long)]
    all: bool,
    /// Evaluate rules that are switched off, too
    #[arg(long)]
    include_disabled: bool,
    /// The instant to evaluate at (RFC 3339) instead of now
    #[arg(long, value_name = "INSTANT")]
    at: Option<String>,
    /// A rule file to evaluate instead of the rules in force
    #[arg(long, value_name = "FILE")]
    rules: Option<Source>,
    /// End with 1 unless this is the verdict
    #[arg(long, value_name = "VERDICT")]
    expect: Option<String>,
}

/// Which records to count.
#[derive(clap::Args)]
pub struct CoverageCommand {
    /// Only of this namespace
    #[arg(long)]
    namespace: Option<String>,
    /// Only of this tenant
    #[arg(long)]
    tenant: Option<String>,
    /// Only from this instant on (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    from: Option<String>,
    /// Only before this instant (RFC 3339)
    #[arg(long, value_name = "INSTANT")]
    to: Option<String>,
}

pub async fn list(connection: &Connection, output: &Output) -> Result<ExitCode, CliError> {
    let rules = connection.client()?.list_rules().await?;
    output.print(&rules, |rules| rows(rules))?;
    Ok(ExitCode::SUCCESS)
}

fn rows(rules: &[Rule]) -> String {
    let rows = rules
        .iter()
        .map(|rule| {
            vec![
                rule.priority.to_string(),
                rule.name.clone(),
                if rule.enabled { "enabled" } else { "disabled" }.to_owned(),
                rule.action.clone(),
                rule.match_count.to_string(),
                format!("{}:{}", rule.file, rule.line),
                rule.condition_display.clone(),
            ]
        })
        .collect();
    let heads = [
        "priority",
        "name",
        "state",
        "action",
        "matched",
        "file",
        "condition",
    ];
    table(&heads, &[0, 4], rows)
}

pub async fn evaluate(
    command: EvaluateCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let mut request: Value = command.action.json()?;
    let Some(fields) = request.as_object_mut() else {
        return Err(CliError::Input {
            path: command.action.path().to_owned(),
            reason: "an action is a JSON object".to_owned(),
        });
    };
    let mut set = |field: &str, value: Value| fields.insert(field.to_owned(), value);
    if command.all {
        set("evaluate_all", json!(true));
    }
    if command.include_disabled {
        set("include_disabled", json!(true));
    }
    if let Some(at) = &command.at {
        set("evaluate_at", json!(at));
    }
    if let Some(rules) = &command.rules {
        set("rules", json!(rules.text()?));
    }
    let answer = connection.client()?.evaluate_rules(&request).await?;
    output.print(&answer, |answer| evaluated(answer, command.all))?;
    let verdict = wire_name(&answer.verdict);
    let is_no = match &command.expect {
        Some(expected) => *expected != verdict,
        None => answer.verdict == VerdictKind::Error,
    };
    Ok(if is_no {
        ExitCode::from(NO)
    } else {
        ExitCode::SUCCESS
    })
}

fn evaluated(answer: &EvaluateResponse, with_all: bool) -> String {
    let head = facts(&[
        ("Verdict", wire_name(&answer.verdict)),
        ("Rule", or_dash(answer.matched_rule.as_ref())),
        (
            "Rules",
            format!(
                "{} evaluated, {} skipped, in {}",
                answer.total_rules_evaluated,
                answer.total_rules_skipped,
                microseconds(answer.evaluation_duration_us)
            ),
        ),
    ]);
    let mut text = format!("{head}\n{}", trace::human(&answer.trace, with_all));
    if let Some(payload) = &answer.modified_payload {
        let payload = serde_json::to_string_pretty(payload).unwrap_or_default();
        text += &printable(&format!("\nPayload after it\n{payload}\n"));
    }
    text
}

pub async fn reload(
    directory: Option<String>,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let answer = connection
        .client()?
        .reload_rules(directory.as_deref())
        .await?;
    output.print(&answer, |answer| {
        let mut text = format!("{} rules loaded\n", answer.loaded);
        for warning in &answer.warnings {
            text += &printable(&format!("warning: {}\n", place(warning)));
        }
        text
    })?;
    Ok(ExitCode::SUCCESS)
}

pub async fn switch(
    name: &str,
    enabled: bool,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let answer = connection.client()?.set_rule_enabled(name, enabled).await?;
    output.print(&answer, |answer| {
        format!("{} is {}", answer.name, answer.status)
    })?;
    Ok(ExitCode::SUCCESS)
}

pub async fn coverage(
    command: CoverageCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let query = CoverageQuery {
        namespace: command.namespace,
        tenant: command.tenant,
        from: command.from,
        to: command.to,
    };
    let coverage = connection.client()?.rule_coverage(&query).await?;
    output.print(&coverage, covered)?;
    Ok(ExitCode::SUCCESS)
}

fn covered(coverage: &RuleCoverage) -> String {
    let rows = coverage
        .entries
        .iter()
        .map(|entry| {
            vec![
                format!("{}/{}", entry.namespace, entry.tenant),
                entry.provider.clone(),
                entry.action_type.clone(),
                entry.covered.to_string(),
                entry.total.to_string(),
                entry.matched_rules.join(", "),
            ]
        })
        .collect();
    let heads = [
        "namespace/tenant",
        "provider",
        "type",
        "matched",
        "of",
        "rules",
    ];
    let mut text = table(&heads, &[3, 4], rows);
    if !coverage.unmatched_rules.is_empty() {
        text += &format!(
            "\nnever matched: {}\n",
            printable(&coverage.unmatched_rules.join(", "))
        );
    }
    text
}
