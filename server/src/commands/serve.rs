//! `acteon-server serve`

use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

use super::CommandError;
use crate::config::Config;
use crate::{StartError, build_state, serve, telemetry};

/// New connections that may wait to be accepted; the system may hold it lower.
const BACKLOG: u32 = 4096;
/// What background work has to end when requests have taken all of `shutdown_timeout_ms`.
const LAST_PATIENCE: Duration = Duration::from_secs(1);

pub(super) fn run(config: Config) -> Result<(), CommandError> {
    // Dropped last, so that it has everything.
    let _log = telemetry::init(&config.log)?;
    let runtime = super::runtime()?;
    runtime.block_on(listen_and_serve(config))
    // Dropping the runtime ends what is left: connections that outlived the time to finish.
}

/// Listens with a queue that a burst of new connections fits into: what the system drops is tried
/// again only after a second.
fn listen(host: &str, port: u16) -> std::io::Result<TcpListener> {
    let host: IpAddr = host.parse().map_err(std::io::Error::other)?;
    let address = SocketAddr::from((host, port));
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // As `TcpListener::bind` does: a port that was just left can be taken again.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

async fn listen_and_serve(config: Config) -> Result<(), CommandError> {
    // Before anything else, so that a signal during the start is not lost.
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    let host = config
        .server
        .address()
        .map_or_else(|| config.server.host.clone(), |ip| ip.to_string());
    let refused = |reason| StartError::Listen {
        address: format!("{host}:{}", config.server.port),
        reason,
    };
    let listener = listen(&host, config.server.port).map_err(refused)?;
    let address: SocketAddr = listener.local_addr()?;
    let state = build_state(config).await?;
    state.gateway.start();
    info!(
        event = "server.started",
        version = env!("CARGO_PKG_VERSION"),
        authentication = state.config.auth.is_some(),
        "listening on http://{address}"
    );
    let stopped = OnceLock::new();
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        let _ = stopped.set(Instant::now());
    };
    serve::serve(listener, state.clone(), stop).await;
    let patience = Duration::from_millis(state.config.server.shutdown_timeout_ms);
    let passed = stopped.get().map_or(Duration::ZERO, Instant::elapsed);
    let left = patience.saturating_sub(passed).max(LAST_PATIENCE);
    state.gateway.shutdown(left).await;
    info!(event = "server.stopped", "everything is saved");
    Ok(())
}
