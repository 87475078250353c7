//! `acteon plugin bench`.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde::Serialize;

use super::local::{LocalCall, duration_us};
use crate::error::{CliError, NO};
use crate::show::{Output, bytes, facts, microseconds, printable};

/// Calls before the ones that count.
const WARM_UP: u32 = 10;
/// Where the histogram ends: the longest timeout, in microseconds.
const LONGEST_US: u64 = 60_000_000;

/// What to measure.
#[derive(clap::Args)]
pub struct BenchCommand {
    #[command(flatten)]
    call: LocalCall,
    /// How many calls to measure
    #[arg(long, short = 'n', default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
    calls: u32,
    /// Stop after this many seconds, however many calls were made
    #[arg(long, default_value_t = 30, value_name = "SECONDS")]
    most_seconds: u64,
}

#[derive(Serialize)]
struct Measured {
    calls: u64,
    p50_us: u64,
    p95_us: u64,
    p99_us: u64,
    max_us: u64,
    calls_per_second: f64,
    memory_used_bytes: u64,
    size_bytes: u64,
    compile_ms: u64,
}

/// Measures. Ends with 1 when a call failed.
///
/// # Errors
/// When the module or the action is not what it has to be.
pub fn run(command: &BenchCommand, output: &Output) -> Result<ExitCode, CliError> {
    let compiling = Instant::now();
    let ready = command.call.ready()?;
    let compile_ms = u64::try_from(compiling.elapsed().as_millis()).unwrap_or(u64::MAX);
    let path = &command.call.module.module;
    let size_bytes = std::fs::metadata(path)
        .map_err(|error| CliError::read(path, error))?
        .len();
    for _ in 0..WARM_UP {
        ready.call();
    }
    let mut durations = Histogram::<u64>::new_with_max(LONGEST_US, 3)
        .map_err(|error| CliError::Host(error.to_string()))?;
    let mut memory_used_bytes = 0;
    let (began, most) = (Instant::now(), Duration::from_secs(command.most_seconds));
    for _ in 0..command.calls {
        let invocation = ready.call();
        if let Err(failure) = &invocation.result {
            output.print(failure, |failure| {
                format!(
                    "a call failed ({}): {}",
                    failure.kind.as_str(),
                    printable(&failure.message)
                )
            })?;
            return Ok(ExitCode::from(NO));
        }
        durations.saturating_record(duration_us(&invocation));
        memory_used_bytes = memory_used_bytes.max(invocation.memory_used_bytes);
        if began.elapsed() > most {
            break;
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "calls are far fewer than 2^52")]
    let calls_per_second = durations.len() as f64 / began.elapsed().as_secs_f64();
    let measured = Measured {
        calls: durations.len(),
        p50_us: durations.value_at_quantile(0.50),
        p95_us: durations.value_at_quantile(0.95),
        p99_us: durations.value_at_quantile(0.99),
        max_us: durations.max(),
        calls_per_second,
        memory_used_bytes,
        size_bytes,
        compile_ms,
    };
    output.print(&measured, |measured| {
        facts(&[
            ("Calls", measured.calls.to_string()),
            ("Half within", microseconds(measured.p50_us)),
            ("95 % within", microseconds(measured.p95_us)),
            ("99 % within", microseconds(measured.p99_us)),
            ("Longest", microseconds(measured.max_us)),
            (
                "Calls a second",
                format!("{:.0}, one after the other", measured.calls_per_second),
            ),
            ("Memory", bytes(measured.memory_used_bytes)),
            ("Module", bytes(measured.size_bytes)),
            ("Read and compiled", format!("{} ms", measured.compile_ms)),
        ])
    })?;
    Ok(ExitCode::SUCCESS)
}
