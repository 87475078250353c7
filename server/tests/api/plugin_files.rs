//! Plugins that are files, and what survives a restart.

use std::fs;
use std::path::Path;

use axum::http::Method;
use serde_json::json;

use crate::support::{PLUGINS, TestApp, modules};

const FILES: &str = "[wasm]\nenabled = true\nplugin_dir = \"plugins\"\n";

fn with_file(folder: &Path) {
    fs::create_dir_all(folder.join("plugins")).unwrap();
    fs::write(folder.join("plugins/checker.wasm"), modules::holding()).unwrap();
}

async fn files() -> TestApp {
    let app = TestApp::new(PLUGINS).await;
    app.restarted(FILES, with_file).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_stands_in_front_of_a_file_until_it_is_deleted() {
    let app = files().await;
    let found = app.get("/v1/plugins/checker").await.expect(200);
    assert_eq!(
        (&found["source"], &found["status"]),
        (&json!("plugin_dir"), &json!("active"))
    );
    assert_eq!(app.test("checker").await.expect(200)["verdict"], true);

    let uploaded = app
        .register("checker", &modules::denying())
        .await
        .expect(201);
    assert_eq!(uploaded["source"], "upload");
    assert_eq!(uploaded["warnings"].as_array().unwrap().len(), 1);
    assert_eq!(app.test("checker").await.expect(200)["verdict"], false);

    app.delete("/v1/plugins/checker").await.expect(204);
    assert_eq!(
        app.get("/v1/plugins/checker").await.expect(200)["source"],
        "plugin_dir"
    );
    assert_eq!(app.test("checker").await.expect(200)["verdict"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_file_plugin_comes_back_with_the_next_start() {
    let app = files().await;
    app.delete("/v1/plugins/checker").await.expect(204);
    app.get("/v1/plugins/checker").await.expect(404);
    let app = app.restarted(FILES, |_| {}).await;
    app.get("/v1/plugins/checker").await.expect(200);
    let app = app
        .restarted(FILES, |folder| {
            fs::remove_file(folder.join("plugins/checker.wasm")).unwrap()
        })
        .await;
    app.get("/v1/plugins/checker").await.expect(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_missing_takes_nothing_away() {
    let app = files().await;
    let off = json!({"enabled": false, "timeout_ms": 50});
    app.json(Method::PATCH, "/v1/plugins/checker", &off)
        .await
        .expect(200);
    let hide = |folder: &Path| fs::rename(folder.join("plugins"), folder.join("away")).unwrap();
    let app = app.restarted(FILES, hide).await;
    assert_eq!(
        app.get("/v1/plugins/checker").await.expect(200)["enabled"],
        false
    );
    let back = |folder: &Path| fs::rename(folder.join("away"), folder.join("plugins")).unwrap();
    let app = app.restarted(FILES, back).await;
    let plugin = app.get("/v1/plugins/checker").await.expect(200);
    assert_eq!(
        (&plugin["enabled"], &plugin["timeout_ms"]),
        (&json!(false), &json!(50))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_is_listed_and_the_module_before_goes_on_answering() {
    let app = files().await;
    let break_it = |folder: &Path| {
        fs::write(folder.join("plugins/checker.wasm"), "not a module").unwrap();
        fs::write(folder.join("plugins/other.wasm"), "neither").unwrap();
    };
    app.get("/v1/plugins/checker").await.expect(200);
    let app = app.restarted(FILES, break_it).await;
    let broken = app.get("/v1/plugins/checker").await.expect(200);
    assert_eq!(broken["status"], "failed");
    let error = broken["last_error"].as_str().unwrap();
    assert!(error.starts_with("compilation error: "), "{error}");
    assert!(error.ends_with("revision 1 goes on answering"), "{error}");
    assert_eq!(app.test("checker").await.expect(200)["verdict"], true);
    app.test("other").await.expect_error(422, "plugin_failed");
    let ready = app.get("/ready").await.expect(200);
    assert_eq!(ready["problems"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_configuration_sets_is_not_changed_over_the_api() {
    let app = TestApp::new(PLUGINS).await;
    let config = format!("{FILES}[[wasm.plugins]]\nname = \"checker\"\ntimeout_ms = 250\n");
    let app = app.restarted(&config, with_file).await;
    let path = "/v1/plugins/checker";
    assert_eq!(app.get(path).await.expect(200)["timeout_ms"], 250);
    let set = json!({"timeout_ms": 50});
    app.json(Method::PATCH, path, &set)
        .await
        .expect_error(400, "invalid_request");
    let open = json!({"enabled": false});
    app.json(Method::PATCH, path, &open).await.expect(200);
    let app = app.restarted(&config, |_| {}).await;
    let plugin = app.get(path).await.expect(200);
    assert_eq!(
        (&plugin["enabled"], &plugin["timeout_ms"]),
        (&json!(false), &json!(250))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_restart() {
    let app = TestApp::new(PLUGINS).await;
    let registered = app.register("kept", &modules::holding()).await.expect(201);
    app.register("gone", &modules::holding()).await.expect(201);
    app.delete("/v1/plugins/gone").await.expect(204);
    let change = json!({"description": "kept", "timeout_ms": 7});
    app.json(Method::PATCH, "/v1/plugins/kept", &change)
        .await
        .expect(200);
    // Nothing changes, so there is no revision.
    app.json(Method::PATCH, "/v1/plugins/kept", &change)
        .await
        .expect(200);
    app.test("kept").await.expect(200);

    let app = app.restarted(PLUGINS, |_| {}).await;
    app.get("/v1/plugins/gone").await.expect(404);
    let kept = app.get("/v1/plugins/kept").await.expect(200);
    assert_eq!(kept["sha256"], registered["sha256"]);
    assert_eq!(
        (&kept["revision"], &kept["timeout_ms"]),
        (&json!(2), &json!(7))
    );
    assert_eq!(kept["invocations_by_origin"]["test"], 1);
    let former = app
        .post("/v1/plugins/kept/revisions/1/restore", &json!({}))
        .await
        .expect(200);
    assert_eq!(
        (&former["revision"], &former["timeout_ms"]),
        (&json!(3), &json!(100))
    );
}
