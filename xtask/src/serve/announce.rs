//! What is printed once the server answers.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use super::address::Address;
use crate::process;
use crate::workspace::Workspace;

const INTERVAL: Duration = Duration::from_millis(200);

/// What the announcing process must know.
#[derive(clap::Args)]
pub struct AnnounceArguments {
    /// Where the server listens
    #[arg(long)]
    host: String,
    /// Where the server listens
    #[arg(long)]
    port: u16,
    /// Process id of the server
    #[arg(long)]
    server: u32,
}

/// Waits until the server answers and prints what to try; gives up when the server has ended.
pub fn announce(workspace: &Workspace, arguments: &AnnounceArguments) {
    let address = Address {
        host: arguments.host.clone(),
        port: arguments.port,
    };
    while is_running(arguments.server) {
        if is_healthy(&address).unwrap_or(false) {
            println!("{}", next_steps(workspace, &address.url()));
            return;
        }
        std::thread::sleep(INTERVAL);
    }
}

fn is_running(process: u32) -> bool {
    process::output(Command::new("kill").args(["-0", &process.to_string()])).is_ok()
}

fn is_healthy(address: &Address) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect((address.host.as_str(), address.port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let host = address.url().replace("http://", "");
    write!(
        stream,
        "GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200 "))
}

fn next_steps(workspace: &Workspace, url: &str) -> String {
    let quick_start = workspace.example_plugins().join("my-plugin.wasm");
    let quick_start = Workspace::typed(&quick_start);
    format!(
        "
Acteon is running at {url}  (Ctrl-C stops it)

In a browser:  {url}/
API document:  {url}/api-doc/openapi.json

In another terminal, from this folder:

# Which plugins are there?
curl -s {url}/v1/wasm/plugins

# Call one with a payload, without touching any rule
curl -s {url}/v1/wasm/plugins/my-plugin/test \\
  -H 'content-type: application/json' \\
  -d '{{\"input\": {{\"namespace\": \"demo\", \"tenant\": \"acme\", \"provider\": \"email\", \"action_type\": \"notification\", \"payload\": {{\"priority\": \"low\"}}}}}}'

# What do the rules decide, and why?
curl -s {url}/v1/rules/evaluate \\
  -H 'content-type: application/json' \\
  -d '{{\"namespace\": \"demo\", \"tenant\": \"acme\", \"provider\": \"email\", \"action_type\": \"payment\", \"payload\": {{\"amount\": 5000}}}}'

# Register a plugin of your own (here the Quick Start again, under another name)
curl -s {url}/v1/wasm/plugins \\
  -F name=quick-start -F 'description=Suppress low-priority actions' \\
  -F 'wasm_file=@{quick_start}' -F timeout_ms=100
"
    )
}
