//! A release server that runs while something is tried on it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::serve::{self, Address};
use crate::workspace::Workspace;

const START_LIMIT: Duration = Duration::from_secs(60);
const INTERVAL: Duration = Duration::from_millis(50);

/// The running server. Dropped, it is ended.
pub struct Running {
    server: Child,
    address: Address,
}

impl Running {
    /// Starts the server on a free port with an empty store in `target/NAME`, and waits until it is
    /// ready.
    ///
    /// # Errors
    /// When it does not become ready, with its log.
    pub fn start(workspace: &Workspace, name: &str, config: &Path) -> anyhow::Result<Self> {
        Self::start_with(workspace, Path::new(name), config, &[])
    }

    /// The same with folders that the configuration does not name, by their variables.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_with(
        workspace: &Workspace,
        name: &Path,
        config: &Path,
        folders: &[(&str, &Path)],
    ) -> anyhow::Result<Self> {
        let address = Address {
            host: "127.0.0.1".to_owned(),
            port: TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port(),
        };
        let folder = workspace.target().join(name);
        let data = folder.join("data");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        fs::create_dir_all(&folder)?;
        let log = folder.join("server.log");
        let output = File::create(&log)?;
        let server = Command::new(workspace.server_binary())
            .arg("--config")
            .arg(config)
            .env("ACTEON_SERVER__HOST", &address.host)
            .env("ACTEON_SERVER__PORT", address.port.to_string())
            .env("ACTEON_SERVER__DATA_DIR", data)
            .envs(folders.iter().copied())
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        let mut running = Self { server, address };
        let started = Instant::now();
        while !serve::answers(&running.address, "/ready").unwrap_or(false) {
            let gone = running.server.try_wait()?.is_some();
            anyhow::ensure!(
                !gone && started.elapsed() < START_LIMIT,
                "the server is not ready; its log:\n{}",
                fs::read_to_string(&log)?
            );
            std::thread::sleep(INTERVAL);
        }
        Ok(running)
    }

    /// Its address, such as `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        self.address.url()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail only when the process is gone already, which is what is wanted.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
