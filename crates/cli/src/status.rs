//! `acteon status`.

use std::process::ExitCode;

use acteon_client::types::{Health, Readiness, Session, Stats};
use serde::Serialize;

use crate::error::{CliError, NO};
use crate::settings::Connection;
use crate::show::{self, Output};

#[derive(Serialize)]
struct Status {
    health: Health,
    readiness: Readiness,
    session: Session,
    stats: Stats,
}

/// Shows how the server is. Ends with 1 when it is not ready.
///
/// # Errors
/// When the server cannot be asked.
pub async fn run(connection: &Connection, output: &Output) -> Result<ExitCode, CliError> {
    let client = connection.client()?;
    let health = client.health().await?;
    let readiness = client.ready().await?;
    let session = client.session().await?;
    let stats = client.stats(None).await?;
    let is_ready = readiness.ready;
    let status = Status {
        health,
        readiness,
        session,
        stats,
    };
    output.print(&status, human)?;
    Ok(if is_ready {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(NO)
    })
}

fn human(status: &Status) -> String {
    let Status {
        health,
        readiness,
        session,
        stats,
    } = status;
    let you = if session.authentication {
        format!(
            "{} ({})",
            show::or_dash(session.name.as_ref()),
            session.role.as_str()
        )
    } else {
        "everybody is an admin: the server asks for no key".to_owned()
    };
    let latency = stats.latency.as_ref().map_or_else(String::new, |latency| {
        format!(", p99 {}", show::microseconds(latency.p99_us))
    });
    let mut text = show::facts(&[
        ("Version", health.version.clone()),
        ("Health", health.status.clone()),
        (
            "Ready",
            if readiness.ready { "yes" } else { "no" }.to_owned(),
        ),
        ("Rule set", show::or_dash(readiness.rule_set_revision)),
        (
            "Plugins",
            format!(
                "{} registered, {} enabled, {} failed",
                stats.plugins.registered, stats.plugins.enabled, stats.plugins.failed
            ),
        ),
        (
            "Last 15 min",
            format!(
                "{} invocations, {} failed{latency}",
                stats.invocations, stats.errors
            ),
        ),
        ("You", you),
    ]);
    for problem in &readiness.problems {
        let word = if problem.blocking {
            "stands in the way"
        } else {
            "worth a look"
        };
        text += &format!(
            "{word}: {}: {}\n",
            problem.component,
            show::printable(&problem.error)
        );
    }
    text
}
