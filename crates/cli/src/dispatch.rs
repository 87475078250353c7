//! `acteon dispatch`.

use std::process::ExitCode;

use acteon_client::types::{BatchItem, DispatchOutcome};

use crate::error::{CliError, NO};
use crate::input::Source;
use crate::settings::Connection;
use crate::show::{Output, printable, wire_name};

/// Decide about actions and carry them out.
#[derive(clap::Args)]
pub struct DispatchCommand {
    /// File with an action, a list of actions, or an action per line, in JSON; `-` for standard
    /// input
    actions: Source,
    /// Only decide
    #[arg(long)]
    dry_run: bool,
}

/// Dispatches, and says what became of each. Ends with 1 when one failed.
///
/// # Errors
/// When the actions cannot be read or the server refuses them.
pub async fn run(
    command: DispatchCommand,
    connection: &Connection,
    output: &Output,
) -> Result<ExitCode, CliError> {
    let client = connection.client()?;
    let actions = command.actions.many()?;
    let items = match (actions.as_slice(), command.dry_run) {
        ([action], false) => vec![BatchItem::Outcome(client.dispatch(action).await?)],
        ([action], true) => vec![BatchItem::Outcome(client.dispatch_dry_run(action).await?)],
        (actions, false) => client.dispatch_batch(actions).await?,
        (actions, true) => client.dispatch_batch_dry_run(actions).await?,
    };
    for item in &items {
        output.print_one(item, line)?;
    }
    let failed = items.iter().any(|item| {
        matches!(
            item,
            BatchItem::Error { .. } | BatchItem::Outcome(DispatchOutcome::Failed(_))
        )
    });
    Ok(if failed {
        ExitCode::from(NO)
    } else {
        ExitCode::SUCCESS
    })
}

fn line(item: &BatchItem) -> String {
    let text = match item {
        BatchItem::Error { error } => format!("error         {}: {}", error.code, error.message),
        BatchItem::Outcome(outcome) => outcome_line(outcome),
    };
    printable(&text)
}

fn outcome_line(outcome: &DispatchOutcome) -> String {
    match outcome {
        DispatchOutcome::Executed(response) => format!("executed      {}", response.body),
        DispatchOutcome::Deduplicated => "deduplicated".to_owned(),
        DispatchOutcome::Suppressed { rule } => format!("suppressed    by rule {rule}"),
        DispatchOutcome::Rerouted {
            original_provider,
            new_provider,
            response,
        } => format!(
            "rerouted      {original_provider} -> {new_provider}: {}",
            response.body
        ),
        DispatchOutcome::Throttled { retry_after } => {
            format!("throttled     for {} s", retry_after.secs)
        }
        DispatchOutcome::Failed(error) => {
            format!("failed        {}: {}", error.code, error.message)
        }
        DispatchOutcome::DryRun {
            verdict,
            matched_rule,
            would_be_provider,
        } => {
            let rule = matched_rule.as_deref().unwrap_or("no rule");
            format!("{:<13} {rule}, to {would_be_provider}", wire_name(verdict))
        }
    }
}
