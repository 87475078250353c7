//! The layers, and what is said about values that cannot be.

use std::path::PathBuf;

use serde_json::Value as Json;

use super::*;

fn file(text: &str) -> Layers {
    Layers {
        file: Some(ConfigFile {
            path: PathBuf::from("conf/acteon.toml"),
            text: text.to_owned(),
        }),
        ..Layers::default()
    }
}

#[test]
fn the_defaults_are_the_specifications() {
    let config = Config::load(Layers::default()).unwrap();
    assert!(!config.wasm.enabled);
    assert_eq!(config.wasm.plugin_dir, None);
    assert_eq!(config.wasm.default_memory_limit_bytes, 16_777_216);
    assert_eq!(config.wasm.default_timeout_ms, 100);
    assert_eq!(
        (config.server.host.as_str(), config.server.port),
        ("127.0.0.1", 8080)
    );
    assert!(config.auth.is_none());
}

/// What stands behind a `#` in the default file is a key too, and none is missing.
#[test]
fn the_default_file_has_every_key() {
    let uncomment = |line: &str| match line.strip_prefix('#') {
        Some(key) if key.starts_with(|c: char| c == '[' || c.is_ascii_lowercase()) => {
            key.to_owned()
        }
        _ => line.to_owned(),
    };
    let text: Vec<_> = DEFAULTS.lines().map(uncomment).collect();
    let config: Config = toml::from_str(&text.join("\n")).unwrap();
    fn missing(path: &str, value: &Json) -> Vec<String> {
        match value {
            Json::Null => vec![path.to_owned()],
            Json::Object(fields) => fields
                .iter()
                .flat_map(|(key, value)| missing(&format!("{path}.{key}"), value))
                .collect(),
            Json::Array(items) => items.iter().flat_map(|item| missing(path, item)).collect(),
            Json::Bool(_) | Json::Number(_) | Json::String(_) => Vec::new(),
        }
    }
    let missing = missing("", &serde_json::to_value(&config).unwrap());
    assert!(
        missing.is_empty(),
        "not in acteon.default.toml: {missing:?}"
    );
}

#[test]
fn later_layers_win() {
    let mut layers = file("[server]\nport = 1\nhost = \"127.0.0.2\"\nmax_connections = 7\n");
    layers.variables = [
        ("ACTEON_SERVER__PORT", "2"),
        ("ACTEON_SERVER__HOST", "127.0.0.3"),
        ("ACTEON_URL", "x"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    layers.flags.push(Flag {
        flag: "--port",
        key: "server.port",
        value: 3.into(),
    });
    let server = Config::load(layers).unwrap().server;
    assert_eq!(server.port, 3);
    assert_eq!(server.host, "127.0.0.3");
    assert_eq!(server.max_connections, 7);
}

#[test]
fn variables_hold_lists_and_text_that_looks_like_a_number() {
    let layers = Layers {
        variables: [
            ("ACTEON_SERVER__DATA_DIR", "123"),
            (
                "ACTEON_SERVER__ALLOWED_HOSTS",
                "[\"a.example\", \"b.example\"]",
            ),
            (
                "ACTEON_WASM__PLUGINS",
                "[{ name = \"one\", timeout_ms = 5 }]",
            ),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        ..Layers::default()
    };
    let config = Config::load(layers).unwrap();
    assert_eq!(config.server.data_dir, PathBuf::from("123"));
    assert_eq!(config.server.allowed_hosts, ["a.example", "b.example"]);
    assert_eq!(config.wasm.plugins[0].timeout_ms, Some(5));
}

#[test]
fn paths_are_relative_to_the_file_and_on_the_command_line_to_the_working_directory() {
    let mut layers = file(
        "[rules]\ndirectory = \"rules\"\n[wasm]\nplugin_dir = \"/plugins\"\n\
         [[wasm.plugins]]\nname = \"one\"\nwasm_path = \"one.wasm\"\n",
    );
    layers.flags.push(Flag {
        flag: "--data-dir",
        key: "server.data_dir",
        value: "here".into(),
    });
    let config = Config::load(layers).unwrap();
    assert_eq!(config.rules.directory, Some(PathBuf::from("conf/rules")));
    assert_eq!(config.wasm.plugin_dir, Some(PathBuf::from("/plugins")));
    assert_eq!(
        config.wasm.plugins[0].wasm_path,
        Some(PathBuf::from("conf/one.wasm"))
    );
    assert_eq!(config.server.data_dir, PathBuf::from("here"));
}

#[test]
fn a_variable_or_flag_that_cannot_be_is_named() {
    let variable = |name: &str, value: &str| Layers {
        variables: vec![(name.to_owned(), value.to_owned())],
        ..Layers::default()
    };
    for (layers, expected) in [
        (
            variable("ACTEON_SERVER__PORT", "many"),
            "environment variable `ACTEON_SERVER__PORT`: `server.port`: \
             invalid type: string \"many\", expected u16",
        ),
        (
            variable("ACTEON_WASM__DEFAULT_TIMEOUT_MS", "0"),
            "environment variable `ACTEON_WASM__DEFAULT_TIMEOUT_MS`: `wasm.default_timeout_ms`: \
             is 0; it must be between 1 and 30000",
        ),
        (
            Layers {
                flags: vec![Flag {
                    flag: "--host",
                    key: "server.host",
                    value: "0.0.0.0".into(),
                }],
                ..Layers::default()
            },
            "`--host`: `server.host`: `0.0.0.0` can be reached by others and there is no `[auth]` \
             section; add keys (`acteon-server new-key NAME`), listen on 127.0.0.1, or set \
             `server.allow_unauthenticated = true`",
        ),
    ] {
        assert_eq!(Config::load(layers).unwrap_err().to_string(), expected);
    }
}

/// Each case: a configuration file, and the sentence it is refused with.
#[test]
fn files_that_cannot_be_are_refused_with_file_line_and_key() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/config");
    let mut cases: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    cases.sort();
    assert!(cases.len() > 20, "the cases are missing");
    for case in cases {
        let text = std::fs::read_to_string(&case).unwrap();
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let layers = Layers {
            file: Some(ConfigFile {
                path: PathBuf::from(&name),
                text,
            }),
            ..Layers::default()
        };
        let said = Config::load(layers)
            .err()
            .map_or("accepted".to_owned(), |error| error.to_string());
        let golden = case.with_extension("err");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&golden, format!("{said}\n")).unwrap();
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(
            said,
            expected.trim_end(),
            "{name} (UPDATE_GOLDEN=1 rewrites the .err files)"
        );
    }
}
