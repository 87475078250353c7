//! What one invocation costs: `Host::invoke` against the least that bare Wasmtime must do for the
//! same plugin interface, in turns; and how much memory a process keeps after many of them.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use acteon_benches::floor::Floor;
use acteon_benches::report::Report;
use acteon_benches::{module, process};
use acteon_core::{PluginLimits, SnapshotMode};
use acteon_wasm::{Host, HostConfig, InvokeRequest, PreparedModule};
use anyhow::{Context as _, ensure};
use clap::Parser;
use hdrhistogram::Histogram;

/// Instances of both engines.
const INSTANCES: u32 = 64;
/// Calls of one side before the other has its turn: short, so that both see the same machine.
const TURN: u32 = 500;
/// Calls before anything is measured.
const WARM_UP: u32 = 2_000;
/// The goal: how many times bare Wasmtime's time an invocation may take.
const MAX_RATIO: f64 = 1.3;
const INPUT: &str = r#"{"namespace":"payments","tenant":"acme","provider":"email","action_type":"payment","payload":{"priority":"high","amount":1200,"to":"user@example.com","subject":"your order"},"metadata":{"source":"api","region":"eu"}}"#;

#[derive(Parser)]
#[command(about = "One invocation: the plugin host against bare Wasmtime")]
struct Arguments {
    /// A compiled plugin: the specification's sample in Rust.
    sample: PathBuf,
    /// Calls to measure, for each module and side.
    #[arg(long, default_value_t = 100_000)]
    calls: u32,
    /// Invocations after which the memory of the process is measured a second time; the first is
    /// after 10,000.
    #[arg(long, default_value_t = 1_000_000)]
    invocations: u32,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let sample = std::fs::read(&arguments.sample)
        .with_context(|| format!("cannot read `{}`", arguments.sample.display()))?;
    let host = Host::new(HostConfig {
        max_instances: INSTANCES,
        code_cache: None,
    })?;
    let mut report = Report::new(
        "invocation",
        format!(
            "one call on a fresh instance, {} calls a side in turns of {TURN}",
            arguments.calls
        ),
    );
    for (name, bytes) in [("tiny module", module::tiny()?), ("Rust plugin", sample)] {
        compare(&mut report, &host, name, &bytes, arguments.calls)?;
        if name == "Rust plugin" {
            memory(&mut report, &host, &bytes, arguments.invocations)?;
        }
    }
    report.print(arguments.json)
}

fn compare(
    report: &mut Report,
    host: &Host,
    name: &str,
    bytes: &[u8],
    calls: u32,
) -> anyhow::Result<()> {
    let limits = PluginLimits::default();
    let prepared = host.prepare(bytes, limits, SnapshotMode::default())?;
    let floor = Floor::new(bytes, INSTANCES, limits)?;
    invoke(host, &prepared, WARM_UP, None)?;
    bare(&floor, WARM_UP, None)?;
    let mut ours = Histogram::<u64>::new(3)?;
    let mut theirs = Histogram::<u64>::new(3)?;
    for turn in 0..calls.div_ceil(TURN) {
        // Who begins changes, so that neither always runs on the other's warm caches.
        if turn % 2 == 0 {
            invoke(host, &prepared, TURN, Some(&mut ours))?;
            bare(&floor, TURN, Some(&mut theirs))?;
        } else {
            bare(&floor, TURN, Some(&mut theirs))?;
            invoke(host, &prepared, TURN, Some(&mut ours))?;
        }
    }
    let p50 = |side: &Histogram<u64>| side.value_at_quantile(0.5) as f64 / 1000.0;
    let mean = |side: &Histogram<u64>| side.mean() / 1000.0;
    report.add(format!("{name}, host, p50"), p50(&ours), "µs");
    report.add(format!("{name}, bare Wasmtime, p50"), p50(&theirs), "µs");
    report.add_at_most(
        format!("{name}, ratio of p50"),
        p50(&ours) / p50(&theirs),
        "times",
        MAX_RATIO,
    );
    report.add(format!("{name}, host, mean"), mean(&ours), "µs");
    report.add(format!("{name}, bare Wasmtime, mean"), mean(&theirs), "µs");
    report.add_at_most(
        format!("{name}, ratio of means"),
        mean(&ours) / mean(&theirs),
        "times",
        MAX_RATIO,
    );
    Ok(())
}

fn invoke(
    host: &Host,
    module: &PreparedModule,
    calls: u32,
    mut times: Option<&mut Histogram<u64>>,
) -> anyhow::Result<()> {
    let request = InvokeRequest {
        function: "evaluate",
        input: INPUT.as_bytes(),
        limits: PluginLimits::default(),
        deadline: None,
        realtime: SystemTime::now(),
    };
    for _ in 0..calls {
        let started = Instant::now();
        let invocation = black_box(host.invoke(module, &request));
        if let Some(times) = &mut times {
            times.record(u64::try_from(started.elapsed().as_nanos())?)?;
        }
        ensure!(invocation.result?.verdict, "the plugin answers false");
    }
    Ok(())
}

fn bare(floor: &Floor, calls: u32, mut times: Option<&mut Histogram<u64>>) -> anyhow::Result<()> {
    for _ in 0..calls {
        let started = Instant::now();
        let verdict = black_box(floor.call(INPUT.as_bytes())?);
        if let Some(times) = &mut times {
            times.record(u64::try_from(started.elapsed().as_nanos())?)?;
        }
        ensure!(verdict, "the plugin answers false");
    }
    Ok(())
}

/// Memory of the process after a few and after many invocations.
fn memory(report: &mut Report, host: &Host, bytes: &[u8], invocations: u32) -> anyhow::Result<()> {
    const FIRST: u32 = 10_000;
    let prepared = host.prepare(bytes, PluginLimits::default(), SnapshotMode::default())?;
    invoke(host, &prepared, FIRST, None)?;
    let first = process::resident_mib(std::process::id())?;
    invoke(host, &prepared, invocations.saturating_sub(FIRST), None)?;
    let last = process::resident_mib(std::process::id())?;
    report.add(format!("memory after {FIRST} invocations"), first, "MiB");
    report.add(
        format!("memory after {invocations} invocations"),
        last,
        "MiB",
    );
    report.add_at_most("growth of memory", last - first, "MiB", 1.0);
    Ok(())
}
