//! Registered, initialised once, called many times.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::TestApp;

const PATH: &str = "/v1/wasm/plugins";
const PLUGINS: &str = "[wasm]\nenabled = true\n";

/// A plugin whose `_initialize` runs `body`, and prints.
fn initialising(body: &str) -> Vec<u8> {
    let text = format!(
        r#"(module
          (import "wasi_snapshot_preview1" "random_get"
            (func $random (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write"
            (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (table $table 2 funcref)
          (data (i32.const 16) "{{\"verdict\":true}}")
          (data (i32.const 64) "\48\00\00\00\05\00\00\00hello")
          (func (export "allocate") (param i32) (result i32) (i32.const 1024))
          (func (export "_initialize")
            (drop (call $write (i32.const 2) (i32.const 64) (i32.const 1) (i32.const 0)))
            {body})
          (func (export "evaluate") (param i32 i32) (result i64) (i64.const 0x1000000010)))"#
    );
    wat::parse_str(text).unwrap()
}

const NOTHING: &str = "";
const RANDOM: &str = "(drop (call $random (i32.const 128) (i32.const 8)))";
const TABLE: &str = "(table.set $table (i32.const 0) (ref.null func))";

async fn register(app: &TestApp, name: &str, module: &[u8], mode: &str) -> crate::support::Answer {
    let fields: &[(&str, &[u8])] = &[
        ("name", name.as_bytes()),
        ("snapshot", mode.as_bytes()),
        ("wasm_file", module),
    ];
    app.form(Method::POST, PATH, fields).await
}

/// What the initialisation printed shows whether a call ran it.
async fn initialises(app: &TestApp, name: &str) -> bool {
    let answer = app.test(name).await.expect(200);
    assert_eq!(answer["verdict"], true);
    match answer["stderr"].as_str().unwrap() {
        "hello" => true,
        "" => false,
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mode_decides_and_the_plugin_says_what_came_of_it() {
    let app = TestApp::new(PLUGINS).await;
    let random = "its initialisation reads random numbers, which would be the same for all calls; \
                  register it with `snapshot` `always` if that does no harm";
    let frozen = "calls start from a snapshot; its initialisation read random numbers, which is \
                  the same for all of them";
    let table = "it allows no snapshot: unsupported `table.set` instruction";
    for (name, body, mode, taken, reason) in [
        ("a1", NOTHING, "auto", true, Value::Null),
        ("a2", NOTHING, "always", true, Value::Null),
        (
            "a3",
            NOTHING,
            "never",
            false,
            json!("its registration says `never`"),
        ),
        ("r1", RANDOM, "auto", false, json!(random)),
        ("r2", RANDOM, "always", true, json!(frozen)),
        ("t1", TABLE, "auto", false, json!(table)),
    ] {
        let module = initialising(body);
        let expected = json!({"mode": mode, "taken": taken, "reason": reason});
        let registered = register(&app, name, &module, mode).await.expect(201);
        assert_eq!(registered["snapshot"], expected, "{name}");
        let shown = app.get(&format!("{PATH}/{name}")).await.expect(200);
        assert_eq!(shown["snapshot"], expected, "{name}");
        assert_eq!(initialises(&app, name).await, !taken, "{name}");
    }
    let refused = register(&app, "t2", &initialising(TABLE), "always").await;
    let message = refused.expect_error(400, "compilation_error");
    assert!(
        message.contains("`table.set`") && message.contains("`never`"),
        "{message}"
    );
    let refused = register(&app, "l", &initialising(NOTHING), "later").await;
    let message = refused.expect_error(400, "invalid_request");
    assert!(
        message.contains("`later`") && message.contains("`auto`"),
        "{message}"
    );
    let json = json!({"name": "j", "wasm_bytes": "", "snapshot": "later"});
    let refused = app.post(PATH, &json).await;
    assert!(
        refused
            .expect_error(400, "invalid_request")
            .contains("`auto`")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mode_can_be_changed_and_holds_after_a_restart() {
    let app = TestApp::new(PLUGINS).await;
    let module = initialising(RANDOM);
    register(&app, "p", &module, "auto").await.expect(201);
    assert!(initialises(&app, "p").await);

    let path = format!("{PATH}/p");
    let always = json!({"snapshot": "always"});
    let changed = app.json(Method::PATCH, &path, &always).await.expect(200);
    assert_eq!(
        (&changed["revision"], &changed["snapshot"]["taken"]),
        (&json!(2), &json!(true))
    );
    assert!(!initialises(&app, "p").await);
    let again = app.json(Method::PATCH, &path, &always).await.expect(200);
    assert_eq!(again["revision"], 2, "nothing changed");

    let app = app.restarted(PLUGINS, |_| {}).await;
    assert!(!initialises(&app, "p").await);
    let module: &[u8] = &initialising(&format!("{RANDOM} (nop)"));
    let replaced = app.form(Method::PUT, &path, &[("wasm_file", module)]).await;
    assert_eq!(
        replaced.expect(200)["snapshot"]["mode"],
        "always",
        "as before"
    );
    let fields: &[(&str, &[u8])] = &[("snapshot", b"never"), ("wasm_file", module)];
    let replaced = app.form(Method::PUT, &path, fields).await.expect(200);
    assert_eq!(replaced["snapshot"]["mode"], "never");
    assert!(initialises(&app, "p").await);

    let revisions = app.get(&format!("{path}/revisions")).await.expect(200);
    let modes: Vec<_> = revisions["revisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|revision| revision["snapshot"].as_str().unwrap())
        .collect();
    assert_eq!(modes, ["never", "always", "always", "auto"]);
    app.post(&format!("{path}/revisions/2/restore"), &json!({}))
        .await
        .expect(200);
    assert!(!initialises(&app, "p").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_module_that_allows_none_keeps_its_mode() {
    let app = TestApp::new(PLUGINS).await;
    register(&app, "p", &initialising(TABLE), "auto")
        .await
        .expect(201);
    let always = json!({"snapshot": "always", "description": "changed"});
    let refused = app.json(Method::PATCH, &format!("{PATH}/p"), &always).await;
    refused.expect_error(400, "compilation_error");
    let plugin = app.get(&format!("{PATH}/p")).await.expect(200);
    assert_eq!(
        (&plugin["revision"], &plugin["description"]),
        (&json!(1), &Value::Null)
    );
    assert!(initialises(&app, "p").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_memory_makes_a_snapshot_possible() {
    let app = TestApp::new(PLUGINS).await;
    // Nearly 2 MiB more.
    let module = initialising("(drop (memory.grow (i32.const 31)))");
    let fields: &[(&str, &[u8])] = &[
        ("name", b"grows"),
        ("memory_limit_bytes", b"1048576"),
        ("wasm_file", &module),
    ];
    let registered = app.form(Method::POST, PATH, fields).await.expect(201);
    let reason =
        "its initialisation asks for more memory than `memory_limit_bytes`; raise the limit";
    let none = json!({"mode": "auto", "taken": false, "reason": reason});
    assert_eq!(registered["snapshot"], none);
    let path = format!("{PATH}/grows");
    let change = async |field: &str, value: u64| {
        let request = json!({ field: value });
        app.json(Method::PATCH, &path, &request).await.expect(200)
    };
    let slower = change("timeout_ms", 200).await;
    assert_eq!(slower["snapshot"], none, "nothing more to initialise with");
    let larger = change("memory_limit_bytes", 4_194_304).await;
    let taken = json!({"mode": "auto", "taken": true, "reason": null});
    assert_eq!(larger["snapshot"], taken);
    assert!(!initialises(&app, "grows").await);
}
