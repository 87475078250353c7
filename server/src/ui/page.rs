//! Rendering a page.

use std::sync::Arc;

use acteon_api_types::Session;
use acteon_app::data::page::PluginSettings;
use acteon_app::server::{AssetNames, PageContext};
use acteon_app::{Submitted, Theme};
use acteon_gateway::auth::Caller;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::backend::GatewayBackend;
use super::theme;
use crate::AppState;
use crate::extract::{CallerOf, SessionOf};

/// Said instead of a page when the binary was built without the UI.
const NOT_BUILT: &str = "<!doctype html><title>Acteon</title><p>This server was built without its UI: \
    build it with <code>cargo xtask serve</code>. The API is at <a href=\"/api-doc/\">/api-doc/</a>.";

/// Renders the page at the request's path.
pub(super) async fn page(State(state): State<AppState>, request: Request) -> Response {
    render(state, request, None).await
}

/// Renders the page at the request's path, with the form that was sent to it.
pub(super) async fn render(
    state: AppState,
    request: Request,
    submitted: Option<Submitted>,
) -> Response {
    let Some(assets) = state.site.names() else {
        return (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response();
    };
    let about = About {
        submitted,
        ..About::of(&state, &request)
    };
    let context = move || provide(&state, &assets, about.clone());
    leptos_axum::render_app_async_with_context(context, acteon_app::shell)(request).await
}

/// What a page is rendered with, of the request.
#[derive(Clone)]
struct About {
    caller: Arc<Caller>,
    session: Option<Session>,
    origin: String,
    theme: Theme,
    submitted: Option<Submitted>,
}

impl About {
    fn of(state: &AppState, request: &Request) -> Self {
        let extensions = request.extensions();
        let caller = match extensions.get::<CallerOf>() {
            Some(caller) => Arc::clone(&caller.0),
            None if state.authenticator.is_none() => Arc::new(Caller::anonymous()),
            // The page where one signs in reads nothing.
            None => Arc::new(Caller::nobody()),
        };
        Self {
            session: match SessionOf::find(extensions) {
                Some(session) => Some(session.0),
                None if state.authenticator.is_none() => Some(caller.session(None)),
                None => None,
            },
            caller,
            origin: origin(state, request.headers()),
            theme: theme::of(request.headers()),
            submitted: None,
        }
    }
}

/// Provides what the page reads, and gives the answer its policy.
fn provide(state: &AppState, assets: &Arc<AssetNames>, about: About) {
    let Some(answer) = use_context::<ResponseOptions>() else {
        return;
    };
    if let Some(policy) = use_nonce().and_then(|nonce| policy(&nonce)) {
        answer.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
    provide_context(PageContext {
        backend: Arc::new(GatewayBackend {
            state: state.clone(),
            caller: about.caller,
        }),
        assets: Arc::clone(assets),
        modules: state.site.modules().clone(),
        session: about.session,
        plugin_settings: plugin_settings(state),
        submitted: about.submitted,
        theme: about.theme,
        origin: about.origin,
        version: env!("CARGO_PKG_VERSION"),
        now: state.gateway.now(),
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
