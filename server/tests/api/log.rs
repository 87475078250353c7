//! The log of the real program: whoever does not read it holds nobody up.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

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
            .stderr(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let log = BufReader::new(program.0.stderr.take().unwrap());
    let id = program.0.id().to_string();
    // In a thread of its own: what hangs there ends with the program, which ends with this test.
    let (done, read) = mpsc::channel();
    thread::spawn(move || done.send(ask_and_read(log, &id)));
    let lines = read.recv_timeout(Duration::from_secs(120)).unwrap();
    assert!(program.0.wait().unwrap().success());
    assert_eq!(lines.matches("http.request").count(), REQUESTS);
    assert!(lines.contains("server.stopped"), "{lines}");
}

/// What the log says after many requests, read only when they have been answered and the program
/// has been told to stop.
fn ask_and_read(mut log: BufReader<ChildStderr>, program: &str) -> String {
    let mut lines = String::new();
    while !lines.contains("listening on") {
        assert!(log.read_line(&mut lines).unwrap() > 0, "{lines}");
    }
    let (_, address) = lines.split_once("http://").unwrap();
    let mut stream = TcpStream::connect(address.split_whitespace().next().unwrap()).unwrap();
    let mut answers = BufReader::new(stream.try_clone().unwrap());
    for _ in 0..REQUESTS {
        // Refused requests have a line each.
        let ask = b"GET /v1/nothing HTTP/1.1\r\nhost: localhost\r\n\r\n";
        stream.write_all(ask).unwrap();
        let mut line = String::new();
        answers.read_line(&mut line).unwrap();
        assert_eq!(line, "HTTP/1.1 404 Not Found\r\n");
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
    let stop = Command::new("kill").arg(program).status();
    assert!(stop.unwrap().success());
    lines.clear();
    log.read_to_string(&mut lines).unwrap();
    lines
}
