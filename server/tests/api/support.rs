//! A server without a network: the real router over a real gateway.

pub mod clock;
pub mod modules;
pub mod receiver;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use acteon_server::config::{Config, ConfigFile, Layers};
use acteon_server::{AppState, Connection, build_state_with_clock, router};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

use self::clock::TestClock;

/// The configuration of most tests: plugins, no rules, no keys.
pub const PLUGINS: &str = "[wasm]\nenabled = true\n";
/// Plugins, and rules from the folder `rules`.
pub const RULES: &str = "[wasm]\nenabled = true\n[rules]\ndirectory = \"rules\"\n";

const BOUNDARY: &str = "a-boundary-between-fields";

pub struct TestApp {
    pub state: AppState,
    /// Stands still unless the test advances it.
    pub clock: TestClock,
    router: Router,
    folder: TempDir,
}

impl TestApp {
    /// A server with this configuration file; the folders it names are those of the test.
    pub async fn new(config: &str) -> Self {
        Self::in_folder(config, TempDir::new().unwrap(), TestClock::default()).await
    }

    /// A server whose rule folder has these files.
    pub async fn with_rules(files: &[(&str, &str)]) -> Self {
        Self::configured(RULES, files).await
    }

    /// A server with this configuration file whose rule folder has these files.
    pub async fn configured(config: &str, files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("rules")).unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join("rules").join(name), text).unwrap();
        }
        Self::in_folder(config, folder, TestClock::default()).await
    }

    async fn in_folder(config: &str, folder: TempDir, clock: TestClock) -> Self {
        log();
        let layers = Layers {
            file: Some(ConfigFile {
                path: folder.path().join("acteon.toml"),
                text: config.to_owned(),
            }),
            ..Layers::default()
        };
        let config = Config::load(layers).unwrap();
        let shared = Arc::new(clock.clone());
        let state = build_state_with_clock(config, shared).await.unwrap();
        state.gateway.start();
        Self {
            router: router(state.clone()),
            state,
            clock,
            folder,
        }
    }

    /// Stops the server and starts it again on the same folder; `between` may change things there.
    pub async fn restarted(self, config: &str, between: impl FnOnce(&Path)) -> Self {
        self.state.gateway.shutdown(Duration::from_secs(10)).await;
        let Self {
            state,
            clock,
            router,
            folder,
        } = self;
        drop((state, router));
        between(folder.path());
        Self::in_folder(config, folder, clock).await
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write_rules(&self, name: &str, text: &str) {
        std::fs::write(self.path().join("rules").join(name), text).unwrap();
    }

    /// Sends a request as it comes from a browser or curl on the same machine.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.respond(request).await.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    /// The same, with an answer that is not read yet.
    pub async fn respond(&self, mut request: Request<Body>) -> Response<Body> {
        let headers = request.headers_mut();
        headers
            .entry(header::HOST)
            .or_insert("localhost:8080".parse().unwrap());
        request.extensions_mut().insert(Connection {
            peer: SocketAddr::from((Ipv4Addr::LOCALHOST, 50_000)),
            local: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
        });
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(request(Method::DELETE, path).body(Body::empty()).unwrap())
            .await
    }

    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.json(Method::POST, path, body).await
    }

    /// Sends a form; a field called `wasm_file` is sent as a file.
    pub async fn form(&self, method: Method, path: &str, fields: &[(&str, &[u8])]) -> Answer {
        self.send(form(method, path, fields)).await
    }

    /// Registers a module under a name.
    pub async fn register(&self, name: &str, module: &[u8]) -> Answer {
        let fields: &[(&str, &[u8])] = &[("name", name.as_bytes()), ("wasm_file", module)];
        self.form(Method::POST, "/v1/wasm/plugins", fields).await
    }

    /// Calls a plugin with an empty action.
    pub async fn test(&self, name: &str) -> Answer {
        self.post(
            &format!("/v1/wasm/plugins/{name}/test"),
            &serde_json::json!({}),
        )
        .await
    }
}

pub fn request(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path)
}

pub fn form(method: Method, path: &str, fields: &[(&str, &[u8])]) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let file = if *name == "wasm_file" {
            "; filename=\"a.wasm\""
        } else {
            ""
        };
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    request(method, path)
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(body))
        .unwrap()
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {} {:?}", self.status, self.text()))
    }

    /// The body of an answer that must have this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        if self.body.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }

    /// The sentence of an error that must have this status and kind.
    #[track_caller]
    pub fn expect_error(&self, status: u16, kind: &str) -> String {
        let body = self.expect(status);
        assert_eq!(body["kind"], kind, "{body}");
        body["error"].as_str().unwrap().to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// There is a log, as there is in a server; nobody reads it.
fn log() {
    static LOG: std::sync::Once = std::sync::Once::new();
    LOG.call_once(|| {
        let sink = tracing_subscriber::fmt().with_writer(std::io::sink);
        // A test of the log itself may have been first.
        let _ = sink.try_init();
    });
}

/// Asks again until it is so, for at most half a minute.
pub async fn eventually(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let asking = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    let limit = Duration::from_secs(30);
    let answered = tokio::time::timeout(limit, asking).await;
    assert!(answered.is_ok(), "it never came true that {what}");
}
