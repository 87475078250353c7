//! Whether hostile work slows down requests that have nothing to do with it: the latency of an
//! evaluation and of `/health`, alone and beside a plugin that never answers and a big module that
//! is being compiled.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use acteon_benches::latency::{self, Latency};
use acteon_benches::module;
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server, expect};
use clap::Parser;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::task::JoinSet;

const RULES: &str =
    "rules:\n  - name: quick-check\n    priority: 1\n    wasm_plugin: quick\n    action: deny\n";
/// Functions of the big module: some seconds of compilation.
const BIG_FUNCTIONS: usize = 20_000;

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

    measure(&server, arguments.requests / 10).await?; // warms connections and caches
    let alone = measure(&server, arguments.requests).await?;

    let load = Arc::new(Load::default());
    let mut hostile = JoinSet::new();
    hostile.spawn(test_endless(server.clone(), load.clone()));
    hostile.spawn(compile_big(server.clone(), load.clone(), big.clone()));
    // A hostile task ends only by an error.
    let beside = tokio::select! {
        measured = measure(&server, arguments.requests) => measured?,
        Some(ended) = hostile.join_next() => return ended?,
    };
    hostile.shutdown().await;

    let mut report = Report::new(
        "isolation",
        format!(
            "{} requests of each kind one after the other; the load is one client that tests an \
             endless plugin again and again (timeout 100 ms) and one that registers modules of {} \
             bytes: meanwhile {} timeouts and {} finished registrations",
            arguments.requests,
            big.len(),
            load.timeouts.load(Ordering::Relaxed),
            load.compilations.load(Ordering::Relaxed),
        ),
    );
    for (name, alone, beside) in [
        ("GET /health", alone.health, beside.health),
        (
            "POST /v1/rules/evaluate with a plugin",
            alone.evaluate,
            beside.evaluate,
        ),
    ] {
        report.add(format!("{name}, alone, p50"), alone.p50_us as f64, "µs");
        report.add(
            format!("{name}, under load, p50"),
            beside.p50_us as f64,
            "µs",
        );
        report.add(format!("{name}, alone, p99"), alone.p99_us as f64, "µs");
        report.add(
            format!("{name}, under load, p99"),
            beside.p99_us as f64,
            "µs",
        );
        report.add(format!("{name}, alone, slowest"), alone.max_us as f64, "µs");
        report.add(
            format!("{name}, under load, slowest"),
            beside.max_us as f64,
            "µs",
        );
    }
    report.print(arguments.json)
}

struct Measured {
    health: Latency,
    evaluate: Latency,
}

async fn measure(server: &Server, requests: usize) -> anyhow::Result<Measured> {
    let action = json!({
        "namespace": "bench", "tenant": "bench", "provider": "email", "action_type": "notification",
        "payload": {"to": "user@example.com", "priority": "low"},
    });
    let health = latency::measure(requests, async || {
        expect(StatusCode::OK, server.request(Method::GET, "/health")).await?;
        Ok(())
    })
    .await?;
    let evaluate = latency::measure(requests, async || {
        let request = server.request(Method::POST, "/v1/rules/evaluate");
        let body = expect(StatusCode::OK, request.json(&action)).await?;
        let answer: serde_json::Value = serde_json::from_slice(&body)?;
        anyhow::ensure!(
            answer["verdict"] == "deny",
            "the rule did not match: {answer}"
        );
        Ok(())
    })
    .await?;
    Ok(Measured { health, evaluate })
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
