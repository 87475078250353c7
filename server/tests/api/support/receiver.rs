//! A real receiver of webhooks on a free port.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tokio::net::TcpListener;

/// What was received: headers and body.
pub type Received = (HeaderMap, Value);

/// Runs as long as the runtime of the test.
pub struct Receiver {
    pub url: String,
    inner: Arc<Inner>,
}

struct Inner {
    status: Mutex<StatusCode>,
    received: Mutex<Vec<Received>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let inner = Arc::new(Inner {
            status: Mutex::new(StatusCode::OK),
            received: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/actions", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/actions", post(receive))
            .with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inner }
    }

    /// What is answered from now on.
    pub fn answer(&self, status: u16) {
        *self.inner.status.lock().unwrap() = StatusCode::from_u16(status).unwrap();
    }

    pub fn received(&self) -> Vec<Received> {
        self.inner.received.lock().unwrap().clone()
    }
}

async fn receive(State(inner): State<Arc<Inner>>, request: Request) -> (StatusCode, String) {
    let headers = request.headers().clone();
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let body = serde_json::from_slice(&body).unwrap();
    inner.received.lock().unwrap().push((headers, body));
    let status = *inner.status.lock().unwrap();
    (status, r#"{"received":true}"#.to_owned())
}
