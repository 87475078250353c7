//! Requests a second of the server against those of a bare axum handler that reads and writes the
//! same JSON.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use acteon_api_types::{DispatchOutcome, EvaluateResponse};
use acteon_benches::bare_server::{self, Answers, BareServer};
use acteon_benches::load::{self, Plan, Prepared};
use acteon_benches::median::median;
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server, expect};
use acteon_benches::tally::Tally;
use acteon_benches::{http, module, process};
use anyhow::{Context as _, ensure};
use clap::Parser;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// The server's: the bare handler must not lose by another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The goal: the share of the bare handler's requests a second that the server reaches.
const MIN_SHARE: f64 = 0.5;
const RULES: &str = r#"rules:
  - name: closed-accounts
    priority: 1
    condition: { field: tenant, in: [acme-closed, initech] }
    action: deny
  - name: spam
    priority: 2
    condition: { all: [{ field: action_type, eq: notification }, { field: payload.subject, contains: "you have won" }] }
    action: suppress
  - name: checked
    priority: 3
    wasm_plugin: quick
    conditions:
      - { field: action_type, operator: eq, value: checked }
    action: allow
  - name: large-payments
    priority: 4
    condition: { all: [{ field: action_type, eq: payment }, { field: payload.amount, gt: 1000 }] }
    action: deny
"#;
const PROVIDERS: &str = "[[providers]]\nname = \"email\"\ntype = \"log\"\n";

#[derive(Parser)]
#[command(about = "Requests a second: the server against a bare axum handler")]
struct Arguments {
    /// The server to measure.
    #[arg(long, default_value = "target/release/acteon-server")]
    server: PathBuf,
    /// Clients at the same time, each with a connection of its own.
    #[arg(long, value_delimiter = ',', default_value = "32,64")]
    connections: Vec<usize>,
    /// Turns of each side; the median counts.
    #[arg(long, default_value_t = 5)]
    turns: usize,
    /// Length of a turn in milliseconds.
    #[arg(long, default_value_t = 2000)]
    turn_ms: u64,
    /// Measure only this of `evaluate`, `evaluate with a plugin`, `dispatch`, `dispatch with a plugin`.
    #[arg(long)]
    only: Option<String>,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
    /// Be the bare handler, on this port.
    #[arg(long, hide = true, requires = "floor_answers")]
    floor_port: Option<u16>,
    /// What the bare handler answers.
    #[arg(long, hide = true)]
    floor_answers: Option<PathBuf>,
}

/// One side's turns.
#[derive(Default)]
struct Side {
    per_second: Vec<f64>,
    p50_us: Vec<f64>,
    p99_us: Vec<f64>,
    /// Processor time of the server, by request, in microseconds.
    cpu_us: Vec<f64>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    if let (Some(port), Some(answers)) = (arguments.floor_port, &arguments.floor_answers) {
        let threads = tokio::runtime::Runtime::new()?;
        return threads.block_on(bare_server::serve(port, answers));
    }
    // One thread: the clients are to leave the machine to the servers.
    let thread = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    thread.block_on(measure(&arguments))
}

