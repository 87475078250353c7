//! Accepting connections, bounded, and stopping without cutting anybody off.

mod patient;

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
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt as _;
use tracing::{debug, info, warn};

use crate::{AppState, Connection};
use patient::Patient;

/// Bytes that the head of a request may have.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// Header fields that a request may have.
const MAX_HEADERS: usize = 100;
/// How long to wait when the system has no more sockets to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is done, then lets the requests in flight finish, for as long as
/// `[server] shutdown_timeout_ms` allows.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>) {
    let server = Server {
        router: crate::router(state.clone()),
        connections: state.http_metrics.connections.clone(),
        write_timeout: Duration::from_millis(state.config.server.write_timeout_ms),
        http: http(Duration::from_millis(state.config.server.header_timeout_ms)),
        places: Arc::new(Semaphore::new(state.config.server.max_connections)),
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
    let patience = Duration::from_millis(state.config.server.shutdown_timeout_ms);
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
        .max_headers(MAX_HEADERS);
    http
}

struct Server {
    router: Router,
    connections: IntGauge,
    http: http1::Builder,
    write_timeout: Duration,
    places: Arc<Semaphore>,
    graceful: GracefulShutdown,
}

impl Server {
    async fn accept_all(&self, listener: &TcpListener) {
        // A connection without a place waits in the system's queue.
        while let Ok(place) = Arc::clone(&self.places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    let local = stream.local_addr();
                    if let Ok(local) = local {
                        self.spawn(stream, Connection { peer, local }, place);
                    }
                }
                Err(error) => {
                    warn!(event = "server.accept", %error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    fn spawn(&self, stream: TcpStream, connection: Connection, place: OwnedSemaphorePermit) {
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
        let open = Open::enter(self.connections.clone());
        tokio::spawn(async move {
            let _held = (place, open);
            if let Err(error) = serving.await {
                debug!(event = "server.connection", %error, "a connection ended early");
            }
        });
    }
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
