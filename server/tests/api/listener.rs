//! The listener: real connections, slow clients, and a stop that cuts nobody off.

use std::net::SocketAddr;
use std::time::Duration;

use acteon_server::serve::serve;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::TestApp;

struct Listening {
    address: SocketAddr,
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

/// A test that waits for longer than this fails.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(Duration::from_secs(30), what).await;
    done.expect("this takes too long")
}

async fn read_all(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    soon(stream.read_to_end(&mut text)).await.unwrap();
    String::from_utf8(text).unwrap()
}

async fn read<const BYTES: usize>(stream: &mut TcpStream) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    soon(stream.read_exact(&mut bytes)).await.unwrap();
    bytes
}

/// Waits until the metrics have this line.
async fn until_metric(app: &TestApp, line: &str) {
    soon(async {
        while !metric(app, line).await {
            // What never has to wait is never timed out.
            tokio::task::yield_now().await;
        }
    })
    .await;
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
    let asked: [u8; 25] = read(&mut stream).await;
    assert!(asked.starts_with(b"HTTP/1.1 100 Continue"));
    listening.stop.send(()).unwrap();
    stream.write_all(b"{}").await.unwrap();
    let answer = read_all(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    soon(listening.serving).await.unwrap();
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
    let answer = read_all(&mut headers).await;
    assert!(!answer.contains("200 OK"), "{answer}");
    let mut silent = TcpStream::connect(listening.address).await.unwrap();
    assert_eq!(read_all(&mut silent).await, "");

    let mut body = TcpStream::connect(listening.address).await.unwrap();
    let head = "POST /v1/rules/evaluate HTTP/1.1\r\nhost: localhost\r\n\
        content-type: application/json\r\ncontent-length: 20\r\n\r\n{";
    body.write_all(head.as_bytes()).await.unwrap();
    let answer = read_all(&mut body).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("body_timeout_ms"));
}

/// Asks for `/health` on a connection of its own, from an address of this machine.
async fn health_from(from: [u8; 4], to: SocketAddr) -> String {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from((from, 0))).unwrap();
    let mut stream = socket.connect(to).await.unwrap();
    let ask = "GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(ask.as_bytes()).await.unwrap();
    read_all(&mut stream).await
}

async fn metric(app: &TestApp, line: &str) -> bool {
    let metrics = app.get("/metrics").await;
    metrics.text().lines().any(|found| found == line)
}

/// The one place for connections is free again when the first client has not read its answers.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_never_reads_is_let_go() {
    let app = TestApp::new("[server]\nwrite_timeout_ms = 100\nmax_connections = 1\n").await;
    let listening = listen(&app).await;
    let mut deaf = TcpStream::connect(listening.address).await.unwrap();
    // More than the system keeps for a connection.
    let ask = "GET /api-doc/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let asks = ask.repeat(1_000);
    soon(deaf.write_all(asks.as_bytes())).await.unwrap();
    let served = async {
        loop {
            let answer = health_from([127, 0, 0, 1], listening.address).await;
            if answer.starts_with("HTTP/1.1 200 OK") {
                break;
            }
            assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        }
    };
    soon(served).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_too_many_is_told_so_at_once() {
    let app = TestApp::new("[server]\nmax_connections = 1\n").await;
    let listening = listen(&app).await;
    let mut first = TcpStream::connect(listening.address).await.unwrap();
    first.write_all(b"GET /health HTTP/1.1\r\n").await.unwrap();
    let answer = health_from([127, 0, 0, 1], listening.address).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("retry-after: 1"), "{answer}");
    assert!(answer.contains(r#""kind":"saturated""#), "{answer}");
    let counted = "http_connections_refused_total{reason=\"total\"} 1";
    assert!(metric(&app, counted).await);
    // Whoever is inside is not disturbed.
    let rest = b"host: localhost\r\nconnection: close\r\n\r\n";
    first.write_all(rest).await.unwrap();
    let answer = read_all(&mut first).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_from_one_address_leaves_room_for_others() {
    let config = "[server]\nmax_connections = 64\nmax_connections_per_address = 16\n";
    let app = TestApp::new(config).await;
    let listening = listen(&app).await;
    let mut flood = Vec::new();
    for _ in 0..256 {
        let mut stream = TcpStream::connect(listening.address).await.unwrap();
        // Half a request; those that were refused may be closed by now.
        let _ = stream.write_all(b"GET /health HTTP/1.1\r\nhost: l").await;
        flood.push(stream);
    }
    let other = health_from([127, 0, 0, 2], listening.address).await;
    assert!(other.starts_with("HTTP/1.1 200 OK"), "{other}");
    assert!(
        metric(
            &app,
            "http_connections_refused_total{reason=\"address\"} 240"
        )
        .await
    );
}

/// Bodies that arrive slowly hold what has arrived, and no more than a client's share.
#[tokio::test(flavor = "multi_thread")]
async fn unfinished_bodies_leave_room_for_others() {
    const BODY: usize = 80_000;
    let app = TestApp::new(
        "[server]\nmax_body_bytes = 100000\nmax_buffered_body_bytes = 250000\n\
         [wasm]\nmax_module_bytes = 1000\n",
    )
    .await;
    let listening = listen(&app).await;
    let head = "POST /v1/rules/evaluate HTTP/1.1\r\nhost: localhost\r\n\
        content-type: application/json\r\ncontent-length: 80001\r\n\r\n";
    let held = async |bytes: usize| {
        until_metric(&app, &format!("http_request_body_bytes {bytes}")).await;
    };
    let mut first = TcpStream::connect(listening.address).await.unwrap();
    first.write_all(head.as_bytes()).await.unwrap();
    soon(first.write_all(&[b' '; BODY])).await.unwrap();
    held(BODY).await;
    let mut second = TcpStream::connect(listening.address).await.unwrap();
    second.write_all(head.as_bytes()).await.unwrap();
    // The server may end the connection before it has read everything.
    let _ = soon(second.write_all(&[b' '; BODY])).await;
    assert_eq!(&read(&mut second).await, b"HTTP/1.1 503");
    let body = r#"{"namespace":"n","tenant":"t","provider":"p","action_type":"a","payload":{}}"#;
    let ask = format!(
        "POST /v1/rules/evaluate HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut other = socket.connect(listening.address).await.unwrap();
    other.write_all(ask.as_bytes()).await.unwrap();
    let answer = read_all(&mut other).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    drop(first);
    held(0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_has_a_limit() {
    let app = TestApp::new("").await;
    let listening = listen(&app).await;
    let mut stream = TcpStream::connect(listening.address).await.unwrap();
    let long = "x".repeat(70_000);
    let head = format!("GET /health HTTP/1.1\r\nhost: localhost\r\na: {long}\r\n\r\n");
    soon(stream.write_all(head.as_bytes())).await.unwrap();
    assert_eq!(&read(&mut stream).await, b"HTTP/1.1 431");
}
