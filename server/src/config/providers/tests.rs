//! What becomes of an entry, and what shows of it.

use std::path::PathBuf;
use std::time::Duration;

use acteon_providers::{ProviderKind, Target, WebhookConfig};

use super::ProviderEntry;
use crate::config::{Config, ConfigFile, DEFAULTS, Layers};

const HOOKS: &str = r#"
    [[providers]]
    name = "hooks"
    type = "webhook"
    url = "https://hooks.example.com/actions?key=whisper"
    secret_env = "HOOKS_SECRET"
    headers = { "X-Team" = "whisper" }
    headers_env = { "X-Key" = "HOOKS_KEY" }
    ca_file = "ca.pem"
    timeout_ms = 4000
    max_attempts = 2
    circuit_open_ms = 1000
"#;

fn loaded(text: &str) -> Config {
    let file = Some(ConfigFile {
        path: PathBuf::from("conf/acteon.toml"),
        text: text.to_owned(),
    });
    Config::load(Layers {
        file,
        ..Layers::default()
    })
    .unwrap()
}

fn hooks() -> ProviderEntry {
    loaded(HOOKS).providers.remove(0)
}

#[test]
fn an_entry_becomes_a_webhook() {
    let set = |name: &str| Some(format!("value of {name}"));
    let provider = hooks().provider(&set).unwrap();
    assert_eq!(provider.name, "hooks");
    let ProviderKind::Webhook(webhook) = provider.kind else {
        panic!("not a webhook");
    };
    assert_eq!(webhook.target.origin(), "https://hooks.example.com");
    assert_eq!(webhook.secret.unwrap().reveal(), "value of HOOKS_SECRET");
    assert_eq!(webhook.headers.len(), 2);
    assert_eq!(webhook.ca_file, Some(PathBuf::from("conf/ca.pem")));
    assert_eq!(webhook.timeout, Duration::from_secs(4));
    assert_eq!(webhook.max_attempts, 2);
    assert_eq!(webhook.circuit.open_for, Duration::from_secs(1));
    assert_eq!(webhook.circuit.failures, 5, "the default");
}

/// The numbers in the default file are those that a webhook has when it names none.
#[test]
fn the_default_file_tells_the_defaults() {
    let block = DEFAULTS.split("#[[providers]]").nth(1).unwrap();
    let block = block.split("\n[").next().unwrap();
    let lines = block.lines().filter_map(|line| line.strip_prefix('#'));
    let keys: Vec<_> = lines.filter(|line| !line.starts_with(' ')).collect();
    let entry: ProviderEntry = toml::from_str(&keys.join("\n")).unwrap();
    assert!(entry.circuit_open_ms.is_some(), "the last key is missing");
    let target = Target::parse("http://localhost/").unwrap();
    let named = format!("{:?}", entry.bounds(target.clone()));
    assert_eq!(named, format!("{:?}", WebhookConfig::new(target)));
}

#[test]
fn a_variable_that_is_missing_or_cannot_be_is_named() {
    let nothing = |_: &str| None;
    let invalid = hooks().provider(&nothing).unwrap_err();
    assert_eq!(invalid.key, "secret_env");
    let said = "the environment variable `HOOKS_SECRET` is not set or empty; set it";
    assert_eq!(invalid.message, said);

    let empty = |name: &str| Some(if name == "HOOKS_KEY" { "" } else { "x" }.to_owned());
    let invalid = hooks().provider(&empty).unwrap_err();
    assert_eq!(invalid.key, "headers_env");
    assert!(invalid.message.contains("`HOOKS_KEY`"));

    let broken = |_: &str| Some("whisper\n".to_owned());
    let invalid = hooks().provider(&broken).unwrap_err();
    assert_eq!(invalid.key, "headers_env");
    assert!(!invalid.message.contains("whisper"));
}

#[test]
fn an_address_may_be_a_secret() {
    let text = "[[providers]]\nname = \"hooks\"\ntype = \"webhook\"\nurl_env = \"HOOKS_URL\"\n";
    let entry = loaded(text).providers.remove(0);
    let set = |_: &str| Some("https://hooks.example.com/whisper".to_owned());
    let provider = entry.provider(&set).unwrap();
    assert!(format!("{provider:?}").contains("https://hooks.example.com/(hidden)"));
    let nonsense = |_: &str| Some("whisper".to_owned());
    let invalid = entry.provider(&nonsense).unwrap_err();
    assert_eq!(invalid.key, "url_env");
    assert!(!invalid.message.contains("whisper"));
}

#[test]
fn secrets_do_not_show() {
    for shown in [
        format!("{:?}", hooks()),
        serde_json::to_string(&hooks()).unwrap(),
    ] {
        assert!(shown.contains("https://hooks.example.com/actions"));
        assert!(shown.contains("HOOKS_SECRET"));
        assert!(!shown.contains("whisper"), "{shown}");
    }
}
