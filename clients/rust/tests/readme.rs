//! The example that the README begins with, run against a running server.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail a test by panicking, as the tests do"
)]

mod support;

use acteon_client::{ActeonClient, RegisterPlugin, ReplacePlugin};
use support::setting;

/// What the README says, and the same for the server of this test, which wants a key.
const CONNECT: &str = r#"let client = ActeonClient::new("http://localhost:8080");"#;
const CONNECT_HERE: &str = "let client = setting().client(&setting().key);";

#[allow(
    unused_imports,
    reason = "what the client is made with is another line here"
)]
async fn example() -> Result<(), acteon_client::Error> {
    include!("support/readme_example.rs");
    Ok(())
}

#[test]
fn the_example_is_the_one_of_the_readme() {
    let readme = include_str!("../README.md");
    let block = readme.split("```").nth(3).unwrap();
    let shown: String = block
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with("# "))
        .map(|line| format!("{line}\n"))
        .collect();
    let run = include_str!("support/readme_example.rs").replace(CONNECT_HERE, CONNECT);
    assert_eq!(
        run.trim()
            .trim_start_matches('{')
            .trim_end_matches('}')
            .trim(),
        shown.trim()
    );
}

#[tokio::test]
async fn the_example_runs() {
    let setting = setting();
    let client: ActeonClient = setting.client(&setting.key);
    let module = std::path::PathBuf::from(&setting.plugin);
    // The demo's plugin is a file, which the server does not delete: an upload goes in front of it.
    let upload = ReplacePlugin::new(module.clone());
    match client.replace_wasm_plugin("my-plugin", upload).await {
        Ok(_) => {}
        Err(error) if error.is_not_found() => {
            let plugin = RegisterPlugin::new("my-plugin", module);
            client.register_wasm_plugin(plugin).await.unwrap();
        }
        Err(error) => panic!("{error}"),
    }
    example().await.unwrap();
}
