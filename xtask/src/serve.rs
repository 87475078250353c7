//! `cargo xtask serve`: from a fresh checkout to a running server.

mod address;
mod announce;
mod next_steps;

use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use anyhow::Context as _;

pub use self::address::Address;
pub use self::announce::{AnnounceArguments, announce, answers};
pub use self::next_steps::commands;
use crate::console;
use crate::workspace::Workspace;
use crate::{bundle, example_plugins, server};

/// The configuration of the demo.
pub const CONFIG: &str = "examples/acteon.toml";

/// Builds everything, then becomes the server.
///
/// # Errors
/// When something does not build, or the server cannot start.
pub fn run(workspace: &Workspace, arguments: &[String]) -> anyhow::Result<()> {
    let address = Address::find(workspace, CONFIG, arguments)?;
    // Before the long build rather than after it.
    if address.port != 0 {
        TcpListener::bind((address.host.as_str(), address.port)).with_context(|| {
            format!(
                "cannot listen on {}:{}: stop what does, or choose another port: ACTEON_SERVER__PORT=9000 cargo xtask serve",
                address.host, address.port
            )
        })?;
    }
    let plugins = console::step("example plugins", |line| {
        example_plugins::build(workspace, line)
    })?;
    for skipped in &plugins.left_out {
        println!("  left out: {}: {}", skipped.name, skipped.reason);
    }
    console::step("browser bundle", |line| bundle::build(workspace, line))?;
    console::step("server", |line| server::build(workspace, line))?;

    let mut server = Command::new(workspace.server_binary());
    if !arguments
        .iter()
        .any(|argument| argument.starts_with("--config"))
    {
        server.arg("--config").arg(workspace.path(CONFIG));
    }
    // The server chooses port 0's port, and logs it.
    if address.port != 0 {
        start_announcer(&address)?;
    }
    // This process becomes the server: what ends `cargo xtask serve` ends the server.
    let error = server.args(arguments).exec();
    Err(error).with_context(|| format!("`{}` does not start", workspace.server_binary().display()))
}

/// Starts the process that waits for the server and prints what to try. The shell in between ends
/// at once, so that the server is not the parent of a process it knows nothing about.
fn start_announcer(address: &Address) -> anyhow::Result<()> {
    let status = Command::new("sh")
        .args(["-c", "\"$0\" \"$@\" &"])
        .arg(std::env::current_exe()?)
        .args(["announce", "--host", &address.host])
        .args(["--port", &address.port.to_string()])
        .args(["--server", &std::process::id().to_string()])
        .stdin(Stdio::null())
        .status()?;
    anyhow::ensure!(status.success(), "`sh` failed: {status}");
    Ok(())
}
