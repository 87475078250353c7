//! The real release server as a child process, and the few requests that the benchmarks send.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, StatusCode};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;

/// Longest a server may take until it is ready.
const START_LIMIT: Duration = Duration::from_secs(300);
/// Pause between two looks at a starting server: what a measured start is exact to.
const POLL_INTERVAL: Duration = Duration::from_millis(2);

/// A folder with everything one server needs: configuration, rules, data.
#[derive(Debug)]
pub struct Home {
    directory: tempfile::TempDir,
}

impl Home {
    /// Makes a folder for a server with plugins enabled and with `rules` as its only rule file.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn new(rules: &str) -> anyhow::Result<Self> {
        Self::with_config(rules, "", "")
    }

    /// Like [`new`](Self::new), with further keys of `[server]` and further sections in the
    /// configuration, both as TOML.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn with_config(rules: &str, server: &str, sections: &str) -> anyhow::Result<Self> {
        let directory = tempfile::tempdir()?;
        let config = format!(
            "[server]\ndata_dir = \"data\"\n{server}\n[rules]\ndirectory = \"rules\"\n\n[wasm]\nenabled = true\n\n{sections}"
        );
        fs::write(directory.path().join("acteon.toml"), config)?;
        fs::create_dir(directory.path().join("rules"))?;
        fs::write(directory.path().join("rules/rules.yaml"), rules)?;
        Ok(Self { directory })
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Where the server keeps its store and its compiled code.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.directory.path().join("server.log")
    }
}

/// A running server. Dropped, it is killed.
#[derive(Debug)]
pub struct Server {
    child: Mutex<Child>,
    pid: u32,
    address: SocketAddr,
    client: Client,
    /// From the start of the process until `/ready` answered 200.
    pub ready_after: Duration,
}

impl Server {
    /// Starts `binary` in `home` on a free port and waits until it is ready.
    ///
    /// # Errors
    /// When it does not start, ends, or is not ready within five minutes; the end of its log is
    /// part of the message.
    pub async fn start(binary: &Path, home: &Home) -> anyhow::Result<Self> {
        let port = free_port()?;
        let log = File::options().create(true).append(true).open(home.log())?;
        let started = Instant::now();
        let child = Command::new(binary)
            .arg("--config")
            .arg(home.directory.path().join("acteon.toml"))
            .env("ACTEON_SERVER__PORT", port.to_string())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .with_context(|| format!("`{}` does not start", binary.display()))?;
        let mut server = Self {
            pid: child.id(),
            child: Mutex::new(child),
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            client: client()?,
            ready_after: Duration::ZERO,
        };
        server
            .wait_until_ready(started)
            .await
            .with_context(|| format!("the server's log ends with:\n{}", tail(&home.log())))?;
        Ok(server)
    }

    async fn wait_until_ready(&mut self, started: Instant) -> anyhow::Result<()> {
        loop {
            if let Ok(response) = self.request(Method::GET, "/ready").send().await
                && response.status() == StatusCode::OK
            {
                self.ready_after = started.elapsed();
                return Ok(());
            }
            if let Some(status) = self.child().try_wait()? {
                bail!("the server ended before it was ready: {status}");
            }
            ensure!(
                started.elapsed() < START_LIMIT,
                "the server was not ready after {} s",
                START_LIMIT.as_secs()
            );
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// A request to `path` of this server.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, format!("http://{}{path}", self.address))
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Ends the process without any warning, as `kill -9` does, and waits until it is gone.
    ///
    /// # Errors
    /// When the process cannot be ended.
    pub fn kill(&self) -> anyhow::Result<()> {
        let mut child = self.child();
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    fn child(&self) -> MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Registers `module` as `name`.
    ///
    /// # Errors
    /// When the answer is not 201.
    pub async fn register(&self, name: &str, module: Vec<u8>) -> anyhow::Result<()> {
        let form = Form::new().text("name", name.to_owned());
        let request = self.request(Method::POST, "/v1/wasm/plugins");
        let request = request.multipart(with_module(form, module));
        expect(StatusCode::CREATED, request).await.map(drop)
    }

    /// Replaces the module of the plugin `name`.
    ///
    /// # Errors
    /// When the answer is not 200.
    pub async fn replace(&self, name: &str, module: Vec<u8>) -> anyhow::Result<()> {
        let request = self.request(Method::PUT, &format!("/v1/wasm/plugins/{name}"));
        let request = request.multipart(with_module(Form::new(), module));
        expect(StatusCode::OK, request).await.map(drop)
    }

    /// Deletes the plugin `name`.
    ///
    /// # Errors
    /// When the answer is not 204.
    pub async fn delete(&self, name: &str) -> anyhow::Result<()> {
        let request = self.request(Method::DELETE, &format!("/v1/wasm/plugins/{name}"));
        expect(StatusCode::NO_CONTENT, request).await.map(drop)
    }

    /// The JSON that `path` answers with 200.
    ///
    /// # Errors
    /// When the answer is another one.
    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let body = expect(StatusCode::OK, self.request(Method::GET, path)).await?;
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only when the process is gone already, which is what is wanted.
        let _ = self.kill();
    }
}

/// Sends `request` and returns the body of the answer.
///
/// # Errors
/// When no answer comes or its status is not `status`; the message has the body.
pub async fn expect(
    status: StatusCode,
    request: reqwest::RequestBuilder,
) -> anyhow::Result<Vec<u8>> {
    let response = request.send().await?;
    let given = response.status();
    let url = response.url().clone();
    let body = response.bytes().await?;
    ensure!(
        given == status,
        "{url} answered {given} instead of {status}: {}",
        String::from_utf8_lossy(&body)
    );
    Ok(body.into())
}

/// `reqwest` has TLS in this workspace, for the sake of the Rust client, and wants to be told which,
/// also where it is not used.
fn client() -> anyhow::Result<Client> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let client = Client::builder()
        .timeout(Duration::from_secs(60))
        .tls_backend_preconfigured(tls)
        .build()?;
    Ok(client)
}

fn with_module(form: Form, module: Vec<u8>) -> Form {
    form.part("wasm_file", Part::bytes(module).file_name("plugin.wasm"))
}

/// A port that nobody listens on now.
///
/// # Errors
/// When the system has none.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
