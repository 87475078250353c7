//! The plugin resource, when something is wrong: every status of the contract's error table.

use axum::body::Body;
use axum::http::{Method, header};
use serde_json::json;

use crate::support::{PLUGINS, TestApp, modules, request};

const PATH: &str = "/v1/wasm/plugins";

#[tokio::test(flavor = "multi_thread")]
async fn modules_are_refused_with_the_reason() {
    let app = TestApp::new(PLUGINS).await;
    let evaluate = r#"(func (export "evaluate") (param i32 i32) (result i64) (i64.const 0))"#;
    let memory = r#"(memory (export "memory") 1)"#;
    for (name, module, says) in [
        ("text", b"(module)".to_vec(), ""),
        ("empty", Vec::new(), ""),
        (
            "import",
            modules::compile(&format!(
                r#"(module (import "env" "spy" (func)) {memory} {evaluate})"#
            )),
            "spy",
        ),
        (
            "no-memory",
            modules::compile(&format!("(module {evaluate})")),
            "memory",
        ),
        (
            "no-function",
            modules::compile(&format!("(module {memory})")),
            "i64",
        ),
        (
            "large-memory",
            modules::compile(&format!(
                r#"(module (memory (export "memory") 257) {evaluate})"#
            )),
            "memory",
        ),
        (
            "start-fails",
            modules::compile(&format!(
                "(module {memory} {evaluate} (func $start unreachable) (start $start))"
            )),
            "",
        ),
    ] {
        let message = app
            .register(name, &module)
            .await
            .expect_error(400, "compilation_error");
        assert!(
            message.starts_with("compilation error: "),
            "{name}: {message}"
        );
        assert!(message.contains(says), "{name}: {message}");
    }
    assert_eq!(app.get(PATH).await.expect(200)["count"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_are_checked() {
    let app = TestApp::new(PLUGINS).await;
    let module = modules::holding();
    let module = module.as_slice();
    let long = "x".repeat(129);
    for (fields, says) in [
        (vec![("wasm_file", module)], "`name`"),
        (vec![("name", b"p".as_slice())], "`wasm_file`"),
        (
            vec![("name", b".hidden".as_slice()), ("wasm_file", module)],
            "name",
        ),
        (
            vec![("name", b"a/b".as_slice()), ("wasm_file", module)],
            "name",
        ),
        (
            vec![("name", long.as_bytes()), ("wasm_file", module)],
            "name",
        ),
        (
            vec![("name", b"\xff".as_slice()), ("wasm_file", module)],
            "UTF-8",
        ),
        (
            vec![
                ("name", b"p".as_slice()),
                ("wasm_file", module),
                ("timeout_ms", b"0"),
            ],
            "`timeout_ms` is 0; it must be between 1 and 30000",
        ),
        (
            vec![
                ("name", b"p".as_slice()),
                ("wasm_file", module),
                ("timeout_ms", b"soon"),
            ],
            "`timeout_ms` is `soon`",
        ),
        (
            vec![
                ("name", b"p".as_slice()),
                ("wasm_file", module),
                ("memory_limit_bytes", b"65535"),
            ],
            "`memory_limit_bytes` is 65535",
        ),
        (
            vec![
                ("name", b"p".as_slice()),
                ("wasm_file", module),
                ("enabled", b"maybe"),
            ],
            "`enabled` is `maybe`",
        ),
        (
            vec![
                ("name", b"p".as_slice()),
                ("name", b"q"),
                ("wasm_file", module),
            ],
            "twice",
        ),
    ] {
        let answer = app.form(Method::POST, PATH, &fields).await;
        let message = answer.expect_error(400, "invalid_request");
        assert!(message.contains(says), "{says}: {message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_form_is_refused() {
    let app = TestApp::new(PLUGINS).await;
    let send = async |content_type: &str, body: &'static str| {
        let request = request(Method::POST, PATH).header(header::CONTENT_TYPE, content_type);
        app.send(request.body(Body::from(body)).unwrap()).await
    };
    send("text/plain", "x")
        .await
        .expect_error(415, "unsupported_media_type");
    send("multipart/form-data", "x")
        .await
        .expect_error(400, "invalid_request");
    send("multipart/form-data; boundary=b", "--b\r\ncut off")
        .await
        .expect_error(400, "invalid_request");
    send("application/json", "{")
        .await
        .expect_error(400, "invalid_request");
    let none = app
        .send(request(Method::POST, PATH).body(Body::empty()).unwrap())
        .await;
    none.expect_error(415, "unsupported_media_type");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_module_above_the_limit_is_413() {
    let app = TestApp::new("[wasm]\nenabled = true\nmax_module_bytes = 1000\n").await;
    for size in [1001, 300_000] {
        let answer = app.register("large", &vec![0; size]).await;
        let message = answer.expect_error(413, "payload_too_large");
        assert!(
            message.contains("1000 bytes") && message.contains("max_module_bytes"),
            "{message}"
        );
    }
    let json = json!({"name": "large", "wasm_bytes": "A".repeat(200_000)});
    app.post(PATH, &json)
        .await
        .expect_error(413, "payload_too_large");
    app.register("small", &modules::holding()).await.expect(201);
}

/// What stands in front of the first boundary, and the head of a field, count as well.
#[tokio::test(flavor = "multi_thread")]
async fn a_form_without_end_is_413() {
    let app = TestApp::new("[wasm]\nenabled = true\nmax_module_bytes = 1000\n").await;
    let long = "x".repeat(1_000_000);
    for body in [
        long.clone(),
        format!("--b\r\ncontent-disposition: {long}"),
        format!(
            "--b\r\ncontent-disposition: form-data; name=\"more\"\r\n\r\n{}\r\n",
            "x".repeat(50_000)
        )
        .repeat(20),
    ] {
        let request = request(Method::POST, PATH)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        let message = answer.expect_error(413, "payload_too_large");
        assert!(message.contains("max_module_bytes"), "{message}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_taken_once_and_the_registry_holds_256() {
    let app = TestApp::new(PLUGINS).await;
    let module = modules::holding();
    for number in 0..256 {
        app.register(&format!("p{number}"), &module)
            .await
            .expect(201);
    }
    app.register("p0", &module)
        .await
        .expect_error(409, "already_registered");
    let full = app
        .register("one-more", &module)
        .await
        .expect_error(409, "registry_full");
    assert!(full.contains("256"), "{full}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_invocation_is_422_with_the_specification_s_text() {
    let app = TestApp::new(PLUGINS).await;
    for (name, module, kind, text) in [
        (
            "slow",
            modules::doing("(loop (br 0)) unreachable"),
            "timeout",
            "plugin timed out after 100ms",
        ),
        (
            "hungry",
            modules::doing("(drop (memory.grow (i32.const 1000))) unreachable"),
            "memory_exceeded",
            "plugin exceeded memory limit of 16777216 bytes",
        ),
        (
            "mute",
            modules::answering("nothing"),
            "invalid_output",
            "invalid plugin output: expected object with \"verdict\" boolean",
        ),
        ("broken", modules::doing("unreachable"), "trap", ""),
    ] {
        app.register(name, &module).await.expect(201);
        let message = app.test(name).await.expect_error(422, kind);
        assert!(message.contains(text), "{name}: {message}");
    }
    app.register("p", &modules::holding()).await.expect(201);
    let missing = app
        .post("/v1/wasm/plugins/p/test", &json!({"function": "nope"}))
        .await;
    assert!(
        missing
            .expect_error(422, "function_not_found")
            .contains("nope")
    );
    let unknown = app.test("nobody").await;
    assert_eq!(unknown.expect(404), json!({"error": "plugin not found"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_checked_like_a_registration() {
    let app = TestApp::new(PLUGINS).await;
    app.register("p", &modules::holding()).await.expect(201);
    let patch = async |body| app.json(Method::PATCH, "/v1/wasm/plugins/p", &body).await;
    patch(json!({"timeout_ms": 30_001}))
        .await
        .expect_error(400, "invalid_request");
    let typed = patch(json!({"timeout_ms": "soon"}))
        .await
        .expect_error(400, "invalid_request");
    assert!(typed.starts_with("`timeout_ms`: "), "{typed}");
    let other: &[(&str, &[u8])] = &[("name", b"q"), ("wasm_file", &modules::denying())];
    let renamed = app.form(Method::PUT, "/v1/wasm/plugins/p", other).await;
    assert!(
        renamed
            .expect_error(400, "invalid_request")
            .contains("names cannot change")
    );
    let nobody = app.form(Method::PUT, "/v1/wasm/plugins/q", other).await;
    assert_eq!(nobody.expect(404), json!({"error": "plugin not found"}));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_runtime_the_plugin_resource_is_503() {
    let app = TestApp::new("").await;
    for answer in [
        app.get(PATH).await,
        app.get("/v1/wasm/plugins/p").await,
        app.delete("/v1/wasm/plugins/p").await,
        app.test("p").await,
        app.register("p", &modules::holding()).await,
    ] {
        let message = answer.expect_error(503, "wasm_disabled");
        assert!(message.contains("set [wasm] enabled = true"), "{message}");
    }
}
