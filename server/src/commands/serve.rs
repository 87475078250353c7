//! `acteon-server serve`

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

use super::CommandError;
use crate::config::Config;
use crate::{StartError, build_state, serve, telemetry};

pub(super) fn run(config: Config) -> Result<(), CommandError> {
    // Dropped last, so that it has everything.
    let _log = telemetry::init(&config.log)?;
    let runtime = super::runtime()?;
    runtime.block_on(listen_and_serve(config))
    // Dropping the runtime ends what is left: connections that outlived the time to finish.
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
    let listener = TcpListener::bind((host.as_str(), config.server.port))
        .await
        .map_err(refused)?;
    let address: SocketAddr = listener.local_addr()?;
    let state = build_state(config).await?;
    state.gateway.start();
    info!(
        event = "server.started",
        version = env!("CARGO_PKG_VERSION"),
        authentication = state.config.auth.is_some(),
        "listening on http://{address}"
    );
    let stop = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    serve::serve(listener, state.clone(), stop).await;
    state.gateway.shutdown().await;
    info!(event = "server.stopped", "everything is saved");
    Ok(())
}
