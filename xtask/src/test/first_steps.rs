//! Runs the commands that `cargo xtask serve` prints, as they are printed, against the release
//! server with the configuration of the demo and an empty store, and sends it every example.

use std::fs::{self, File};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::examples;
use crate::console::Line;
use crate::outcome::{Outcome, TestNote};
use crate::process;
use crate::serve::{self, Address};
use crate::tools;
use crate::workspace::Workspace;

const START_LIMIT: Duration = Duration::from_secs(60);
const INTERVAL: Duration = Duration::from_millis(50);
/// Makes every `curl` fail when the answer is not a success.
const STRICT_CURL: &str = "curl() { command curl --fail-with-body \"$@\"; }\n";

/// Each command counts as one test.
///
/// # Errors
/// When the server does not start.
pub fn run(workspace: &Workspace, line: &Line) -> anyhow::Result<Outcome> {
    if tools::on_path("curl").is_none() {
        return Ok(Outcome {
            skipped: vec![TestNote {
                name: "first-steps".to_owned(),
                reason: "there is no `curl` on PATH".to_owned(),
            }],
            ..Outcome::default()
        });
    }
    let address = Address {
        host: "127.0.0.1".to_owned(),
        port: TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port(),
    };
    let _server = Demo::start(workspace, &address)?;
    let mut outcome = Outcome::ok();
    for (name, command) in serve::commands(workspace, &address.url()) {
        line.note(&name);
        let mut shell = Command::new("sh");
        shell
            .current_dir(std::env::current_dir()?)
            .args(["-c", &format!("{STRICT_CURL}{command}")]);
        let ended = process::run(line, &mut shell)?;
        if ended.success {
            outcome.passed += 1;
        } else {
            outcome.add(Outcome {
                failed: 1,
                failure: Some(ended.to_string()),
                ..Outcome::default()
            });
        }
    }
    outcome.add(examples::run(workspace, line, &address.url())?);
    Ok(outcome)
}

/// The running demo. Dropped, it is ended.
struct Demo(Child);

impl Demo {
    fn start(workspace: &Workspace, address: &Address) -> anyhow::Result<Self> {
        let folder = workspace.target().join("first-steps");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let log = folder.join("server.log");
        let output = File::create(&log)?;
        let child = Command::new(workspace.server_binary())
            .arg("--config")
            .arg(workspace.path(serve::CONFIG))
            .env("ACTEON_SERVER__HOST", &address.host)
            .env("ACTEON_SERVER__PORT", address.port.to_string())
            .env("ACTEON_SERVER__DATA_DIR", folder.join("data"))
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let mut demo = Self(child);
        let started = Instant::now();
        while !serve::answers(address, "/ready").unwrap_or(false) {
            let gone = demo.0.try_wait()?.is_some();
            anyhow::ensure!(
                !gone && started.elapsed() < START_LIMIT,
                "the server is not ready; its log:\n{}",
                fs::read_to_string(&log)?
            );
            std::thread::sleep(INTERVAL);
        }
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Both fail only when the process is gone already, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
