//! Whether hostile work slows down requests that have nothing to do with it: the latency of an
//! evaluation and of `/health`, alone and beside a plugin that never answers and a big module that
//! is being compiled.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use acteon_benches::latency::Latency;
use acteon_benches::module;
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server, expect};
use clap::Parser;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::task::JoinSet;

const RULES: &str =
    "rules:\n  - name: quick-check\n    priority: 1\n    wasm_plugin: quick\n    action: deny\n";
/// Functions of the big module: a second of compilation when nothing else computes.
const BIG_FUNCTIONS: usize = 5_000;
/// Registrations that must have finished while the requests are measured, so that there was a load.
const MIN_COMPILATIONS: u64 = 2;

#[derive(Parser)]
#[command(about = "Latency of unrelated requests beside hostile work")]
struct Arguments {
    /// The server to measure.
    #[arg(long, default_value = "target/release/acteon-server")]
    server: PathBuf,
    /// Requests of each kind in each phase.
    #[arg(long, default_value_t = 5000)]
    requests: usize,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// What the hostile load got done, to show that there was one.
#[derive(Default)]
struct Load {
    timeouts: AtomicU64,
    compilations: AtomicU64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let home = Home::new(RULES)?;
    let server = Arc::new(Server::start(&arguments.server, &home).await?);
    server.register("quick", module::tiny()?).await?;
    server.register("endless", module::endless()?).await?;
    let big = module::big(BIG_FUNCTIONS)?;

    let mut warming = Measured::new()?; // connections and caches
    warming.add(&server, arguments.requests / 10).await?;
    let mut alone = Measured::new()?;
    alone.add(&server, arguments.requests).await?;

    let load = Arc::new(Load::default());
    let mut hostile = JoinSet::new();
    hostile.spawn(test_endless(server.clone(), load.clone()));
    hostile.spawn(compile_big(server.clone(), load.clone(), big.clone()));
    let mut beside = Measured::new()?;
    while load.compilations.load(Ordering::Relaxed) < MIN_COMPILATIONS {
        // A hostile task ends only by an error.
        tokio::select! {
            measured = beside.add(&server, arguments.requests) => measured?,
            Some(ended) = hostile.join_next() => return ended?,
        }
    }
    hostile.shutdown().await;

    let mut report = Report::new(
        "isolation",
        format!(
            "{} requests of each kind one after the other alone, and {} under load, until at least \
             {MIN_COMPILATIONS} registrations have finished; the load is one client that tests an \
             endless plugin again and again (timeout 100 ms) and one that registers modules of {} \
             bytes: meanwhile {} timeouts and {} finished registrations",
            alone.health.count(),
            beside.health.count(),
            big.len(),
            load.timeouts.load(Ordering::Relaxed),
            load.compilations.load(Ordering::Relaxed),
        ),
    );
    for (name, alone, beside) in [
        ("GET /health", &alone.health, &beside.health),
        (
            "POST /v1/rules/evaluate with a plugin",
            &alone.evaluate,
            &beside.evaluate,
        ),
    ] {
        for (figure, share) in [("p50", 0.5), ("p99", 0.99), ("slowest", 1.0)] {
            report.add(format!("{name}, alone, {figure}"), alone.us(share), "µs");
            report.add(
                format!("{name}, under load, {figure}"),
                beside.us(share),
                "µs",
            );
        }
    }
    report.print(arguments.json)
}

struct Measured {
    health: Latency,
    evaluate: Latency,
}

impl Measured {
    fn new() -> anyhow::Result<Self> {
        Ok(Self {
            health: Latency::new()?,
            evaluate: Latency::new()?,
        })
    }

    /// Measures `requests` more of each kind.
    async fn add(&mut self, server: &Server, requests: usize) -> anyhow::Result<()> {
        let action = json!({
            "namespace": "bench", "tenant": "bench", "provider": "email",
            "action_type": "notification",
            "payload": {"to": "user@example.com", "priority": "low"},
        });
        let health = async || {
            expect(StatusCode::OK, server.request(Method::GET, "/health")).await?;
            Ok(())
        };
        self.health.measure(requests, health).await?;
        let evaluate = async || {
            let request = server.request(Method::POST, "/v1/rules/evaluate");
            let body = expect(StatusCode::OK, request.json(&action)).await?;
            let answer: serde_json::Value = serde_json::from_slice(&body)?;
            anyhow::ensure!(
                answer["verdict"] == "deny",
                "the rule did not match: {answer}"
            );
            Ok(())
        };
        self.evaluate.measure(requests, evaluate).await
    }
}

async fn test_endless(server: Arc<Server>, load: Arc<Load>) -> anyhow::Result<()> {
    loop {
        let request = server.request(Method::POST, "/v1/wasm/plugins/endless/test");
        expect(StatusCode::UNPROCESSABLE_ENTITY, request.json(&json!({}))).await?;
        load.timeouts.fetch_add(1, Ordering::Relaxed);
    }
}

async fn compile_big(server: Arc<Server>, load: Arc<Load>, big: Vec<u8>) -> anyhow::Result<()> {
    for tag in 0.. {
        server.register("big", module::tagged(&big, tag)).await?;
        load.compilations.fetch_add(1, Ordering::Relaxed);
        server.delete("big").await?;
    }
    Ok(())
}
