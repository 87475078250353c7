//! Clients that each send one request after the other, as fast as the answers come.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::http::{Answer, Connection};
use crate::tally::{Answered, Tally};

/// Pause of a client whose connection ended before it connects again.
const RECONNECT_PAUSE: Duration = Duration::from_millis(20);

/// How many requests further on each client begins.
const STRIDE: usize = 7;

/// A prepared request.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Which of the tally's classes it counts for.
    pub class: usize,
    /// The bytes to send.
    pub bytes: Vec<u8>,
}

/// What clients do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The server.
    pub address: SocketAddr,
    /// How many clients, each with a connection of its own.
    pub clients: usize,
    /// What they send, round and round, each from another place on.
    pub requests: Arc<[Prepared]>,
    /// How many classes the requests have.
    pub classes: usize,
    /// Whether a client that is told to come back later does so.
    pub patient: bool,
}

/// Clients at work.
#[derive(Debug)]
pub struct Load {
    clients: JoinSet<anyhow::Result<Tally>>,
    classes: usize,
    stop: Arc<AtomicBool>,
    started: Instant,
}

impl Load {
    /// Lets the clients begin.
    #[must_use]
    pub fn start(plan: &Plan) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let mut clients = JoinSet::new();
        for number in 0..plan.clients {
            // So that clients side by side do not send the same.
            let first = number * STRIDE;
            clients.spawn(client(plan.clone(), first, Arc::clone(&stop)));
        }
        Self {
            clients,
            classes: plan.classes,
            stop,
            started: Instant::now(),
        }
    }

    /// Lets the clients finish what they have sent and adds up what they saw.
    ///
    /// # Errors
    /// When a client failed, which nothing that a server does can cause.
    pub async fn stop(mut self) -> anyhow::Result<Tally> {
        self.stop.store(true, Ordering::Relaxed);
        let seconds = self.started.elapsed().as_secs_f64();
        let mut tally = Tally::new(self.classes)?;
        while let Some(ended) = self.clients.join_next().await {
            tally.add(&ended??)?;
        }
        tally.seconds = seconds;
        Ok(tally)
    }
}

/// Lets the clients work for `time`.
///
/// # Errors
/// As [`Load::stop`].
pub async fn run(plan: &Plan, time: Duration) -> anyhow::Result<Tally> {
    let load = Load::start(plan);
    tokio::time::sleep(time).await;
    load.stop().await
}

async fn client(plan: Plan, first: usize, stop: Arc<AtomicBool>) -> anyhow::Result<Tally> {
    let mut tally = Tally::new(plan.classes)?;
    let mut connection = None;
    let mut requests = plan.requests.iter().cycle();
    if let Some(skipped) = (first % plan.requests.len().max(1)).checked_sub(1) {
        requests.nth(skipped);
    }
    for request in requests {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let started = Instant::now();
        let answer = match exchange(&mut connection, plan.address, &request.bytes).await {
            Ok(answer) => answer,
            Err(_) => {
                tally.count(request.class, Answered::Broken, started.elapsed())?;
                connection = None;
                tokio::time::sleep(RECONNECT_PAUSE).await;
                continue;
            }
        };
        tally.count(request.class, Answered::of(&answer), started.elapsed())?;
        let pause = answer.retry_after.filter(|_| plan.patient);
        if answer.closes {
            connection = None;
        }
        if let Some(seconds) = pause {
            wait(Duration::from_secs(seconds), &stop).await;
        }
    }
    Ok(tally)
}

async fn exchange<'c>(
    connection: &'c mut Option<Connection>,
    address: SocketAddr,
    request: &[u8],
) -> std::io::Result<Answer<'c>> {
    let open = match connection {
        Some(open) => open,
        none => none.insert(Connection::open(address).await?),
    };
    open.exchange(request).await
}

/// Waits, but not past the end of the load.
async fn wait(time: Duration, stop: &AtomicBool) {
    const STEP: Duration = Duration::from_millis(50);
    let end = Instant::now() + time;
    while Instant::now() < end && !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(STEP).await;
    }
}
