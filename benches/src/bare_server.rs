//! The least that an HTTP server on axum must do for a request: read the same JSON, into the same
//! types, and write the same answer, decided by nobody.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use acteon_api_types::{DispatchOutcome, DispatchRequest, EvaluateRequest, EvaluateResponse};
use anyhow::{Context as _, bail};
use axum::extract::State;
use axum::routing::post;
use axum::serve::ListenerExt as _;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tokio::net::{TcpListener, TcpStream};

use crate::server::free_port;

/// What it answers, whatever it is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answers {
    /// To `POST /v1/rules/evaluate`.
    pub evaluate: EvaluateResponse,
    /// To `POST /v1/dispatch`.
    pub dispatch: DispatchOutcome,
}

/// A bare server in a process of its own. Dropped, it is killed.
#[derive(Debug)]
pub struct BareServer {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl BareServer {
    /// Starts this very program again, which must call [`serve`] when it gets the arguments
    /// `--floor-port PORT --floor-answers FILE`.
    ///
    /// # Errors
    /// When it does not start, or nobody listens after ten seconds.
    pub async fn start(answers: &Answers, folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join("answers.json");
        std::fs::write(&file, serde_json::to_vec(answers)?)?;
        let port = free_port()?;
        let child = Command::new(std::env::current_exe()?)
            .args(["--floor-port", &port.to_string(), "--floor-answers"])
            .arg(&file)
            .stdin(Stdio::null())
            .spawn()
            .context("the bare server does not start")?;
        let server = Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
        };
        for _ in 0..1000 {
            if TcpStream::connect(server.address).await.is_ok() {
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        bail!("the bare server does not listen")
    }

    /// Its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for BareServer {
    fn drop(&mut self) {
        // Fails only when the process is gone already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until the process is killed.
///
/// # Errors
/// When the answers cannot be read or the port is taken.
pub async fn serve(port: u16, answers: &Path) -> anyhow::Result<()> {
    let answers: Answers = serde_json::from_slice(&std::fs::read(answers)?)?;
    let router = Router::new()
        .route("/v1/rules/evaluate", post(evaluate))
        .route("/v1/dispatch", post(dispatch))
        .with_state(&*Box::leak(Box::new(answers)));
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let listener = listener.tap_io(|stream| {
        // Only makes answers later when it fails.
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router).await?;
    Ok(())
}

async fn evaluate(
    State(answers): State<&'static Answers>,
    Json(request): Json<EvaluateRequest>,
) -> Json<&'static EvaluateResponse> {
    std::hint::black_box(request);
    Json(&answers.evaluate)
}

async fn dispatch(
    State(answers): State<&'static Answers>,
    Json(request): Json<DispatchRequest>,
) -> Json<&'static DispatchOutcome> {
    std::hint::black_box(request);
    Json(&answers.dispatch)
}
