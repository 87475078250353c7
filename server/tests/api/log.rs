//! The log of the real program: whoever does not read it holds nobody up.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// More lines than a pipe holds, which has 64 KiB.
const REQUESTS: usize = 3_000;

struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn nobody_has_to_read_the_log() {
    let folder = TempDir::new().unwrap();
    let mut program = Program(
        Command::new(env!("CARGO_BIN_EXE_acteon-server"))
            .args(["--port", "0", "--data-dir"])
            .arg(folder.path())
            .current_dir(folder.path())
            .env("ACTEON_LOG__LEVEL", "info,acteon_server=debug")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut log = BufReader::new(program.0.stderr.take().unwrap());
    let mut lines = String::new();
    while !lines.contains("listening on") {
        assert!(log.read_line(&mut lines).unwrap() > 0, "{lines}");
    }
    let (_, address) = lines.split_once("http://").unwrap();
    let mut stream = TcpStream::connect(address.split_whitespace().next().unwrap()).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    // From here on nobody reads the log.
    for _ in 0..REQUESTS {
        let ask = b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n";
        stream.write_all(ask).unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert_eq!(line, "HTTP/1.1 200 OK\r\n");
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            answers.read_line(&mut line).unwrap();
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.trim().parse().unwrap();
            }
        }
        answers.read_exact(&mut vec![0; length]).unwrap();
    }
    drop((stream, answers));
    // Everything is there once it is read, the last line too.
    let stop = Command::new("kill")
        .arg(program.0.id().to_string())
        .status();
    assert!(stop.unwrap().success());
    lines.clear();
    log.read_to_string(&mut lines).unwrap();
    assert!(program.0.wait().unwrap().success());
    assert_eq!(lines.matches("http.request").count(), REQUESTS);
    assert!(lines.contains("server.stopped"), "{lines}");
}
