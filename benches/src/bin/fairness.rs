//! Whether a plugin that uses its whole time on every call slows the callers of others: their
//! latency alone and beside it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use acteon_benches::load::{self, Load, Plan, Prepared};
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server};
use acteon_benches::tally::{Answered, Tally};
use acteon_benches::{http, module};
use acteon_core::Outcome;
use anyhow::ensure;
use clap::Parser;
use serde_json::json;

/// The goal: how many times its latency alone a caller's p99 may be.
const MAX_RATIO: f64 = 1.2;
const RUNAWAY_CALLERS: usize = 16;
const CALLERS: [usize; 2] = [1, 8];
const RULES: &str = "rules:
  - name: endless-check
    priority: 1
    wasm_plugin: endless
    conditions:
      - { field: action_type, operator: eq, value: runaway }
    action: deny
  - name: quick-check
    priority: 2
    wasm_plugin: quick
    conditions:
      - { field: action_type, operator: eq, value: quick }
    action: allow
";
const PROVIDERS: &str = "[[providers]]\nname = \"email\"\ntype = \"log\"\n";

#[derive(Parser)]
#[command(about = "Latency of a quick plugin's callers beside a runaway plugin")]
struct Arguments {
    /// The server to measure.
    #[arg(long, default_value = "target/release/acteon-server")]
    server: PathBuf,
    /// Turns alone and turns beside the runaway plugin.
    #[arg(long, default_value_t = 10)]
    turns: usize,
    /// Length of a turn in milliseconds.
    #[arg(long, default_value_t = 1000)]
    turn_ms: u64,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

// One thread: the clients are to leave the machine to the server.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let home = Home::with_config(RULES, "", PROVIDERS)?;
    let server = Server::start(&arguments.server, &home).await?;
    server.register("quick", module::tiny()?).await?;
    server.register("endless", module::endless()?).await?;
    let mut report = Report::new(
        "fairness",
        format!(
            "{} turns of {} ms alone and as many beside, in turns; through `POST /v1/dispatch`; \
             the runaway plugin has a time limit of 100 ms, uses all of it on every call, and has \
             {RUNAWAY_CALLERS} callers, which send the next request when they are answered and \
             come back later when they are told to",
            arguments.turns, arguments.turn_ms
        ),
    );
    let mut runaway_tally = Tally::new(1)?;
    for (name, action_type) in [("quick plugin", "quick"), ("no plugin", "plain")] {
        for clients in CALLERS {
            let plan = plan(&server, action_type, clients)?;
            let (mut alone, mut beside) = (Tally::new(1)?, Tally::new(1)?);
            measure(&plan, arguments.turn_ms / 3).await?; // warms connections and caches
            for _ in 0..arguments.turns {
                alone.add(&measure(&plan, arguments.turn_ms).await?)?;
                let runaway = Load::start(&Plan {
                    patient: true,
                    ..self::plan(&server, "runaway", RUNAWAY_CALLERS)?
                });
                beside.add(&measure(&plan, arguments.turn_ms).await?)?;
                runaway_tally.add(&runaway.stop().await?)?;
            }
            show(
                &mut report,
                &format!("{name}, {clients} callers"),
                &alone,
                &beside,
            );
        }
    }
    ensure!(
        runaway_tally.errors() == 0,
        "runaway callers: {:?}",
        runaway_tally.classes[0].answers
    );
    let failed = runaway_tally.sum(|answered| answered == Answered::Dispatched(Outcome::Failed));
    let refused = runaway_tally.sum(|answered| answered == Answered::Refused);
    report.add(
        "timeouts of the runaway plugin",
        failed as f64 / runaway_tally.seconds,
        "per s",
    );
    report.add(
        "its callers told to come back later",
        refused as f64 / runaway_tally.seconds,
        "per s",
    );
    report.print(arguments.json)
}

async fn measure(plan: &Plan, ms: u64) -> anyhow::Result<Tally> {
    let tally = load::run(plan, Duration::from_millis(ms)).await?;
    let executed = tally.sum(|answered| answered == Answered::Dispatched(Outcome::Executed));
    ensure!(
        executed == tally.sum(|_| true),
        "not every action was executed: {:?}",
        tally.classes[0].answers
    );
    Ok(tally)
}

fn show(report: &mut Report, name: &str, alone: &Tally, beside: &Tally) {
    for (share, figure) in [(0.5, "p50"), (0.99, "p99")] {
        let (alone, beside) = (alone.latency_us(0, share), beside.latency_us(0, share));
        report.add(format!("{name}, alone, {figure}"), alone, "µs");
        report.add(format!("{name}, beside, {figure}"), beside, "µs");
        let ratio = format!("{name}, beside / alone, {figure}");
        if share > 0.9 {
            report.add_at_most(ratio, beside / alone, "times", MAX_RATIO);
        } else {
            report.add(ratio, beside / alone, "times");
        }
    }
    report.add(format!("{name}, alone"), alone.per_second(), "requests/s");
    report.add(format!("{name}, beside"), beside.per_second(), "requests/s");
}

fn plan(server: &Server, action_type: &str, clients: usize) -> anyhow::Result<Plan> {
    let action = json!({
        "namespace": "bench", "tenant": "bench", "provider": "email", "action_type": action_type,
        "payload": {"to": "user@example.com", "priority": "low"},
    });
    let requests: Arc<[Prepared]> = [Prepared {
        class: 0,
        bytes: http::post("/v1/dispatch", &action)?,
    }]
    .into();
    Ok(Plan {
        address: server.address(),
        clients,
        requests,
        classes: 1,
        patient: false,
    })
}
