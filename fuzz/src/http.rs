//! A server in memory, without a socket.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::LazyLock;

use acteon_server::config::{Config, ConfigFile, Layers};
use acteon_server::{Connection, build_state, router};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// Plugins are on; the folders are temporary.
const CONFIG: &str = "[wasm]\nenabled = true\n";

struct Server {
    runtime: Runtime,
    router: Router,
    _folder: TempDir,
}

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("threads");
    let folder = TempDir::new().expect("a folder");
    let layers = Layers {
        file: Some(ConfigFile {
            path: PathBuf::from(folder.path()).join("acteon.toml"),
            text: CONFIG.to_owned(),
        }),
        ..Layers::default()
    };
    let config = Config::load(layers).expect("a configuration");
    let router = runtime.block_on(async {
        let state = build_state(config).await.expect("a server");
        state.gateway.start();
        router(state)
    });
    Server {
        runtime,
        router,
        _folder: folder,
    }
});

/// Sends a request as it comes from the same machine, and reads the answer to its end.
pub fn send(mut request: Request<Body>) -> (u16, Vec<u8>) {
    let host = HeaderValue::from_static("localhost:8080");
    request.headers_mut().insert(header::HOST, host);
    request.extensions_mut().insert(Connection {
        peer: SocketAddr::from((Ipv4Addr::LOCALHOST, 50_000)),
        local: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
    });
    let server = &*SERVER;
    server.runtime.block_on(async {
        let answer: Response<Body> = (server.router.clone())
            .oneshot(request)
            .await
            .expect("an answer");
        let status = answer.status().as_u16();
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
        (status, body.expect("a body").to_vec())
    })
}
