//! Forms that a browser without scripts posts to the pages they stand on.

use std::sync::LazyLock;

use acteon_gateway::auth::{Role, hash_key};
use axum::body::Body;
use axum::http::{Method, Request, header};

use crate::pages::built;
use crate::support::{Answer, PLUGINS, RULES, TestApp, form, modules, request};

pub(crate) const HTML: &str = "text/html,application/xhtml+xml,*/*;q=0.8";
const ORIGIN: &str = "http://localhost:8080";
pub(crate) const RULE: &str = "rules:\n  - { name: r, condition: true, action: deny }\n";

pub(crate) fn key(role: Role) -> String {
    format!("acteon_{role}_0123456789abcdef0123456789abcdef")
}

pub(crate) static KEYS: LazyLock<String> = LazyLock::new(|| {
    let entries = Role::ALL.map(|role| {
        let hash = hash_key(&key(role)).unwrap();
        format!("[[auth.keys]]\nname = \"{role}\"\nrole = \"{role}\"\nkey_hash = \"{hash}\"\n")
    });
    RULES.to_owned() + &entries.concat()
});

/// As a browser sends it, with `Origin`.
fn posted(path: &str, fields: &str) -> axum::http::request::Builder {
    assert!(!fields.contains(' '), "fields are encoded");
    request(Method::POST, path)
        .header(header::ACCEPT, HTML)
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

pub(crate) async fn post(app: &TestApp, path: &str, fields: &str, cookie: &str) -> Answer {
    let asked = posted(path, fields).header(header::COOKIE, cookie);
    app.send(asked.body(Body::from(fields.to_owned())).unwrap())
        .await
}

/// A form with a file, as a browser sends it.
async fn upload(app: &TestApp, path: &str, fields: &[(&str, &[u8])]) -> Answer {
    let mut asked = form(Method::POST, path, fields);
    let headers = asked.headers_mut();
    headers.insert(header::ACCEPT, HTML.parse().unwrap());
    headers.insert(header::ORIGIN, ORIGIN.parse().unwrap());
    app.send(asked).await
}

pub(crate) async fn visit(app: &TestApp, method: Method, path: &str, accept: &str) -> Answer {
    let asked = request(method, path).header(header::ACCEPT, accept);
    app.send(asked.body(Body::empty()).unwrap()).await
}

#[track_caller]
pub(crate) fn leads_to(answer: &Answer, address: &str) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), Some(address));
}

/// The page was rendered again, says why, and has this status.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, reason: &str) {
    let html = answer.header("content-type").unwrap();
    assert!(html.starts_with("text/html"), "{html}");
    if built() {
        assert_eq!(answer.status, status, "{}", answer.text());
        assert!(answer.text().contains(reason), "{}", answer.text());
    }
}

