//! What a plugin takes: to compile, in memory, for each call.

use std::time::{Duration, Instant, SystemTime};

use acteon_benches::inputs;
use acteon_core::SnapshotMode;
use acteon_wasm::{Host, InvokeRequest, PreparedModule};
use anyhow::{Context as _, Result, ensure};
use hdrhistogram::Histogram;
use serde::Serialize;
use serde_json::json;

use crate::suite::limits;

/// Calls before anything is measured.
const WARM_UP: u32 = 50;
/// Calls in one mode before the other has its turn.
const TURN: u32 = 100;
/// Longest that one mode is measured.
const LONGEST: Duration = Duration::from_secs(20);

/// The figures of one plugin.
#[derive(Serialize)]
pub struct Figures {
    /// Preparing without a snapshot: inspected, compiled, tried out; in milliseconds.
    prepare_ms: f64,
    /// The same with the snapshot; none when the module allows none or has nothing to initialise.
    prepare_snapshot_ms: Option<f64>,
    /// What is the same for all calls with a snapshot.
    frozen: Option<String>,
    /// Why there is no snapshot.
    no_snapshot: Option<String>,
    /// Memory of an ordinary call in bytes.
    memory_bytes: u64,
    /// Half of the calls take at most so long, in microseconds, initialising every time.
    call_us: f64,
    /// The same with a snapshot.
    call_snapshot_us: Option<f64>,
    /// Units of fuel of a call, and of the initialisation.
    fuel: u64,
    initialisation_fuel: u64,
    /// The largest action that is answered rightly, in bytes.
    largest_input_bytes: u64,
}

pub fn measure(host: &Host, bytes: &[u8], calls: u32) -> Result<Figures> {
    let prepare = |mode| -> Result<(PreparedModule, f64)> {
        let started = Instant::now();
        let module = host.prepare(bytes, limits()?, mode)?;
        Ok((module, started.elapsed().as_secs_f64() * 1e3))
    };
    let (plain, prepare_ms) = prepare(SnapshotMode::Never)?;
    let (snapshot, no_snapshot) = match prepare(SnapshotMode::Always) {
        Ok((module, took)) if module.snapshot().is_taken() => (Some((module, took)), None),
        Ok((module, _)) => (None, Some(module.snapshot().to_string())),
        Err(error) => (None, Some(error.to_string())),
    };
    let usual = inputs::action(&json!({"priority": "low", "to": "kim@shop.example"}), false);
    let request = request(&usual)?;
    let invocation = host.invoke(&plain, &request);
    host.prepare_cost(&plain, bytes)?;
    let cost = host.cost(&plain, &request).context("there is no cost")??;
    let mut times = Histogram::<u64>::new(3)?;
    let mut with_snapshot = Histogram::<u64>::new(3)?;
    call(host, &plain, &request, WARM_UP, None)?;
    if let Some((module, _)) = &snapshot {
        call(host, module, &request, WARM_UP, None)?;
    }
    let started = Instant::now();
    for _ in 0..calls.div_ceil(TURN) {
        call(host, &plain, &request, TURN, Some(&mut times))?;
        if let Some((module, _)) = &snapshot {
            call(host, module, &request, TURN, Some(&mut with_snapshot))?;
        }
        if started.elapsed() > LONGEST {
            break;
        }
    }
    let p50 = |times: &Histogram<u64>| times.value_at_quantile(0.5) as f64 / 1e3;
    let best = snapshot.as_ref().map_or(&plain, |(module, _)| module);
    Ok(Figures {
        prepare_ms,
        prepare_snapshot_ms: snapshot.as_ref().map(|(_, took)| *took),
        frozen: snapshot
            .as_ref()
            .and_then(|(module, _)| module.snapshot().frozen())
            .map(|frozen| frozen.to_string()),
        no_snapshot,
        memory_bytes: invocation.memory_used_bytes,
        call_us: p50(&times),
        call_snapshot_us: snapshot.as_ref().map(|_| p50(&with_snapshot)),
        fuel: cost.fuel,
        initialisation_fuel: cost.initialisation_fuel,
        largest_input_bytes: largest(host, best)?,
    })
}

fn request(input: &[u8]) -> Result<InvokeRequest<'_>> {
    Ok(InvokeRequest {
        function: "evaluate",
        input,
        limits: limits()?,
        deadline: None,
        realtime: SystemTime::now(),
    })
}

fn call(
    host: &Host,
    module: &PreparedModule,
    request: &InvokeRequest<'_>,
    calls: u32,
    mut times: Option<&mut Histogram<u64>>,
) -> Result<()> {
    for _ in 0..calls {
        let started = Instant::now();
        let invocation = host.invoke(module, request);
        if let Some(times) = &mut times {
            times.record(u64::try_from(started.elapsed().as_nanos())?)?;
        }
        ensure!(!invocation.result?.verdict, "the plugin answers true");
    }
    Ok(())
}

/// The largest action that the plugin answers rightly, to the kilobyte. Larger ones all fail, as
/// far as halving the range tells.
fn largest(host: &Host, module: &PreparedModule) -> Result<u64> {
    const STEP: usize = 1024;
    let (mut good, mut bad) = (0, 16 * 1024);
    while bad - good > 1 {
        let middle = usize::midpoint(good, bad);
        let text = "x".repeat(middle * STEP);
        let input = inputs::action(&json!({"blob": text, "priority": "low"}), false);
        let answer = host.invoke(module, &request(&input)?).result;
        if answer.is_ok_and(|output| !output.verdict) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    Ok((good * STEP) as u64)
}