async fn measure(arguments: &Arguments) -> anyhow::Result<()> {
    let home = Home::with_config(RULES, "", PROVIDERS)?;
    let server = Server::start(&arguments.server, &home).await?;
    server.register("quick", module::tiny()?).await?;
    let mut report = Report::new(
        "throughput",
        format!(
            "medians of {} turns of {} ms a side; server, bare axum handler and clients (one \
             thread) are three processes on the same machine; each client has a connection and \
             sends one request after the other; the bare handler reads the same request into the \
             same type and writes the same answer; the dispatched actions go to a `log` provider \
             and are audited on disk before the answer",
            arguments.turns, arguments.turn_ms
        ),
    );
    for (name, path, action_type) in [
        ("evaluate", "/v1/rules/evaluate", "receipt"),
        ("evaluate with a plugin", "/v1/rules/evaluate", "checked"),
        ("dispatch", "/v1/dispatch", "receipt"),
        ("dispatch with a plugin", "/v1/dispatch", "checked"),
    ] {
        if (arguments.only.as_ref()).is_some_and(|only| only != name) {
            continue;
        }
        let action = action(action_type);
        let answers = Answers {
            evaluate: answer::<EvaluateResponse>(&server, "/v1/rules/evaluate", &action).await?,
            dispatch: answer::<DispatchOutcome>(&server, "/v1/dispatch", &action).await?,
        };
        let executed = matches!(answers.dispatch, DispatchOutcome::Executed(_));
        ensure!(executed, "not executed: {:?}", answers.dispatch);
        let bare = BareServer::start(&answers, home.path()).await?;
        let requests: Arc<[Prepared]> = [Prepared {
            class: 0,
            bytes: http::post(path, &action)?,
        }]
        .into();
        for connections in &arguments.connections {
            let plan = |address| Plan {
                address,
                clients: *connections,
                requests: Arc::clone(&requests),
                classes: 1,
                patient: false,
            };
            let mut sides = [Side::default(), Side::default()];
            for turn in 0..=arguments.turns {
                for (side, address, pid) in [
                    (0, server.address(), server.pid()),
                    (1, bare.address, bare.pid()),
                ] {
                    let measured = turn_of(arguments, &plan(address), pid).await?;
                    // The first turn warms up.
                    if turn > 0 {
                        sides[side].add(&measured.0, measured.1);
                    }
                }
            }
            show(
                &mut report,
                &format!("{name}, {connections} clients"),
                &sides,
            );
        }
    }
    report.print(arguments.json)
}

/// One turn: what the clients saw, and the processor time that the server used for it.
async fn turn_of(
    arguments: &Arguments,
    plan: &Plan,
    pid: u32,
) -> anyhow::Result<(Tally, Duration)> {
    let begin = process::cpu_time(pid)?;
    let tally = load::run(plan, Duration::from_millis(arguments.turn_ms)).await?;
    let used = process::cpu_time(pid)?.saturating_sub(begin);
    ensure!(
        tally.sum(|_| true) == tally.served() && tally.served() > 0,
        "not every request was carried out: {:?}",
        tally.classes[0].answers
    );
    Ok((tally, used))
}

impl Side {
    fn add(&mut self, tally: &Tally, used: Duration) {
        self.per_second.push(tally.per_second());
        self.p50_us.push(tally.latency_us(0, 0.5));
        self.p99_us.push(tally.latency_us(0, 0.99));
        self.cpu_us
            .push(used.as_secs_f64() * 1e6 / tally.served() as f64);
    }
}

fn show(report: &mut Report, name: &str, sides: &[Side; 2]) {
    type Of = fn(&Side) -> &Vec<f64>;
    let both = |of: Of| sides.each_ref().map(|side| median(of(side).clone()));
    let [ours, theirs] = both(|side| &side.per_second);
    report.add(format!("{name}, server"), ours, "requests/s");
    report.add(format!("{name}, bare handler"), theirs, "requests/s");
    report.add_at_least(
        format!("{name}, server / bare handler"),
        ours / theirs,
        "times",
        MIN_SHARE,
    );
    for (figure, of) in [
        ("p50", (|side| &side.p50_us) as Of),
        ("p99", |side| &side.p99_us),
        ("processor time of a request", |side| &side.cpu_us),
    ] {
        let [ours, theirs] = both(of);
        report.add(format!("{name}, server, {figure}"), ours, "µs");
        report.add(format!("{name}, bare handler, {figure}"), theirs, "µs");
    }
}

/// What the server answers to this action.
async fn answer<T: serde::de::DeserializeOwned>(
    server: &Server,
    path: &str,
    action: &Value,
) -> anyhow::Result<T> {
    let request = server.request(Method::POST, path).json(action);
    let body = expect(StatusCode::OK, request).await?;
    serde_json::from_slice(&body).with_context(|| format!("`{path}` answers something else"))
}

fn action(action_type: &str) -> Value {
    json!({
        "namespace": "shop", "tenant": "acme", "provider": "email", "action_type": action_type,
        "payload": {"to": "user@shop.example", "subject": "your order", "amount": 120,
                    "items": [{"sku": "a-1", "count": 2}, {"sku": "b-7", "count": 1}]},
        "metadata": {"source": "api", "region": "eu"},
    })
}