pub(crate) async fn session(app: &TestApp, role: Role) -> String {
    let fields = format!("do=sign-in&key={}", key(role));
    let answer = post(app, "/sign-in", &fields, "").await;
    leads_to(&answer, "/");
    let cookie = answer.header("set-cookie").unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_takes_the_role_of_what_it_does() {
    let app = TestApp::configured(&KEYS, &[("a.yaml", RULE)]).await;
    let module = modules::denying();
    let mut asked = form(
        Method::POST,
        "/v1/wasm/plugins",
        &[("name", b"p"), ("wasm_file", &module)],
    );
    let bearer = format!("Bearer {}", key(Role::Admin));
    asked
        .headers_mut()
        .insert(header::AUTHORIZATION, bearer.parse().unwrap());
    app.send(asked).await.expect(201);
    let viewer = session(&app, Role::Viewer).await;
    let operator = session(&app, Role::Operator).await;
    for (path, fields, needed) in [
        ("/rules", "do=reload", Role::Operator),
        ("/rules", "do=disable&rule=r", Role::Operator),
        ("/plugins/p", "do=enable", Role::Admin),
        ("/plugins/p", "do=disable", Role::Admin),
        ("/register-plugin", "do=register&name=p", Role::Admin),
    ] {
        let reason = format!("it takes the role `{needed}`");
        let answer = post(&app, path, fields, &viewer).await;
        refused(&answer, 403, &reason);
        if needed == Role::Admin {
            refused(&post(&app, path, fields, &operator).await, 403, &reason);
        }
    }
    let answer = post(&app, "/rules", "do=disable&rule=r", &operator).await;
    leads_to(&answer, "/rules?done=disabled");
    // Without a session it is nobody's form.
    let answer = post(&app, "/rules", "do=reload", "").await;
    leads_to(&answer, "/sign-in?return=/rules");
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_switched_and_reloaded() {
    let app = TestApp::with_rules(&[("a.yaml", RULE)]).await;
    let enabled = async || app.get("/v1/rules").await.expect(200)[0]["enabled"] == true;
    let answer = post(&app, "/rules", "do=disable&rule=r", "").await;
    leads_to(&answer, "/rules?done=disabled");
    assert!(!enabled().await);
    let answer = post(&app, "/rules", "do=enable&rule=r", "").await;
    leads_to(&answer, "/rules?done=enabled");
    assert!(enabled().await);
    let answer = post(&app, "/rules", "do=enable&rule=none", "").await;
    refused(&answer, 404, "rule not found: none");

    app.write_rules(
        "b.yaml",
        "rules:\n  - { name: s, condition: true, action: allow }\n",
    );
    let answer = post(&app, "/rules", "do=reload", "").await;
    leads_to(&answer, "/rules?done=reloaded");
    assert_eq!(app.get("/v1/rules").await.expect(200)[1]["name"], "s");
    app.write_rules(
        "b.yaml",
        "rules:\n  - { name: s, condition: true, action: fly }\n",
    );
    let answer = post(&app, "/rules", "do=reload", "").await;
    refused(&answer, 400, "b.yaml:2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_memory_limit_may_come_with_its_unit() {
    let app = TestApp::new(PLUGINS).await;
    let module = modules::holding();
    let register = async |name: &str, amount: &str, unit: &str| {
        let fields: &[(&str, &[u8])] = &[
            ("do", b"register"),
            ("name", name.as_bytes()),
            ("memory_limit", amount.as_bytes()),
            ("memory_limit_unit", unit.as_bytes()),
            ("wasm_file", &module),
        ];
        upload(&app, "/register-plugin", fields).await
    };
    for (name, amount, unit, expected) in [
        ("a", "2", "MiB", 2_097_152),
        ("b", " 640 ", "KiB", 655_360),
        ("c", "700001", "bytes", 700_001),
        ("d", "", "MiB", 16_777_216),
    ] {
        let answer = register(name, amount, unit).await;
        leads_to(&answer, &format!("/plugins/{name}?done=registered"));
        let plugin = app
            .get(&format!("/v1/wasm/plugins/{name}"))
            .await
            .expect(200);
        assert_eq!(plugin["memory_limit_bytes"], expected, "{amount} {unit}");
    }
    for (amount, unit, reason) in [
        ("1.5", "MiB", "`memory_limit` is `1.5`"),
        ("1", "GiB", "`memory_limit_unit` is `GiB`"),
        ("18446744073709551615", "MiB", "`memory_limit_bytes` is"),
    ] {
        refused(&register("e", amount, unit).await, 400, reason);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plugins_are_registered_and_switched() {
    let app = TestApp::new(&format!("{PLUGINS}max_module_bytes = 65536\n")).await;
    let module = modules::holding();
    let fields: &[(&str, &[u8])] = &[
        ("do", b"register"),
        ("name", b"p"),
        ("description", b""),
        ("timeout_ms", b""),
        ("memory_limit_bytes", b"131072"),
        ("wasm_file", &module),
    ];
    let answer = upload(&app, "/register-plugin", fields).await;
    leads_to(&answer, "/plugins/p?done=registered");
    let plugin = app.get("/v1/wasm/plugins/p").await.expect(200);
    assert_eq!(plugin["enabled"], false, "the box was not ticked");
    assert_eq!(plugin["memory_limit_bytes"], 131_072);
    refused(
        &upload(&app, "/register-plugin", fields).await,
        409,
        "already registered",
    );
    let answer = post(&app, "/plugins/p", "do=enable", "").await;
    leads_to(&answer, "/plugins/p?done=enabled");
    assert_eq!(
        app.get("/v1/wasm/plugins/p").await.expect(200)["enabled"],
        true
    );
    let answer = post(&app, "/plugins/p", "do=disable", "").await;
    leads_to(&answer, "/plugins/p?done=disabled");
    let answer = post(&app, "/plugins/none", "do=enable", "").await;
    refused(&answer, 404, "plugin not found");

    let large = vec![0; 70_000];
    for (field, value, status, reason) in [
        ("wasm_file", &large[..], 413, "max_module_bytes"),
        ("wasm_file", b"", 400, "`wasm_file` is missing"),
        ("wasm_file", b"no module", 400, "compilation error"),
        ("timeout_ms", b"soon", 400, "`timeout_ms` is `soon`"),
        ("name", b"x", 400, "`name` twice"),
    ] {
        let fields: &[(&str, &[u8])] =
            &[("do", b"register"), ("name", b"filled-in"), (field, value)];
        let answer = upload(&app, "/register-plugin", fields).await;
        refused(&answer, status, reason);
        // What was filled in is there again.
        let shown = if field == "name" { "" } else { "filled-in" };
        refused(&answer, status, shown);
    }
    assert_eq!(app.get("/v1/wasm/plugins").await.expect(200)["count"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_theme_is_remembered_without_scripts() {
    let app = TestApp::new(PLUGINS).await;
    let answer = post(
        &app,
        "/plugins",
        "do=theme&theme=dark&return=/audit%3Fa%3Db",
        "",
    )
    .await;
    leads_to(&answer, "/audit?a=b");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("acteon_theme=dark;"), "{cookie}");
    let answer = post(&app, "/plugins", "do=theme&theme=system", "").await;
    leads_to(&answer, "/plugins");
    let answer = post(&app, "/plugins", "do=theme&theme=pink", "").await;
    refused(&answer, 400, "`light` or `dark`");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_form_of_the_page_is_refused() {
    let app = TestApp::with_rules(&[("a.yaml", RULE)]).await;
    for (path, fields) in [
        ("/rules", "do=fly"),
        ("/rules", ""),
        ("/rules", "do=register"),
        ("/settings", "do=reload"),
    ] {
        refused(&post(&app, path, fields, "").await, 400, "has no form");
    }
    let many = vec!["a=b"; 33].join("&");
    refused(
        &post(&app, "/rules", &many, "").await,
        400,
        "more than 32 fields",
    );
    let twice = "do=disable&rule=r&rule=s";
    refused(&post(&app, "/rules", twice, "").await, 400, "`rule` twice");
    let json = request(Method::POST, "/rules")
        .header(header::ACCEPT, HTML)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"));
    refused(&app.send(json.unwrap()).await, 415, "x-www-form-urlencoded");
    assert_eq!(app.get("/v1/rules").await.expect(200)[0]["enabled"], true);
    // Anybody may send a form to the page where one signs in, so that it is small and has no file.
    let large = format!("do=sign-in&key={}", "x".repeat(17_000));
    refused(
        &post(&app, "/sign-in", &large, "").await,
        413,
        "16384 bytes",
    );
    let file: &[(&str, &[u8])] = &[("do", b"sign-in"), ("wasm_file", b"x")];
    refused(&upload(&app, "/sign-in", file).await, 415, "Content-Type");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_origin_sends_no_form() {
    let app = TestApp::configured(&KEYS, &[("a.yaml", RULE)]).await;
    let cookie = session(&app, Role::Operator).await;
    let send = async |name: &str, value: &str| {
        let asked: Request<Body> = request(Method::POST, "/rules")
            .header(header::ACCEPT, HTML)
            .header(header::COOKIE, &cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(name, value)
            .body(Body::from("do=disable&rule=r"))
            .unwrap();
        app.send(asked).await
    };
    for (name, value) in [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("x-nothing", "x"),
    ] {
        send(name, value).await.expect_error(403, "foreign_origin");
    }
    leads_to(
        &send("sec-fetch-site", "same-origin").await,
        "/rules?done=disabled",
    );
}
