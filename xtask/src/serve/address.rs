//! Where the server is going to listen, found as the server itself does: arguments, environment,
//! file, default.

use crate::workspace::Workspace;

const DEFAULT_HOST: &str = "127.0.0.1";
const DEFAULT_PORT: u16 = 8080;

/// An address to listen on.
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    /// Name or IP address.
    pub host: String,
    /// TCP port.
    pub port: u16,
}

impl Address {
    /// The address of a server that is started with `arguments`, and with the file `config` of the
    /// repository if they name no other.
    ///
    /// # Errors
    /// When the file is not TOML, or the port is none.
    pub fn find(workspace: &Workspace, config: &str, arguments: &[String]) -> anyhow::Result<Self> {
        let file = argument(arguments, "--config").unwrap_or_else(|| config.to_owned());
        let table = workspace.toml(&file)?;
        let get = |flag: &str, variable: &str, key: &str| {
            argument(arguments, flag)
                .or_else(|| std::env::var(variable).ok())
                .or_else(|| match table.get("server")?.get(key)? {
                    toml::Value::String(text) => Some(text.clone()),
                    other => Some(other.to_string()),
                })
        };
        let host = get("--host", "ACTEON_SERVER__HOST", "host");
        let port = get("--port", "ACTEON_SERVER__PORT", "port");
        Ok(Self {
            host: host.unwrap_or_else(|| DEFAULT_HOST.to_owned()),
            port: match port {
                None => DEFAULT_PORT,
                Some(text) => text
                    .parse()
                    .map_err(|_| anyhow::anyhow!("`{text}` is not a port"))?,
            },
        })
    }

    /// The address to reach the server at from this machine.
    pub fn url(&self) -> String {
        let host = match self.host.as_str() {
            "0.0.0.0" | "::" | "[::]" => "127.0.0.1".to_owned(),
            host if host.contains(':') && !host.starts_with('[') => format!("[{host}]"),
            host => host.to_owned(),
        };
        format!("http://{host}:{}", self.port)
    }
}

/// The value of `--flag value` or `--flag=value`.
fn argument(arguments: &[String], flag: &str) -> Option<String> {
    arguments.iter().enumerate().find_map(|(index, argument)| {
        match argument.strip_prefix(flag)? {
            "" => arguments.get(index + 1).cloned(),
            rest => rest.strip_prefix('=').map(str::to_owned),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_an_argument_are_read() {
        let arguments = ["--log", "x", "--port=9000", "--host", "::1"].map(str::to_owned);
        assert_eq!(argument(&arguments, "--port").as_deref(), Some("9000"));
        assert_eq!(argument(&arguments, "--host").as_deref(), Some("::1"));
        assert_eq!(argument(&arguments, "--config"), None);
    }

    #[test]
    fn an_address_is_reachable_from_this_machine() {
        let url = |host: &str| {
            Address {
                host: host.to_owned(),
                port: 8080,
            }
            .url()
        };
        assert_eq!(url("0.0.0.0"), "http://127.0.0.1:8080");
        assert_eq!(url("::1"), "http://[::1]:8080");
    }
}
