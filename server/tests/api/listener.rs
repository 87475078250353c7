//! The listener: real connections, slow clients, and a stop that cuts nobody off.

use std::time::Duration;

use acteon_server::serve::serve;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::TestApp;

struct Listening {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

async fn listen(app: &TestApp) -> Listening {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async { drop(stopped.await) };
    let serving = tokio::spawn(serve(listener, app.state.clone(), stopped));
    Listening {
        address,
        stop,
        serving,
    }
}

async fn read_all(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    stream.read_to_end(&mut text).await.unwrap();
    String::from_utf8(text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_in_flight_is_answered_after_the_stop() {
    let app = TestApp::new("").await;
    let listening = listen(&app).await;
    let mut stream = TcpStream::connect(listening.address).await.unwrap();
    let head = "POST /v1/rules/reload HTTP/1.1\r\nhost: localhost\r\n\
        content-type: application/json\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the body: the handler has the request.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.unwrap();
    assert!(asked.starts_with(b"HTTP/1.1 100 Continue"));
    listening.stop.send(()).unwrap();
    stream.write_all(b"{}").await.unwrap();
    let answer = read_all(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    listening.serving.await.unwrap();
    assert!(TcpStream::connect(listening.address).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_finishes_is_let_go() {
    let app = TestApp::new("[server]\nheader_timeout_ms = 100\nbody_timeout_ms = 100\n").await;
    let listening = listen(&app).await;
    let mut headers = TcpStream::connect(listening.address).await.unwrap();
    headers
        .write_all(b"GET /health HTTP/1.1\r\nhost: loc")
        .await
        .unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(30), read_all(&mut headers)).await;
    assert!(!answer.unwrap().contains("200 OK"));

    let mut body = TcpStream::connect(listening.address).await.unwrap();
    let head = "POST /v1/rules/evaluate HTTP/1.1\r\nhost: localhost\r\n\
        content-type: application/json\r\ncontent-length: 20\r\n\r\n{";
    body.write_all(head.as_bytes()).await.unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(30), read_all(&mut body))
        .await
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("body_timeout_ms"));
}

/// The one place for connections is free again when the first client has not read its answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_reads_is_let_go() {
    let app = TestApp::new("[server]\nwrite_timeout_ms = 100\nmax_connections = 1\n").await;
    let listening = listen(&app).await;
    let mut deaf = TcpStream::connect(listening.address).await.unwrap();
    // More than the system keeps for a connection.
    let ask = "GET /api-doc/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n";
    deaf.write_all(ask.repeat(1_000).as_bytes()).await.unwrap();
    let mut next = TcpStream::connect(listening.address).await.unwrap();
    let ask = "GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    next.write_all(ask.as_bytes()).await.unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(30), read_all(&mut next)).await;
    assert!(answer.unwrap().starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_a_limit() {
    let app = TestApp::new("").await;
    let listening = listen(&app).await;
    let mut stream = TcpStream::connect(listening.address).await.unwrap();
    let long = "x".repeat(70_000);
    let head = format!("GET /health HTTP/1.1\r\nhost: localhost\r\na: {long}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 431");
}
