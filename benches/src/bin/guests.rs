//! How punctual the host is: the time that each hostile guest takes, against its limit.

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use acteon_benches::report::Report;
use acteon_core::{PluginLimits, SnapshotMode};
use acteon_wasm::{Host, HostConfig, InvokeRequest};
use anyhow::Context as _;
use clap::Parser;

/// How late a call may end, in milliseconds.
const MAX_LATE_MS: f64 = 10.0;
const INPUT: &[u8] = br#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{},"metadata":{}}"#;

#[derive(Parser)]
#[command(about = "Hostile modules: how late the host ends them")]
struct Arguments {
    /// Folder of modules in the text format.
    #[arg(long, default_value = "crates/wasm/tests/guests")]
    folder: PathBuf,
    /// Time limit of every call in milliseconds.
    #[arg(long, default_value_t = 20)]
    timeout_ms: u64,
    /// Memory limit of every call in bytes.
    #[arg(long, default_value_t = 128 * 1024 * 1024)]
    memory_limit_bytes: u64,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// What one guest took.
struct Times {
    name: String,
    prepare: Duration,
    /// None when it was refused.
    call: Option<Duration>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let limits = PluginLimits::new(arguments.memory_limit_bytes, arguments.timeout_ms)?;
    let host = Host::new(HostConfig {
        max_instances: 4,
        code_cache: None,
    })?;
    let folder = std::fs::read_dir(&arguments.folder)
        .with_context(|| format!("cannot read `{}`", arguments.folder.display()))?;
    let mut guests = Vec::new();
    for entry in folder {
        guests.push(measure(&host, limits, &entry?.path())?);
    }
    let called = guests.iter().filter(|guest| guest.call.is_some()).count();
    let mut report = Report::new(
        "guests",
        format!(
            "{} hostile modules, {called} of them called with a limit of {} ms",
            guests.len(),
            arguments.timeout_ms
        ),
    );
    let limit = Duration::from_millis(arguments.timeout_ms);
    let late = |guest: &Times| guest.call.map(|call| call.saturating_sub(limit));
    guests.sort_by_key(|guest| std::cmp::Reverse(late(guest)));
    for guest in guests.iter().take(8) {
        if let Some(late) = late(guest) {
            report.add_at_most(
                format!("`{}` ended late by", guest.name),
                late.as_secs_f64() * 1000.0,
                "ms",
                MAX_LATE_MS,
            );
        }
    }
    guests.sort_by_key(|guest| std::cmp::Reverse(guest.prepare));
    for guest in guests.iter().take(3) {
        let seconds = guest.prepare.as_secs_f64();
        report.add(
            format!("`{}` prepared or refused in", guest.name),
            seconds * 1000.0,
            "ms",
        );
    }
    report.print(arguments.json)
}

fn measure(host: &Host, limits: PluginLimits, path: &std::path::Path) -> anyhow::Result<Times> {
    let bytes = std::fs::read(path)?;
    let bytes = wat::parse_bytes(&bytes)?;
    let started = Instant::now();
    let prepared = host.prepare(&bytes, limits, SnapshotMode::default());
    let prepare = started.elapsed();
    let request = InvokeRequest {
        function: "evaluate",
        input: INPUT,
        limits,
        deadline: None,
        realtime: SystemTime::now(),
    };
    Ok(Times {
        name: path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        prepare,
        call: prepared
            .ok()
            .map(|module| host.invoke(&module, &request).duration),
    })
}
