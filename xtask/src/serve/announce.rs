//! What is printed once the server answers.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use super::address::Address;
use super::next_steps;
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
        if answers(&address, "/health").unwrap_or(false) {
            println!("{}", next_steps::text(workspace, &address.url()));
            return;
        }
        std::thread::sleep(INTERVAL);
    }
}

fn is_running(process: u32) -> bool {
    process::output(Command::new("kill").args(["-0", &process.to_string()])).is_ok()
}

/// Whether a server at `address` answers 200 to a GET of `path`.
///
/// # Errors
/// When it cannot be reached.
pub fn answers(address: &Address, path: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect((address.host.as_str(), address.port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let host = address.url().replace("http://", "");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200 "))
}
