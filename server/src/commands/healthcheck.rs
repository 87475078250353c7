//! `acteon-server healthcheck`

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::{CommandError, say};
use crate::config::Config;

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn run(config: &Config) -> Result<(), CommandError> {
    let address = config
        .server
        .address()
        .map(reachable)
        .unwrap_or(Ipv4Addr::LOCALHOST.into());
    let address = SocketAddr::new(address, config.server.port);
    let status = ask(address).map_err(|error| {
        CommandError::Unhealthy(format!("no server answers at `{address}`: {error}"))
    })?;
    if status.split(' ').nth(1) == Some("200") {
        return say("healthy\n");
    }
    Err(CommandError::Unhealthy(format!(
        "the server at `{address}` answered `{status}`"
    )))
}

/// The address under which a server that listens on `bind` can be reached from here.
fn reachable(bind: IpAddr) -> IpAddr {
    match bind {
        IpAddr::V4(bind) if bind.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(bind) if bind.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        bind => bind,
    }
}

/// The status line of `GET /health`.
fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /health HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.take(64 * 1024).read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}
