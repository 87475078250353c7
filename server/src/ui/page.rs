//! Rendering a page.

use std::sync::Arc;

use acteon_app::Theme;
use acteon_app::data::page::{BrowserModules, PluginSettings};
use acteon_app::server::{AssetNames, PageContext};
use acteon_gateway::auth::Caller;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use jiff::Timestamp;
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::backend::GatewayBackend;
use crate::AppState;
use crate::extract::CallerOf;

/// Said instead of a page when the binary was built without the UI.
const NOT_BUILT: &str = "<!doctype html><title>Acteon</title><p>This server was built without its UI: \
    build it with <code>cargo xtask serve</code>. The API is at <a href=\"/api-doc/\">/api-doc/</a>.";

/// Renders the page at the request's path.
pub(super) async fn page(State(state): State<AppState>, request: Request) -> Response {
    let Some(assets) = state.site.names() else {
        return (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response();
    };
    let origin = origin(&state, request.headers());
    let theme = cookies(request.headers());
    let caller = request.extensions().get::<CallerOf>().cloned();
    let context = move || provide(&state, &assets, &origin, theme, caller.clone());
    leptos_axum::render_app_async_with_context(context, acteon_app::shell)(request).await
}

/// Provides what the page reads, and gives the answer its policy.
fn provide(
    state: &AppState,
    assets: &Arc<AssetNames>,
    origin: &str,
    theme: Theme,
    caller: Option<CallerOf>,
) {
    let Some(answer) = use_context::<ResponseOptions>() else {
        return;
    };
    if let Some(policy) = use_nonce().and_then(|nonce| policy(&nonce)) {
        answer.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    provide_context(PageContext {
        backend: Arc::new(GatewayBackend {
            state: state.clone(),
            caller: caller.map_or_else(|| Arc::new(Caller::anonymous()), |caller| caller.0),
        }),
        assets: Arc::clone(assets),
        modules: BrowserModules::default(),
        session: None,
        plugin_settings: plugin_settings(state),
        submitted: None,
        theme,
        origin: origin.to_owned(),
        version: env!("CARGO_PKG_VERSION"),
        now: Timestamp::now(),
        set_status: Arc::new(move |status| {
            if let Ok(status) = StatusCode::from_u16(status) {
                answer.set_status(status);
            }
        }),
    });
}

fn plugin_settings(state: &AppState) -> PluginSettings {
    let wasm = &state.config.wasm;
    PluginSettings {
        enabled: wasm.enabled,
        default_memory_limit_bytes: wasm.default_memory_limit_bytes,
        default_timeout_ms: wasm.default_timeout_ms,
        max_module_bytes: wasm.max_module_bytes,
    }
}

fn policy(nonce: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; font-src 'self'; img-src 'self' data:; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    ))
    .ok()
}

/// Scheme and authority under which the caller reached the server.
fn origin(state: &AppState, headers: &HeaderMap) -> String {
    if let Some(url) = &state.config.server.public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    format!("http://{}", host.unwrap_or("localhost"))
}

fn cookies(headers: &HeaderMap) -> Theme {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .map(Theme::from_cookie_header)
        .find(|theme| *theme != Theme::System)
        .unwrap_or_default()
}
