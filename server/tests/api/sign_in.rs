//! The page where one signs in, and how one gets there and back.

use acteon_gateway::auth::Role;
use axum::body::Body;
use axum::http::{Method, header};

use crate::forms::{HTML, KEYS, RULE, key, leads_to, post, refused, session, visit};
use crate::pages::built;
use crate::support::{TestApp, request};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_leads_to_the_sign_in_and_the_sign_in_back() {
    let app = TestApp::configured(&KEYS, &[("a.yaml", RULE)]).await;
    for (path, back) in [
        ("/", "/"),
        ("/rules?x=1&y=%26", "/rules%3Fx%3D1%26y%3D%2526"),
        ("/plugins/some.name", "/plugins/some.name"),
        ("/no-such-page", "/no-such-page"),
        ("//evil.example/x", "/"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let answer = visit(&app, method, path, HTML).await;
            leads_to(&answer, &format!("/sign-in?return={back}"));
        }
    }
    // Programs are told what is missing.
    for (path, accept) in [
        ("/rules", "application/json"),
        ("/rules", "*/*"),
        ("/v1/rules", HTML),
    ] {
        visit(&app, Method::GET, path, accept)
            .await
            .expect_error(401, "unauthenticated");
    }
    let page = visit(&app, Method::GET, "/sign-in?return=/rules", HTML).await;
    refused(&page, 200, "Sign in");

    let fields = format!(
        "do=sign-in&key=+{}%0A&return=/rules%3Fx%3Da%2520b",
        key(Role::Viewer)
    );
    let answer = post(&app, "/sign-in", &fields, "").await;
    leads_to(&answer, "/rules?x=a%20b");
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    let asked = request(Method::GET, "/rules")
        .header(header::ACCEPT, HTML)
        .header(header::COOKIE, cookie.split(';').next().unwrap());
    let page = app.send(asked.body(Body::empty()).unwrap()).await;
    refused(&page, 200, "</html>");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_to_another_server() {
    let app = TestApp::new(&KEYS.replace("[rules]\ndirectory = \"rules\"\n", "")).await;
    for elsewhere in [
        "//evil.example",
        "%2F%2Fevil.example",
        "/%5Cevil.example",
        "/%09/evil.example",
        "https%3A%2F%2Fevil.example",
        "javascript%3Aalert(1)",
        "/sign-in",
    ] {
        let key = key(Role::Viewer);
        let fields = format!("do=sign-in&key={key}&return={elsewhere}");
        leads_to(&post(&app, "/sign-in", &fields, "").await, "/");
        let fields = format!("do=theme&theme=dark&return={elsewhere}");
        leads_to(&post(&app, "/sign-in", &fields, "").await, "/");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_refused_on_the_page_that_does_not_repeat_it() {
    let app = TestApp::configured(&KEYS, &[("a.yaml", RULE)]).await;
    let answer = post(&app, "/sign-in", "do=sign-in&key=acteon_viewer_wr0ng", "").await;
    refused(&answer, 401, "the key is not known");
    assert_eq!(answer.header("set-cookie"), None);
    assert!(!answer.text().contains("wr0ng"));
    let answer = post(&app, "/sign-in", "do=sign-in&key=", "").await;
    refused(&answer, 400, "enter a key");
    let mut slowed = None;
    for _ in 0..20 {
        let answer = post(&app, "/sign-in", "do=sign-in&key=acteon_viewer_x", "").await;
        if answer.header("retry-after").is_some() {
            slowed = Some(answer);
            break;
        }
    }
    if built() {
        refused(
            &slowed.expect("attempts without end"),
            429,
            "too many attempts",
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_on_any_page() {
    let app = TestApp::configured(&KEYS, &[("a.yaml", RULE)]).await;
    for path in ["/", "/sign-in"] {
        let cookie = session(&app, Role::Viewer).await;
        let answer = post(&app, path, "do=sign-out", &cookie).await;
        leads_to(&answer, "/sign-in?done=signed-out");
        assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
        let answer = post(&app, "/rules", "do=reload", &cookie).await;
        leads_to(&answer, "/sign-in?return=/rules");
    }
}
