//! The clients in every language, against a running release server with keys and the demo's plugins.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::counts;
use super::running::Running;
use crate::console::Line;
use crate::outcome::Outcome;
use crate::workspace::Workspace;
use crate::{process, serve, tools};

/// A client that is not in Rust: its folder below `clients`, and programs with the Debian packages
/// that have them.
struct Client {
    folder: &'static str,
    programs: &'static [(&'static str, &'static str)],
}

const CLIENTS: &[Client] = &[
    Client {
        folder: "python",
        programs: &[("python3", "python3-venv")],
    },
    Client {
        folder: "nodejs",
        programs: &[("npm", "npm"), ("python3", "python3")],
    },
    Client {
        folder: "go",
        programs: &[("go", "golang"), ("python3", "python3")],
    },
    Client {
        folder: "java",
        programs: &[
            ("javac", "default-jdk-headless"),
            ("mvn", "maven"),
            ("python3", "python3"),
        ],
    },
];
/// What checks a client and says at its end how many tests passed and failed.
const CHECK: &str = "check.sh";
/// The tests of the Rust client and of the command line that take a server.
const RUST_TESTS: [&str; 3] = ["kitchen_sink", "readme", "server"];
/// The Rust client, and what it stands on.
const PUBLISHED: [&str; 3] = ["acteon-core", "acteon-api-types", "acteon-client"];
/// The specification's sample, which the clients upload.
const PLUGIN: &str = "my-plugin.wasm";

/// Checks every client. Each has a server of its own.
///
/// # Errors
/// When a server does not start or a language is missing.
pub fn run(workspace: &Workspace, line: &Line) -> anyhow::Result<Outcome> {
    let setting = Setting::new(workspace)?;
    package(workspace, line)?;
    let mut outcome = setting.run(line, "rust", &mut rust(workspace), counts::of_cargo)?;
    say(line, "rust", &outcome);
    for client in CLIENTS {
        for (program, package) in client.programs {
            tools::ensure_program(line, program, package)?;
        }
        let folder = workspace.path("clients").join(client.folder);
        let mut check = Command::new("bash");
        check.arg(folder.join(CHECK)).current_dir(&folder);
        line.note(client.folder);
        let of_client = setting.run(line, client.folder, &mut check, counts::of_last_line)?;
        say(line, client.folder, &of_client);
        outcome.add(of_client);
    }
    Ok(outcome)
}

/// A row of the table of all clients.
fn say(line: &Line, client: &str, outcome: &Outcome) {
    let Outcome { passed, failed, .. } = outcome;
    line.say(&format!(
        "{client:<8} {passed:>4} passed {failed:>4} failed"
    ));
}

/// Makes the packages that are published together with the Rust client.
fn package(workspace: &Workspace, line: &Line) -> anyhow::Result<()> {
    let mut cargo = process::cargo(workspace.root());
    cargo.args(["package", "--no-verify", "--allow-dirty"]);
    for package in PUBLISHED {
        cargo.args(["--package", package]);
    }
    process::run(line, &mut cargo)?.expect_success().map(drop)
}

fn rust(workspace: &Workspace) -> Command {
    let mut cargo = process::cargo(workspace.root());
    cargo.args(["test", "--release", "--no-fail-fast"]);
    for test in RUST_TESTS {
        cargo.args(["--test", test]);
    }
    cargo
}

/// The demo with an admin's and a viewer's key.
struct Setting<'a> {
    workspace: &'a Workspace,
    config: std::path::PathBuf,
    key: String,
    viewer_key: String,
}

impl<'a> Setting<'a> {
    fn new(workspace: &'a Workspace) -> anyhow::Result<Self> {
        let folder = workspace.target().join("clients");
        fs::create_dir_all(&folder)?;
        let (key, admin) = new_key(workspace, "admin")?;
        let (viewer_key, viewer) = new_key(workspace, "viewer")?;
        let demo = fs::read_to_string(workspace.path(serve::CONFIG))?;
        let config = folder.join("acteon.toml");
        fs::write(&config, format!("{demo}\n{admin}\n{viewer}"))?;
        Ok(Self {
            workspace,
            config,
            key,
            viewer_key,
        })
    }

    /// Runs `command` with a fresh server; `count` reads what it printed.
    fn run(
        &self,
        line: &Line,
        name: &str,
        command: &mut Command,
        count: fn(&str) -> Outcome,
    ) -> anyhow::Result<Outcome> {
        let examples = self.workspace.path(serve::CONFIG);
        let examples = examples.parent().context("the demo has no folder")?;
        let server = Running::start_with(
            self.workspace,
            &Path::new("clients").join(name),
            &self.config,
            &[
                ("ACTEON_RULES__DIRECTORY", &examples.join("rules")),
                ("ACTEON_WASM__PLUGIN_DIR", &self.workspace.example_plugins()),
            ],
        )?;
        command
            .env("ACTEON_URL", server.url())
            .env("ACTEON_API_KEY", &self.key)
            .env("ACTEON_VIEWER_KEY", &self.viewer_key)
            .env(
                "ACTEON_PLUGIN",
                self.workspace.example_plugins().join(PLUGIN),
            );
        let ended = process::run(line, command)?;
        let mut outcome = count(&ended.output);
        if !ended.success || outcome.failed > 0 || outcome.passed == 0 {
            outcome.failure = Some(ended.to_string());
        }
        Ok(outcome)
    }
}

/// A key of a role, and the section of the configuration that admits it.
fn new_key(workspace: &Workspace, role: &str) -> anyhow::Result<(String, String)> {
    let mut command = Command::new(workspace.server_binary());
    command.args(["new-key", role, "--role", role]);
    let printed = process::output(&mut command)?;
    let key = printed
        .split_whitespace()
        .find(|word| word.starts_with("acteon_"))
        .context("`new-key` printed no key")?;
    let section = printed
        .find("[[auth.keys]]")
        .and_then(|start| printed.get(start..))
        .context("`new-key` printed no section")?;
    Ok((key.to_owned(), section.to_owned()))
}
