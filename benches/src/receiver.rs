//! A receiver of webhooks that does what it is told: answer, answer late, fail, be away.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::watch;

use crate::server::free_port;

/// What the receiver does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Answers 200 after this time.
    Answers(Duration),
    /// Answers 500.
    Broken,
    /// Nobody listens, and every connection is cut.
    Away,
}

type Deliveries = Arc<Mutex<HashMap<String, u64>>>;

/// A receiver, in a thread of its own. Dropped, it is away for good.
#[derive(Debug)]
pub struct Receiver {
    address: SocketAddr,
    mood: watch::Sender<Mood>,
    deliveries: Deliveries,
}

#[derive(Clone)]
struct Shared {
    mood: watch::Receiver<Mood>,
    deliveries: Deliveries,
}

impl Receiver {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// When there is no free port or no thread.
    pub fn start(mood: Mood) -> anyhow::Result<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let (sender, receiver) = watch::channel(mood);
        let deliveries = Deliveries::default();
        let shared = Shared {
            mood: receiver,
            deliveries: Arc::clone(&deliveries),
        };
        thread::Builder::new()
            .name("receiver".to_owned())
            .spawn(move || {
                if let Err(error) = receive(address, &shared) {
                    eprintln!("the receiver failed: {error:#}");
                }
            })?;
        Ok(Self {
            address,
            mood: sender,
            deliveries,
        })
    }

    /// Where webhooks are to be sent.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/actions", self.address)
    }

    /// Changes what it does, from the next webhook on.
    pub fn set(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }

    /// How often each action was received, by `Idempotency-Key`.
    #[must_use]
    pub fn deliveries(&self) -> HashMap<String, u64> {
        (self
            .deliveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner))
        .clone()
    }
}

/// Listens whenever it is not away, until nobody can change its mood any more.
fn receive(address: SocketAddr, shared: &Shared) -> anyhow::Result<()> {
    let mut mood = shared.mood.clone();
    loop {
        // One for each presence: with it end the connections.
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let goes_on = runtime.block_on(async {
            if mood.wait_for(|mood| *mood != Mood::Away).await.is_err() {
                return anyhow::Ok(false);
            }
            let listener = TcpListener::bind(address)
                .await
                .with_context(|| format!("cannot listen on {address}"))?;
            let router = Router::new()
                .route("/actions", post(action))
                .with_state(shared.clone());
            tokio::select! {
                served = async { axum::serve(listener, router).await } => served.map(|()| false)
                    .map_err(Into::into),
                changed = mood.wait_for(|mood| *mood == Mood::Away) => Ok(changed.is_ok()),
            }
        })?;
        if !goes_on {
            return Ok(());
        }
    }
}

async fn action(State(shared): State<Shared>, headers: HeaderMap, _body: Bytes) -> StatusCode {
    let id = headers
        .get("idempotency-key")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    *(shared.deliveries.lock())
        .unwrap_or_else(PoisonError::into_inner)
        .entry(id.to_owned())
        .or_default() += 1;
    let mood = *shared.mood.borrow();
    match mood {
        Mood::Answers(after) => {
            tokio::time::sleep(after).await;
            StatusCode::OK
        }
        Mood::Broken | Mood::Away => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
