//! The OpenAPI document and the route table say the same.

use std::collections::BTreeSet;
use std::path::Path;

use acteon_server::openapi;
use acteon_server::routes::{self, Listing};
use serde_json::Value;

use crate::support::{PLUGINS, TestApp};

fn documented() -> BTreeSet<(String, String)> {
    let paths = openapi::value()["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let methods = item
                .as_object()
                .unwrap()
                .iter()
                .filter(|(_, operation)| operation.is_object());
            methods.map(|(method, _)| (method.to_uppercase(), path.clone()))
        })
        .collect()
}

#[test]
fn every_route_is_documented_and_nothing_else() {
    let served: BTreeSet<_> = routes::table()
        .into_iter()
        .filter(|route| route.listing != Listing::Unlisted)
        .map(|route| (route.method.to_string(), route.path))
        .collect();
    assert_eq!(documented(), served);
}

#[test]
fn operation_ids_are_unique_and_references_lead_somewhere() {
    let document = openapi::value();
    let mut ids = BTreeSet::new();
    for (method, path) in documented() {
        let id = document["paths"][&path][method.to_lowercase()]["operationId"].clone();
        assert!(ids.insert(id.to_string()), "{id} is there twice");
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{pointer} is not there"
        );
    }
}

/// The document is part of the repository, so that a change of the API is seen in its review.
#[test]
fn the_committed_document_is_the_served_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let served = format!("{:#}\n", openapi::value());
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &served).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == served,
        "the API has changed: look at what `UPDATE_OPENAPI=1 cargo test -p acteon-server openapi` \
         makes of server/openapi.json, and commit it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn document_and_page_are_served() {
    let app = TestApp::new(PLUGINS).await;
    let document: Value = app.get("/api-doc/openapi.json").await.expect(200);
    assert_eq!(&document, openapi::value());
    let page = app.get("/api-doc/").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html"));
    assert!(page.text().contains("swagger-ui"));
    let script = app.get("/api-doc/swagger-initializer.js").await;
    assert!(
        script.text().contains("/api-doc/openapi.json"),
        "{}",
        script.text()
    );
    assert_eq!(
        app.get("/api-doc").await.header("location"),
        Some("/api-doc/")
    );
    app.get("/api-doc/none.js")
        .await
        .expect_error(404, "not_found");
}
