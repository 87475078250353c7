//! A form, or JSON, to the endpoint for uploads: any bytes under any type. 201 or 4xx.
#![no_main]

use acteon_fuzz::http::send;
use axum::body::Body;
use axum::http::{Request, header};
use libfuzzer_sys::fuzz_target;

const TYPES: [&str; 4] = [
    "multipart/form-data; boundary=b",
    "multipart/form-data; boundary=\"a b\"",
    "application/json",
    "multipart/form-data",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, body)) = bytes.split_first() else {
        return;
    };
    let content_type = TYPES[usize::from(kind) % TYPES.len()];
    let request = Request::post("/v1/wasm/plugins")
        .header(header::CONTENT_TYPE, content_type)
        .body(Body::from(body.to_vec()));
    let (status, answer) = send(request.expect("a request"));
    assert!(
        status == 201 || (400..500).contains(&status),
        "{status} {}",
        String::from_utf8_lossy(&answer)
    );
    let parsed = serde_json::from_slice::<serde_json::Value>(&answer);
    assert!(
        parsed.is_ok_and(|answer| answer.is_object()),
        "an answer without a body"
    );
    if status == 201 {
        let list = Request::get("/v1/wasm/plugins").body(Body::empty());
        let (_, list) = send(list.expect("a request"));
        let list: serde_json::Value = serde_json::from_slice(&list).expect("a list");
        for plugin in list["plugins"].as_array().into_iter().flatten() {
            let path = format!(
                "/v1/wasm/plugins/{}",
                plugin["name"].as_str().expect("a name")
            );
            let delete = Request::delete(path).body(Body::empty());
            assert_eq!(send(delete.expect("a request")).0, 204);
        }
    }
});
