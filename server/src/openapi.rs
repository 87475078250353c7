//! The OpenAPI document, and a page to browse it.

use std::sync::{Arc, LazyLock};

use axum::Json;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::{Value, json};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, OpenApi as Document};
use utoipa::{Modify, OpenApi};
use utoipa_swagger_ui::Config;

use crate::api::{audit, dispatch, operations, plugins, rules, session};
use crate::cookies;
use crate::error::{ApiError, not_found};
use crate::routes::{self, Listing};

/// Where the document is.
const DOCUMENT: &str = "/api-doc/openapi.json";
/// What the page may do: its own scripts, and styles it sets itself.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Acteon",
        description = "Decides about actions by rules and WebAssembly plugins. Every error is \
            `{\"error\": \"one sentence\"}`, most with a stable `kind`.",
    ),
    paths(
        operations::health, operations::ready, operations::metrics, operations::config,
        operations::list_changes, operations::stats,
        session::session, session::begin_session, session::end_session,
        dispatch::dispatch, dispatch::dispatch_batch, audit::list_records, audit::get_record,
        plugins::list_plugins, plugins::register_plugin, plugins::get_plugin,
        plugins::update_plugin, plugins::replace_plugin, plugins::delete_plugin,
        plugins::test_plugin, plugins::list_invocations, plugins::list_revisions,
        plugins::restore_plugin,
        rules::list_rules, rules::evaluate_rules, rules::reload_rules, rules::set_rule_enabled,
        rules::rule_coverage, rules::rule_set_revision,
    ),
    tags(
        (name = "dispatch", description = "Decide about actions and carry them out"),
        (name = "audit", description = "What was dispatched, decided and done"),
        (name = "plugins", description = "Register, test and manage plugins"),
        (name = "rules", description = "The rules in force, and the playground"),
        (name = "operations", description = "Operating the server"),
    ),
    modifiers(&Keys),
    security((), ("bearer" = []), ("api_key" = []), ("session" = [])),
)]
struct Api;

/// The two ways to send a key, and the session that stands in for one.
struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_with(Components::new);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let header = ApiKey::Header(ApiKeyValue::new("X-API-Key"));
        components.add_security_scheme("api_key", SecurityScheme::ApiKey(header));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(cookies::PLAIN));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

static DOCUMENT_VALUE: LazyLock<Value> = LazyLock::new(build);

/// The document, with the aliases of the route table.
#[must_use]
pub fn value() -> &'static Value {
    &DOCUMENT_VALUE
}

fn build() -> Value {
    let mut document = json!(Api::openapi());
    for route in routes::table() {
        let Listing::AliasOf(original) = &route.listing else {
            continue;
        };
        let method = route.method.as_str().to_ascii_lowercase();
        let mut operation = document["paths"][original][&method].clone();
        let id = format!(
            "{}{}",
            operation["operationId"].as_str().unwrap_or_default(),
            suffix(&route.path)
        );
        operation["operationId"] = json!(id);
        operation["summary"] = json!(format!("The same as `{original}`"));
        document["paths"][&route.path][&method] = operation;
    }
    document
}

/// What makes the id of an alias unique.
fn suffix(path: &str) -> String {
    let words = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    words.fold("_at".to_owned(), |suffix, word| suffix + "_" + word)
}

/// `GET /api-doc/openapi.json`
pub(crate) async fn document() -> Json<&'static Value> {
    Json(value())
}

/// `GET /api-doc`
pub(crate) async fn to_page() -> Redirect {
    Redirect::permanent("/api-doc/")
}

/// `GET /api-doc/`
pub(crate) async fn page() -> Result<Response, ApiError> {
    page_file(Path(String::new())).await
}

/// The files of the page.
pub(crate) async fn page_file(Path(file): Path<String>) -> Result<Response, ApiError> {
    let config = Arc::new(Config::new([DOCUMENT]));
    match utoipa_swagger_ui::serve(&file, config) {
        Ok(Some(found)) => {
            let headers = [
                (header::CONTENT_TYPE, found.content_type.clone()),
                (header::CONTENT_SECURITY_POLICY, PAGE_POLICY.to_owned()),
            ];
            Ok((headers, found.bytes.into_owned()).into_response())
        }
        Ok(None) => Err(not_found(&format!("/api-doc/{file}"))),
        Err(error) => {
            tracing::error!(event = "internal_error", %error, "the documentation page failed");
            Err(ApiError::internal())
        }
    }
}
