//! The one table of what is served: method, path, who may, handler.
//!
//! The router, the role check and the test that the OpenAPI document is complete are all made from
//! it.

use acteon_gateway::auth::Role;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::api::{audit, dispatch, operations, plugins, rules, session};
use crate::{AppState, middleware, openapi, ui};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Public,
    /// Viewers, or anybody when `[metrics] public = true`.
    Metrics,
    /// Viewers; a person who has not signed in is led to where that is done.
    Page,
    /// Whoever has this role.
    Role(Role),
}

/// Whether the OpenAPI document lists a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Under its own path.
    Api,
    /// As an alias of the route with the same method and this path.
    AliasOf(String),
    /// Not at all: it is a page, or the document itself.
    Unlisted,
}

/// One route.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, variable parts in braces.
    pub path: String,
    /// Who may use it.
    pub access: Access,
    /// Whether and how the OpenAPI document lists it.
    pub listing: Listing,
    handler: MethodRouter<AppState>,
}

const VIEWER: Access = Access::Role(Role::Viewer);
const OPERATOR: Access = Access::Role(Role::Operator);
const ADMIN: Access = Access::Role(Role::Admin);

const PLUGINS: &str = "/v1/wasm/plugins";
const PLUGINS_ALIAS: &str = "/v1/plugins";
const TEST: &str = "/v1/wasm/plugins/{name}/test";
const TEST_ALIAS: &str = "/v1/wasm/plugins/{name}/invoke";

/// Every route.
#[must_use]
pub fn table() -> Vec<Route> {
    let own = api();
    let aliases: Vec<_> = own.iter().flat_map(Route::aliases).collect();
    own.into_iter()
        .chain(aliases)
        .chain(documentation())
        .chain(ui::routes())
        .collect()
}

#[rustfmt::skip]
fn api() -> Vec<Route> {
    let (get, post, put) = (Method::GET, Method::POST, Method::PUT);
    let (patch, delete) = (Method::PATCH, Method::DELETE);
    vec![
        Route::new(&get, "/health", Access::Public, operations::health),
        Route::new(&get, "/ready", Access::Public, operations::ready),
        Route::new(&get, "/metrics", Access::Metrics, operations::metrics),
        Route::new(&get, "/v1/config", VIEWER, operations::config),
        Route::new(&get, "/v1/changes", VIEWER, operations::list_changes),
        Route::new(&get, "/v1/stats", VIEWER, operations::stats),
        Route::new(&get, "/v1/session", VIEWER, session::session),
        Route::new(&post, "/v1/session", Access::Public, session::begin_session),
        Route::new(&delete, "/v1/session", Access::Public, session::end_session),
        Route::new(&get, "/v1/wasm/plugins", VIEWER, plugins::list_plugins),
        Route::new(&post, "/v1/wasm/plugins", ADMIN, plugins::register_plugin),
        Route::new(&get, "/v1/wasm/plugins/{name}", VIEWER, plugins::get_plugin),
        Route::new(&patch, "/v1/wasm/plugins/{name}", ADMIN, plugins::update_plugin),
        Route::new(&put, "/v1/wasm/plugins/{name}", ADMIN, plugins::replace_plugin),
        Route::new(&delete, "/v1/wasm/plugins/{name}", ADMIN, plugins::delete_plugin),
        Route::new(&post, TEST, OPERATOR, plugins::test_plugin),
        Route::new(&get, "/v1/wasm/plugins/{name}/invocations", VIEWER, plugins::list_invocations),
        Route::new(&get, "/v1/wasm/plugins/{name}/revisions", VIEWER, plugins::list_revisions),
        Route::new(&post, "/v1/wasm/plugins/{name}/revisions/{revision}/restore", ADMIN, plugins::restore_plugin),
        Route::new(&post, "/v1/dispatch", OPERATOR, dispatch::dispatch),
        Route::new(&post, "/v1/dispatch/batch", OPERATOR, dispatch::dispatch_batch),
        Route::new(&get, "/v1/audit", VIEWER, audit::list_records),
        Route::new(&get, "/v1/audit/{action_id}", VIEWER, audit::get_record),
        Route::new(&get, "/v1/rules", VIEWER, rules::list_rules),
        Route::new(&get, "/v1/rules/coverage", VIEWER, rules::rule_coverage),
        Route::new(&post, "/v1/rules/evaluate", VIEWER, rules::evaluate_rules),
        Route::new(&get, "/v1/rules/revisions/{revision}", VIEWER, rules::rule_set_revision),
        Route::new(&post, "/v1/rules/reload", OPERATOR, rules::reload_rules),
        Route::new(&put, "/v1/rules/{name}/enabled", OPERATOR, rules::set_rule_enabled),
    ]
}

fn documentation() -> Vec<Route> {
    let get = Method::GET;
    vec![
        Route::new(&get, "/api-doc/openapi.json", VIEWER, openapi::document).unlisted(),
        Route::new(&get, "/api-doc", Access::Public, openapi::to_page).unlisted(),
        Route::new(&get, "/api-doc/", Access::Public, openapi::page).unlisted(),
        Route::new(&get, "/api-doc/{*file}", Access::Public, openapi::page_file).unlisted(),
    ]
}

impl Route {
    /// A route that the OpenAPI document lists.
    pub(crate) fn new<H, T>(method: &Method, path: &str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        // Methods without a filter are not in the table.
        let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
        Self {
            method: method.clone(),
            path: path.to_owned(),
            access,
            listing: Listing::Api,
            handler: on(filter, handler),
        }
    }

    /// The same, not listed.
    pub(crate) fn unlisted(mut self) -> Self {
        self.listing = Listing::Unlisted;
        self
    }

    /// The paths of the original that lead to this route too.
    fn aliases(&self) -> Vec<Self> {
        let mut paths = Vec::new();
        if self.path == "/metrics" {
            paths.push("/metrics/prometheus".to_owned());
        }
        if self.path == TEST {
            paths.push(TEST_ALIAS.to_owned());
            paths.push(TEST_ALIAS.replacen(PLUGINS, PLUGINS_ALIAS, 1));
        }
        if self.path.starts_with(PLUGINS) {
            paths.push(self.path.replacen(PLUGINS, PLUGINS_ALIAS, 1));
        }
        let alias = |path| Self {
            method: self.method.clone(),
            path,
            access: self.access,
            listing: Listing::AliasOf(self.path.clone()),
            handler: self.handler.clone(),
        };
        paths.into_iter().map(alias).collect()
    }

    /// The router of this route alone, behind its role check.
    pub(crate) fn into_router(self, state: &AppState) -> Router<AppState> {
        let (state, access) = (state.clone(), self.access);
        let check = from_fn(move |request: Request, next: Next| {
            middleware::access::check(state.clone(), access, request, next)
        });
        Router::new().route(&self.path, self.handler.route_layer(check))
    }
}
