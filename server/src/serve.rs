//! Accepting connections, bounded, and stopping without cutting anybody off.

mod doors;
mod patient;
mod refusal;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use prometheus::IntGauge;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;
use tracing::{debug, info, warn};

use crate::{AppState, Connection};
use doors::{Doors, Inside};
use patient::Patient;
use refusal::Refusals;

/// Bytes that the head of a request may have.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// What is read ahead of one connection, in bytes; hyper's own bound is three times as large.
const MAX_READ_BYTES: usize = 128 * 1024;
/// Header fields that a request may have.
const MAX_HEADERS: usize = 100;
/// How long to wait when the system has no more sockets to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is done, then lets the requests in flight finish, for as long as
/// `[server] shutdown_timeout_ms` allows.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>) {
    let config = &state.config.server;
    let server = Server {
        router: crate::router(state.clone()),
        write_timeout: Duration::from_millis(config.write_timeout_ms),
        http: http(Duration::from_millis(config.header_timeout_ms)),
        doors: Doors::new(
            config.max_connections,
            config.max_connections_per_address,
            config.trusted_proxies.clone(),
        ),
        refusals: Refusals::new(),
        state: state.clone(),
        graceful: GracefulShutdown::new(),
    };
    tokio::select! {
        () = server.accept_all(&listener) => {}
        () = stop => {}
    }
    drop(listener);
    info!(
        event = "server.stopping",
        "no new connections; requests in flight are finished"
    );
    let patience = Duration::from_millis(config.shutdown_timeout_ms);
    if tokio::time::timeout(patience, server.graceful.shutdown())
        .await
        .is_err()
    {
        warn!(
            event = "server.stopping",
            "requests were still in flight and are cut off"
        );
    }
}

fn http(header_timeout: Duration) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(header_timeout)
        .max_header_size(MAX_HEAD_BYTES)
        .max_buf_size(MAX_READ_BYTES)
        .max_headers(MAX_HEADERS);
    http
}

struct Server {
    state: AppState,
    router: Router,
    http: http1::Builder,
    write_timeout: Duration,
    doors: Arc<Doors>,
    refusals: Refusals,
    graceful: GracefulShutdown,
}

impl Server {
    async fn accept_all(&self, listener: &TcpListener) {
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => match self.doors.enter(peer.ip()) {
                    Ok(inside) => {
                        if let Ok(local) = stream.local_addr() {
                            self.spawn(stream, Connection { peer, local }, inside);
                        }
                    }
                    Err(refused) => {
                        self.state.http_metrics.connection_refused(refused.as_str());
                        self.refusals.send_away(stream);
                    }
                },
                Err(error) if ended_early(&error) => {
                    debug!(event = "server.accept", %error, "a connection ended before it began");
                }
                Err(error) => {
                    warn!(event = "server.accept", %error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    fn spawn(&self, stream: TcpStream, connection: Connection, inside: Inside) {
        // Answers are small: what waits for more to send only makes them late.
        if let Err(error) = stream.set_nodelay(true) {
            debug!(event = "server.accept", %error, "answers may be delayed");
        }
        let router = self.router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(connection);
            let router = router.clone();
            async move { Ok::<_, Infallible>(answer(router, request).await) }
        });
        let stream = TokioIo::new(Patient::new(stream, self.write_timeout));
        let serving = self
            .graceful
            .watch(self.http.serve_connection(stream, service));
        let open = Open::enter(self.state.http_metrics.connections.clone());
        tokio::spawn(async move {
            let _held = (inside, open);
            if let Err(error) = serving.await {
                debug!(event = "server.connection", %error, "a connection ended early");
            }
        });
    }
}

/// Whether it is the connection that failed, and not the listener: then the next one need not wait.
fn ended_early(error: &std::io::Error) -> bool {
    use std::io::ErrorKind as K;
    matches!(
        error.kind(),
        K::ConnectionAborted | K::ConnectionReset | K::ConnectionRefused | K::Interrupted
    )
}

async fn answer(router: Router, request: Request<Incoming>) -> axum::response::Response {
    match router.oneshot(request.map(Body::new)).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Counts a connection while it is open.
struct Open(IntGauge);

impl Open {
    fn enter(gauge: IntGauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}
