//! Kills the server in the middle of dispatches, again and again, and checks after each restart
//! that every acknowledged action has its one audit record, and that what was decided by state
//! stays decided.

mod books;
mod records;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use acteon_api_types::DispatchOutcome;
use acteon_benches::receiver::{Mood, Receiver};
use acteon_benches::report::Report;
use acteon_benches::server::{Home, Server, expect};
use anyhow::{Context as _, ensure};
use clap::Parser;
use jiff::Timestamp;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::task::JoinSet;

use self::books::{Books, Kind, Sent, WINDOW_LIMIT, WINDOW_SECONDS};

const CLIENTS: u64 = 8;
/// The clients of a round work for a random time up to this before the server is killed.
const LONGEST_ROUND_MS: u64 = 500;
/// How late the receiver answers, so that the server is often killed while it waits.
const RECEIVER_DELAY: Duration = Duration::from_millis(3);
/// Dedup keys that are tried again after each restart.
const KEYS_TRIED: usize = 8;

#[derive(Parser)]
#[command(about = "Kills the server during dispatches; nothing acknowledged may be lost")]
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

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let receiver = Receiver::start(Mood::Answers(RECEIVER_DELAY))?;
    let home = Home::with_config(&rules(), "", &providers(&receiver))?;
    let mut books = Books::default();
    let keys = Arc::new(AtomicU64::new(0));
    let mut begin = Timestamp::now();
    for round in 0..=arguments.rounds {
        let after = || format!("after {round} kills");
        let server = Server::start(&arguments.server, &home)
            .await
            .with_context(after)?;
        let server = Arc::new(server);
        let records = records::since(&server, begin).await.with_context(after)?;
        books
            .settle(&records, &receiver.deliveries())
            .with_context(after)?;
        try_keys_again(&server, &books).await.with_context(after)?;
        begin = Timestamp::now();
        if round < arguments.rounds {
            books.sent = work_until_killed(&server, &keys, round).await?;
        } else {
            let all = records::since(&server, Timestamp::UNIX_EPOCH).await?;
            books.check_all(&all, &receiver.deliveries())?;
        }
    }
    let mut report = Report::new(
        "dispatch_crash",
        format!(
            "{CLIENTS} clients dispatch to a `log` provider and to a webhook that really receives, \
             under rules that suppress, deduplicate and throttle, until the server is killed with \
             SIGKILL; after every restart each acknowledged action has exactly one audit record \
             with the outcome that was answered, each received one has exactly one, no other has \
             two; an executed dedup key is never executed again, and no throttle window admits \
             more than its limit; the first difference ends it with an error"
        ),
    );
    report.add("kills", arguments.rounds as f64, "");
    books.report(&mut report);
    report.print(arguments.json)
}

fn rules() -> String {
    format!(
        "rules:
  - name: spam
    priority: 1
    condition: {{ field: action_type, eq: spam }}
    action: suppress
  - name: once
    priority: 2
    condition: {{ field: action_type, eq: once }}
    action: deduplicate
  - name: limited
    priority: 3
    condition: {{ field: action_type, eq: limited }}
    action: {{ type: throttle, max_count: {WINDOW_LIMIT}, window_seconds: {WINDOW_SECONDS} }}
"
    )
}

fn providers(receiver: &Receiver) -> String {
    format!(
        "[[providers]]\nname = \"email\"\ntype = \"log\"\n\n\
         [[providers]]\nname = \"hooks\"\ntype = \"webhook\"\nurl = \"{}\"\n",
        receiver.url()
    )
}

/// Lets the clients dispatch, kills the server at a random moment, and returns what was sent.
async fn work_until_killed(
    server: &Arc<Server>,
    keys: &Arc<AtomicU64>,
    round: u64,
) -> anyhow::Result<Vec<Sent>> {
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let prefix = format!("{round}-{client}");
        clients.spawn(dispatch_on(server.clone(), keys.clone(), prefix));
    }
    tokio::time::sleep(Duration::from_millis(random()? % LONGEST_ROUND_MS)).await;
    server.kill()?;
    let mut sent = Vec::new();
    while let Some(ended) = clients.join_next().await {
        sent.append(&mut ended??);
    }
    Ok(sent)
}

/// One client: dispatches one action after the other until the connection breaks.
async fn dispatch_on(
    server: Arc<Server>,
    keys: Arc<AtomicU64>,
    prefix: String,
) -> anyhow::Result<Vec<Sent>> {
    let mut sent = Vec::new();
    for number in 0.. {
        let (kind, provider) = match random()? % 8 {
            0 | 1 => (Kind::Plain, "email"),
            2 | 3 => (Kind::Plain, "hooks"),
            4 => (Kind::Once, "email"),
            5 => (Kind::Once, "hooks"),
            6 => (Kind::Limited, "email"),
            _ => (Kind::Spam, "email"),
        };
        let key = (kind == Kind::Once).then(|| key(&keys)).transpose()?;
        let mut action = Sent {
            id: format!("{prefix}-{number}"),
            kind,
            provider,
            key,
            answer: None,
        };
        let result = dispatch(&server, &action).await;
        let ended = match result {
            Ok(answer) => {
                action.answer = Some(answer);
                false
            }
            // The server is gone. Anything else, a wrong status above all, is a failure.
            Err(error) if error.is::<reqwest::Error>() => true,
            Err(error) => return Err(error),
        };
        sent.push(action);
        if ended {
            break;
        }
    }
    Ok(sent)
}

/// A new dedup key, or one that has been used.
fn key(keys: &AtomicU64) -> anyhow::Result<String> {
    let known = keys.load(Ordering::Relaxed);
    let number = if known == 0 || random()? % 2 == 0 {
        keys.fetch_add(1, Ordering::Relaxed)
    } else {
        random()? % known
    };
    Ok(format!("key-{number}"))
}

async fn dispatch(server: &Server, action: &Sent) -> anyhow::Result<DispatchOutcome> {
    let body = json!({
        "id": action.id, "namespace": "bench", "tenant": "bench", "provider": action.provider,
        "action_type": action.kind.action_type(), "dedup_key": action.key,
        "payload": {"to": "user@example.com", "subject": "your order", "amount": 120},
    });
    let request = server.request(Method::POST, "/v1/dispatch").json(&body);
    let answer = expect(StatusCode::OK, request).await?;
    Ok(serde_json::from_slice(&answer)?)
}

/// Dispatches with dedup keys that were used before the server was killed.
async fn try_keys_again(server: &Server, books: &Books) -> anyhow::Result<()> {
    for key in books.used_keys.iter().take(KEYS_TRIED) {
        let again = Sent {
            id: format!("again-{key}-{}", random()?),
            kind: Kind::Once,
            provider: "hooks",
            key: Some(key.clone()),
            answer: None,
        };
        let answer = dispatch(server, &again).await?;
        ensure!(
            answer == DispatchOutcome::Deduplicated,
            "`{key}` was used before the server was killed; now it is {answer:?}"
        );
    }
    Ok(())
}

fn random() -> anyhow::Result<u64> {
    getrandom::u64().map_err(|error| anyhow::anyhow!("no randomness: {error}"))
}
