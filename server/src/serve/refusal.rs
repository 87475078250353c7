//! Sending away a connection for which there is no room.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

/// Connections that are told why at the same time; in a flood the others are just closed.
const TOLD: usize = 1024;
/// How long telling one may take.
const PATIENCE: Duration = Duration::from_secs(1);
/// What is read of its request, in bytes: closing a connection of which something is unread takes
/// the answer away again.
const READ: usize = 64 * 1024;

/// The answer, without waiting for the request.
const ANSWER: &str = concat!(
    "HTTP/1.1 503 Service Unavailable\r\n",
    "content-type: application/json\r\n",
    "content-length: 82\r\n",
    "retry-after: 1\r\n",
    "connection: close\r\n",
    "\r\n",
    r#"{"error":"saturated: too many connections are open; try again","kind":"saturated"}"#
);

/// Answers 503 and closes.
pub(super) struct Refusals {
    places: Arc<Semaphore>,
}

impl Refusals {
    pub(super) fn new() -> Self {
        Self {
            places: Arc::new(Semaphore::new(TOLD)),
        }
    }

    /// Never waits.
    pub(super) fn send_away(&self, stream: TcpStream) {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return;
        };
        tokio::spawn(async move {
            let _place = place;
            let _ = tokio::time::timeout(PATIENCE, tell(stream)).await;
        });
    }
}

async fn tell(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(ANSWER.as_bytes()).await?;
    stream.shutdown().await?;
    let mut request = stream.take(READ as u64);
    let mut scrap = [0; 1024];
    while request.read(&mut scrap).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::ANSWER;

    #[test]
    fn the_answer_is_as_long_as_it_says() {
        let (head, body) = ANSWER.split_once("\r\n\r\n").unwrap();
        assert!(
            head.contains(&format!("content-length: {}\r\n", body.len())),
            "{}",
            body.len()
        );
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["kind"], "saturated");
    }
}
