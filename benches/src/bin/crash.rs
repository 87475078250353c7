//! Kills the server in the middle of registrations, replacements and deletions, again and again,
//! and checks after each restart that the store opens and that nothing acknowledged is missing.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use acteon_benches::module;
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server};
use anyhow::{Context as _, ensure};
use clap::Parser;
use tokio::task::JoinSet;

const CLIENTS: u64 = 4;
const PLUGINS_PER_CLIENT: u64 = 8;
/// A round's client works for a random time up to this before the server is killed.
const LONGEST_ROUND_MS: u64 = 400;

#[derive(Parser)]
#[command(about = "Kills the server during changes; nothing acknowledged may be lost")]
struct Arguments {
    /// The server to kill.
    #[arg(long, default_value = "target/release/acteon-server")]
    server: PathBuf,
    /// How often to kill it.
    #[arg(long, default_value_t = 50)]
    rounds: u64,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
}

/// What is known about one plugin. `None` means that there is none of that name.
#[derive(Clone, Default)]
struct Known {
    /// SHA-256 of the module that the server acknowledged last.
    acknowledged: Option<String>,
    /// What the change in flight when the server was killed would have made of it.
    in_flight: Option<Option<String>>,
}

type Plugins = BTreeMap<String, Known>;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let home = Home::new("rules: []\n")?;
    let tiny = module::tiny()?;
    let mut plugins = Plugins::new();
    let mut acknowledged = 0;
    let mut open_changes = 0;
    for round in 0..=arguments.rounds {
        let server = Arc::new(
            Server::start(&arguments.server, &home)
                .await
                .with_context(|| format!("after {round} kills"))?,
        );
        open_changes += settle(&server, &mut plugins)
            .await
            .with_context(|| format!("after {round} kills"))?;
        if round < arguments.rounds {
            acknowledged += work_until_killed(&server, &mut plugins, &tiny).await?;
        }
    }
    let mut report = Report::new(
        "crash",
        format!(
            "{CLIENTS} clients register, replace and delete plugins until the server is killed \
             with SIGKILL; after every restart the plugins and the SHA-256 of their modules are \
             compared with what was acknowledged; the first difference ends it with an error"
        ),
    );
    report.add("kills", arguments.rounds as f64, "");
    report.add("acknowledged changes", acknowledged as f64, "");
    report.add("changes in flight when killed", open_changes as f64, "");
    report.print(arguments.json)
}

/// Compares what the server has with what is known, and takes over how the changes in flight
/// ended. Returns how many there were.
async fn settle(server: &Server, plugins: &mut Plugins) -> anyhow::Result<usize> {
    let list = server.get("/v1/wasm/plugins").await?;
    let mut found = BTreeMap::new();
    for plugin in list["plugins"].as_array().into_iter().flatten() {
        let name = plugin["name"].as_str().context("a plugin has no name")?;
        let detail = server.get(&format!("/v1/wasm/plugins/{name}")).await?;
        ensure!(
            detail["status"] == "active",
            "`{name}` is not active: {detail}"
        );
        let sha256 = detail["sha256"]
            .as_str()
            .context("a plugin has no sha256")?;
        found.insert(name.to_owned(), sha256.to_owned());
    }
    let mut in_flight = 0;
    for (name, known) in plugins {
        let present = found.remove(name);
        if present != known.acknowledged {
            ensure!(
                known.in_flight.as_ref() == Some(&present),
                "`{name}` is {present:?}, acknowledged was {:?}, in flight {:?}",
                known.acknowledged,
                known.in_flight
            );
        }
        in_flight += usize::from(known.in_flight.take().is_some());
        known.acknowledged = present;
    }
    ensure!(found.is_empty(), "nobody registered {:?}", found.keys());
    Ok(in_flight)
}

/// Lets the clients change their plugins, kills the server at a random moment, and returns how many
/// changes it had acknowledged.
async fn work_until_killed(
    server: &Arc<Server>,
    plugins: &mut Plugins,
    tiny: &[u8],
) -> anyhow::Result<u64> {
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let own = (0..PLUGINS_PER_CLIENT)
            .map(|index| format!("client-{client}-plugin-{index}"))
            .map(|name| (name.clone(), plugins.remove(&name).unwrap_or_default()))
            .collect();
        clients.spawn(change(server.clone(), own, tiny.to_vec()));
    }
    tokio::time::sleep(Duration::from_millis(random()? % LONGEST_ROUND_MS)).await;
    server.kill()?;
    let mut acknowledged = 0;
    while let Some(ended) = clients.join_next().await {
        let (own, count) = ended??;
        plugins.extend(own);
        acknowledged += count;
    }
    Ok(acknowledged)
}

/// One client: changes its own plugins, one after the other, until the connection breaks.
async fn change(
    server: Arc<Server>,
    mut own: Plugins,
    tiny: Vec<u8>,
) -> anyhow::Result<(Plugins, u64)> {
    let names: Vec<String> = own.keys().cloned().collect();
    let mut acknowledged = 0;
    loop {
        let name = &names[(random()? % PLUGINS_PER_CLIENT) as usize];
        let known = own.entry(name.clone()).or_default();
        let next = module::tagged(&tiny, random()?);
        let sha256 = Some(module::sha256(&next));
        let (after, result) = match (&known.acknowledged, random()? % 4) {
            (None, _) => {
                known.in_flight = Some(sha256.clone());
                (sha256, server.register(name, next).await)
            }
            (Some(_), 0) => {
                known.in_flight = Some(None);
                (None, server.delete(name).await)
            }
            (Some(_), _) => {
                known.in_flight = Some(sha256.clone());
                (sha256, server.replace(name, next).await)
            }
        };
        match result {
            Ok(()) => {
                known.acknowledged = after;
                known.in_flight = None;
                acknowledged += 1;
            }
            // The server is gone. Anything else, a wrong status above all, is a failure.
            Err(error) if error.is::<reqwest::Error>() => return Ok((own, acknowledged)),
            Err(error) => return Err(error),
        }
    }
}

fn random() -> anyhow::Result<u64> {
    getrandom::u64().map_err(|error| anyhow::anyhow!("no randomness: {error}"))
}
