//! How long a server with 100 registered plugins takes until it is ready: with the compiled code of
//! the last run, and when it must compile them all.

use std::fs;
use std::path::PathBuf;

use acteon_benches::module;
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server};
use anyhow::{Context as _, ensure};
use clap::Parser;

/// Folder of compiled code inside the data folder.
const CODE_CACHE: &str = "code-cache";
const STARTS: usize = 3;

#[derive(Parser)]
#[command(about = "Start with registered plugins: from compiled code against compiling")]
struct Arguments {
    /// A compiled plugin; each registered one is this with other contents in a custom section.
    sample: PathBuf,
    /// The server to measure.
    #[arg(long, default_value = "target/release/acteon-server")]
    server: PathBuf,
    /// Plugins to register.
    #[arg(long, default_value_t = 100)]
    plugins: u64,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let sample = fs::read(&arguments.sample)
        .with_context(|| format!("cannot read `{}`", arguments.sample.display()))?;
    let home = Home::new("rules: []\n")?;

    let server = Server::start(&arguments.server, &home).await?;
    for index in 0..arguments.plugins {
        let name = format!("plugin-{index}");
        server
            .register(&name, module::tagged(&sample, index))
            .await?;
    }
    server.kill()?;

    let mut cached = f64::INFINITY;
    for _ in 0..STARTS {
        cached = cached.min(ready_seconds(&arguments, &home).await?);
    }
    let cache = home.data_dir().join(CODE_CACHE);
    ensure!(
        fs::read_dir(&cache).is_ok_and(|mut entries| entries.next().is_some()),
        "the server keeps no compiled code in `{}`",
        cache.display()
    );
    fs::remove_dir_all(&cache)?;
    let compiled = ready_seconds(&arguments, &home).await?;

    let mut report = Report::new(
        "startup",
        format!(
            "from the start of the process until `/ready` answers 200, with {} registered plugins \
             of {} bytes each; best of {STARTS} starts from compiled code, one start without",
            arguments.plugins,
            sample.len()
        ),
    );
    report.add_at_most("start from compiled code", cached, "s", 1.0);
    report.add("start that compiles", compiled, "s");
    report.add_at_least("compiling / compiled", compiled / cached, "times", 50.0);
    report.print(arguments.json)
}

/// Starts the server, checks that every plugin is usable, and says how long it took to be ready.
async fn ready_seconds(arguments: &Arguments, home: &Home) -> anyhow::Result<f64> {
    let server = Server::start(&arguments.server, home).await?;
    let seconds = server.ready_after.as_secs_f64();
    let list = server.get("/v1/wasm/plugins").await?;
    let active = list["plugins"].as_array().map_or(0, |plugins| {
        plugins
            .iter()
            .filter(|plugin| plugin["status"] == "active")
            .count()
    });
    ensure!(
        active as u64 == arguments.plugins,
        "{active} of {} plugins are active after the start",
        arguments.plugins
    );
    server.kill()?;
    Ok(seconds)
}
