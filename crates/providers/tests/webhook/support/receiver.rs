//! A receiver: an HTTP server that answers as it was told.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::{StreamExt, stream};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::HeaderMap;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio_rustls::TlsAcceptor;

type Body = BoxBody<Bytes, io::Error>;

/// What a receiver does with a request.
#[derive(Clone)]
pub enum Answer {
    /// Status, headers, body.
    Reply(u16, Vec<(String, String)>, String),
    /// Nothing, for ever.
    Silence,
    /// Closes the connection.
    HangUp,
    /// Closes the connection when it is told to.
    HangUpLater(Arc<Notify>),
    /// Answers 200 and closes the connection within the body.
    BreakOff,
    /// Answers 200 with a body that never ends.
    Endless,
    /// Answers 200 and the first byte of a body, then nothing.
    Trickle,
}

impl Answer {
    pub fn status(status: u16) -> Self {
        Self::Reply(status, Vec::new(), String::new())
    }

    pub fn ok(body: &str) -> Self {
        Self::Reply(200, Vec::new(), body.to_owned())
    }

    pub fn with(status: u16, header: &str, value: &str) -> Self {
        let header = (header.to_owned(), value.to_owned());
        Self::Reply(status, vec![header], String::new())
    }

    async fn response(self) -> io::Result<Response<Body>> {
        let data = |text: &'static [u8]| Ok(Frame::data(Bytes::from_static(text)));
        let (status, headers, body) = match self {
            Self::Silence => std::future::pending().await,
            Self::HangUp => return Err(io::Error::other("hangs up")),
            Self::HangUpLater(told) => {
                told.notified().await;
                return Err(io::Error::other("hangs up"));
            }
            Self::Reply(status, headers, body) => {
                let body = Full::new(Bytes::from(body)).map_err(|never| match never {});
                (status, headers, BodyExt::boxed(body))
            }
            Self::BreakOff => {
                let frames = stream::iter([data(b"{\"a\":"), Err(io::Error::other("breaks off"))]);
                (200, Vec::new(), BodyExt::boxed(StreamBody::new(frames)))
            }
            Self::Endless => {
                let frames = stream::repeat_with(move || data(&[b'x'; 4096]));
                (200, Vec::new(), BodyExt::boxed(StreamBody::new(frames)))
            }
            Self::Trickle => {
                let frames = stream::iter([data(b"1")]).chain(stream::pending());
                (200, Vec::new(), BodyExt::boxed(StreamBody::new(frames)))
            }
        };
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(name, value);
        }
        response.body(body).map_err(io::Error::other)
    }
}

/// A request as it came.
pub struct Received {
    /// The client's end of the connection.
    pub peer: SocketAddr,
    /// Method, path and query.
    pub line: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

/// A receiver on a free port, until it is dropped.
pub struct Receiver {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    received: mpsc::UnboundedReceiver<Received>,
    server: tokio::task::JoinHandle<()>,
}

/// The answers to come; the last one is given for ever.
struct Script(Vec<Answer>);

impl Script {
    fn next(&mut self) -> Answer {
        if self.0.len() > 1 {
            return self.0.remove(0);
        }
        self.0[0].clone()
    }
}

impl Receiver {
    /// One that gives these answers, the last one for ever.
    pub async fn new(answers: impl Into<Vec<Answer>>) -> Self {
        Self::start(answers.into(), None).await
    }

    /// The same over TLS.
    pub async fn with_tls(answers: impl Into<Vec<Answer>>, tls: TlsAcceptor) -> Self {
        Self::start(answers.into(), Some(tls)).await
    }

    async fn start(answers: Vec<Answer>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let script = Arc::new(Mutex::new(Script(answers)));
        let (told, received) = mpsc::unbounded_channel();
        let server = tokio::spawn(accept(listener, tls, script.clone(), told));
        Self {
            address,
            script,
            received,
            server,
        }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn url(&self) -> String {
        format!("{}/actions?from=acteon", self.origin())
    }

    /// Answers with this from now on.
    pub fn answer(&self, answer: Answer) {
        self.script.lock().unwrap().0 = vec![answer];
    }

    /// The next request, when it comes.
    pub async fn next(&mut self) -> Received {
        self.received.recv().await.unwrap()
    }

    /// The requests that came since.
    pub fn all(&mut self) -> Vec<Received> {
        std::iter::from_fn(|| self.received.try_recv().ok()).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    script: Arc<Mutex<Script>>,
    told: mpsc::UnboundedSender<Received>,
) {
    loop {
        let (socket, peer) = listener.accept().await.unwrap();
        let (script, told, tls) = (script.clone(), told.clone(), tls.clone());
        tokio::spawn(async move {
            match tls {
                None => serve(socket, peer, script, told).await,
                Some(tls) => {
                    if let Ok(socket) = tls.accept(socket).await {
                        serve(socket, peer, script, told).await;
                    }
                }
            }
        });
    }
}

async fn serve(
    socket: impl AsyncRead + AsyncWrite + Unpin,
    peer: SocketAddr,
    script: Arc<Mutex<Script>>,
    told: mpsc::UnboundedSender<Received>,
) {
    let service = service_fn(|request: Request<Incoming>| {
        let (script, told) = (script.clone(), told.clone());
        async move {
            let (head, body) = request.into_parts();
            let received = Received {
                peer,
                line: format!("{} {}", head.method, head.uri),
                headers: head.headers,
                body: body.collect().await.map_err(io::Error::other)?.to_bytes(),
            };
            let answer = script.lock().unwrap().next();
            // Nobody listens any more when the test is over.
            let _ = told.send(received);
            answer.response().await
        }
    });
    let connection = hyper::server::conn::http1::Builder::new();
    // Ends with an error where a test breaks the connection.
    let _: Result<(), hyper::Error> = connection
        .serve_connection(TokioIo::new(socket), service)
        .await;
}
