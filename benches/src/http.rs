//! A client that costs little: prepared requests over HTTP/1.1, and of each answer only what the
//! benchmarks look at. A complete client would use more of the machine than the servers measured.

use std::io;
use std::net::SocketAddr;

use serde::Serialize;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Room for an answer; grows when one is larger.
const BUFFER_BYTES: usize = 8 * 1024;

/// The bytes of a `POST` with a body of JSON.
///
/// # Errors
/// When `body` cannot be written as JSON.
pub fn post(path: &str, body: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    let body = serde_json::to_vec(body)?;
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    request.extend(body);
    Ok(request)
}

/// An open connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    /// Status.
    pub status: u16,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u64>,
    /// Whether the server ends the connection after it.
    pub closes: bool,
    /// The body.
    pub body: &'a [u8],
}

/// What the head of an answer says.
struct Head {
    status: u16,
    length: usize,
    retry_after: Option<u64>,
    closes: bool,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(BUFFER_BYTES),
        })
    }

    /// Sends a request and waits for its answer.
    ///
    /// # Errors
    /// When the connection ends before, or what comes is no answer.
    pub async fn exchange(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        // An answer may come before the request is written, when it is refused: only if there is
        // none does it matter that writing failed.
        let written = self.stream.write_all(request).await;
        self.buffer.clear();
        let (head, start) = loop {
            let seen = self.buffer.len();
            if let Err(error) = self.read().await {
                return Err(written.err().unwrap_or(error));
            }
            // The end may have come in two pieces.
            let from = seen.saturating_sub(3);
            if let Some(end) = end_of_head(&self.buffer[from..]) {
                break (head(&self.buffer[..from + end])?, from + end + 4);
            }
        };
        while self.buffer.len() < start + head.length {
            self.read().await?;
        }
        Ok(Answer {
            status: head.status,
            retry_after: head.retry_after,
            closes: head.closes,
            body: &self.buffer[start..start + head.length],
        })
    }

    async fn read(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n")
}

fn head(bytes: &[u8]) -> io::Result<Head> {
    let malformed = || io::Error::new(io::ErrorKind::InvalidData, "not an answer of HTTP/1.1");
    let text = std::str::from_utf8(bytes).map_err(|_| malformed())?;
    let mut lines = text.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok())
        .ok_or_else(malformed)?;
    let mut head = Head {
        status,
        length: 0,
        retry_after: None,
        closes: false,
    };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            head.length = value.parse().map_err(|_| malformed())?;
        } else if name.eq_ignore_ascii_case("retry-after") {
            head.retry_after = value.parse().ok();
        } else if name.eq_ignore_ascii_case("connection") {
            head.closes = value.eq_ignore_ascii_case("close");
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            // The servers measured know how long their answers are.
            return Err(malformed());
        }
    }
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn an_answer_in_pieces_is_put_together() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            let mut received = 0;
            while !request[..received].ends_with(b"[1]") {
                received += stream.read(&mut request[received..]).await.unwrap();
            }
            stream.set_nodelay(true).unwrap();
            for piece in [
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nconnection: close\r\nContent-Le",
                "ngth: 5\r\n\r",
                "\nab",
                "cde",
            ] {
                stream.write_all(piece.as_bytes()).await.unwrap();
                tokio::task::yield_now().await;
            }
        });
        let mut connection = Connection::open(address).await.unwrap();
        let request = post("/there", &[1]).unwrap();
        let answer = connection.exchange(&request).await.unwrap();
        let expected = Answer {
            status: 503,
            retry_after: Some(2),
            closes: true,
            body: b"abcde",
        };
        assert_eq!(answer, expected);
        serving.await.unwrap();
        assert!(connection.exchange(&request).await.is_err());
    }
}
