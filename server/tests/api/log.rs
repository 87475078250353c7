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

impl Program {
    /// The server with plugins, on a free port.
    fn start(folder: &TempDir) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_acteon-server"))
            .args(["--port", "0", "--data-dir"])
            .arg(folder.path())
            .current_dir(folder.path())
            .env("ACTEON_WASM__ENABLED", "true")
            .stderr(Stdio::piped())
            .spawn();
        Self(program.unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn nobody_has_to_read_the_log() {
    let folder = TempDir::new().unwrap();
    let mut program = Program::start(&folder);
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

/// Traps in a function with a name, after it has printed to standard error.
const LOST: &str = r#"(module
    (import "wasi_snapshot_preview1" "fd_write"
      (func $write (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (data (i32.const 64) "\48\00\00\00\08\00\00\00no score")
    (func (export "allocate") (param i32) (result i32) (i32.const 1024))
    (func $score_payment unreachable)
    (func $evaluate (export "evaluate") (param i32 i32) (result i64)
      (drop (call $write (i32.const 2) (i32.const 64) (i32.const 1) (i32.const 0)))
      (call $score_payment) (i64.const 0)))"#;

#[test]
fn a_plugin_that_fails_says_where_and_what_it_printed() {
    use base64::Engine as _;
    let folder = TempDir::new().unwrap();
    let mut program = Program::start(&folder);
    let mut log = BufReader::new(program.0.stderr.take().unwrap());
    let mut lines = String::new();
    while !lines.contains("listening on") {
        assert!(log.read_line(&mut lines).unwrap() > 0, "{lines}");
    }
    let (_, address) = lines.split_once("http://").unwrap();
    let address = address.split_whitespace().next().unwrap().to_owned();
    let module = base64::engine::general_purpose::STANDARD.encode(wat::parse_str(LOST).unwrap());
    for (path, body) in [
        (
            "/v1/plugins",
            format!(r#"{{"name":"lost","wasm_bytes":"{module}"}}"#),
        ),
        ("/v1/wasm/plugins/lost/test", "{}".to_owned()),
    ] {
        let mut stream = TcpStream::connect(&address).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream
            .write_all(format!("{head}{body}").as_bytes())
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
    }
    while !lines.contains("wasm.plugin.error") {
        assert!(log.read_line(&mut lines).unwrap() > 0, "{lines}");
    }
    let event = lines
        .lines()
        .find(|line| line.contains("wasm.plugin.error"));
    let event = event.unwrap();
    for said in [
        "score_payment < evaluate",
        "no score",
        "input_bytes",
        "65536",
    ] {
        assert!(event.contains(said), "{said}: {event}");
    }
}
