//! The UI's pages and files.

use std::sync::mpsc::TryRecvError;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, header};

use crate::support::{Answer, PLUGINS, TestApp, modules, request};

async fn visit(app: &TestApp, path: &str) -> Answer {
    let asked = request(Method::GET, path).header(header::ACCEPT, "text/html,*/*;q=0.8");
    app.send(asked.body(Body::empty()).unwrap()).await
}

/// A debug build has the UI only when it was built; a release build always.
pub fn built() -> bool {
    let built = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../target/site/pkg")
        .is_dir();
    assert!(
        built || cfg!(debug_assertions),
        "a release build without its UI"
    );
    built
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_has_its_data_and_a_policy_with_a_nonce() {
    let app = TestApp::new(PLUGINS).await;
    app.register("fraud-scorer", &modules::holding())
        .await
        .expect(201);
    let page = visit(&app, "/plugins").await;
    if !built() {
        assert_eq!(page.status, 503);
        assert!(page.text().contains("cargo xtask serve"));
        return;
    }
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("fraud-scorer"));
    let policy = page.header("content-security-policy").unwrap();
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    assert!(
        page.text().contains(&format!("nonce=\"{nonce}\"")),
        "{policy}"
    );
    assert!(policy.contains("'wasm-unsafe-eval'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe-inline"));
    let again = visit(&app, "/plugins").await;
    assert_ne!(again.header("content-security-policy"), Some(policy));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_that_a_page_names_is_served_for_ever() {
    let app = TestApp::new(PLUGINS).await;
    if !built() {
        return;
    }
    let page = visit(&app, "/plugins").await;
    let named: Vec<_> = page
        .text()
        // Some stand in a script, where the quotes are escaped.
        .split(['"', '\\'])
        .filter(|text| text.starts_with("/pkg/") || text.starts_with("/fonts/"))
        .map(str::to_owned)
        .collect();
    assert!(named.len() >= 3, "{named:?}");
    for path in named {
        let file = app.get(&path).await;
        assert_eq!(file.status, 200, "{path}");
        assert!(
            file.header("cache-control").unwrap().contains("immutable"),
            "{path}"
        );
        let tag = file.header("etag").unwrap().to_owned();
        let again = request(Method::GET, &path).header(header::IF_NONE_MATCH, tag);
        assert_eq!(
            app.send(again.body(Body::empty()).unwrap()).await.status,
            304
        );
    }
    assert_eq!(app.get("/../Cargo.toml").await.status, 404);
    assert_eq!(app.get("/pkg/%2e%2e/%2e%2e/Cargo.toml").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_does_not_exist_is_a_page_for_people_and_json_for_programs() {
    let app = TestApp::new(PLUGINS).await;
    let page = visit(&app, "/no-such-page").await;
    assert!(
        page.header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
    if built() {
        assert_eq!(page.status, 404);
    }
    visit(&app, "/v1/no-such-thing")
        .await
        .expect_error(404, "not_found");
    app.get("/no-such-page")
        .await
        .expect_error(404, "not_found");
}

/// Where the pages are is part of the route table, and of the API document that is made of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_end_while_the_routes_are_listed() {
    const PAGES: u32 = 100;
    let app = TestApp::new(PLUGINS).await;
    let (done, ended) = std::sync::mpsc::channel::<()>();
    let listing = std::thread::spawn(move || {
        let mut lists = 0;
        while ended.try_recv() == Err(TryRecvError::Empty) {
            drop(acteon_server::routes::table());
            lists += 1;
        }
        lists
    });
    for number in 0..PAGES {
        let visit = tokio::time::timeout(Duration::from_secs(30), visit(&app, "/plugins"));
        let page = visit
            .await
            .unwrap_or_else(|_| panic!("page {number} never ends"));
        assert_eq!(page.status, 200);
    }
    drop(done);
    assert!(listing.join().unwrap() > 0);
}
