//! The admin UI: pages rendered on the server, and the files they load, all inside the binary.

mod backend;
mod forms;
mod page;
mod session;
mod site;
mod theme;

use std::sync::LazyLock;

use acteon_gateway::auth::Role;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Response};
use leptos_axum::generate_route_list;

use crate::AppState;
use crate::error::not_found;
use crate::middleware::access::{Asking, admit, refused_page};
use crate::routes::{Access, Route};

pub(crate) use session::to_sign_in;
pub(crate) use site::Site;

/// The paths of the pages, looked for once: as long as that takes, every page that is rendered in this
/// process waits for data that is never loaded, and goes on waiting afterwards.
static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let pages = generate_route_list(acteon_app::App);
    pages.iter().map(|page| page.path().to_owned()).collect()
});

/// Two lines of the route table for each page: to see it, and to send one of its forms.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    for path in PATHS.iter() {
        let access = if path == session::SIGN_IN {
            Access::Public
        } else {
            Access::Page
        };
        routes.push(Route::new(&Method::GET, path, access, page::page).unlisted());
        routes.push(Route::new(&Method::POST, path, access, forms::submit).unlisted());
    }
    routes
}

/// What no route matches: a file of the UI, the UI's own page for what does not exist, or an error.
pub(crate) async fn fallback(State(state): State<AppState>, mut request: Request) -> Response {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads && let Some(file) = Site::file(path, request.headers()) {
        return file;
    }
    let for_programs = path.starts_with("/v1/") || path.starts_with("/api-doc/");
    if !reads || for_programs || !accepts_html(&request) {
        return not_found(path).into_response();
    }
    // The router of the UI may know paths that the table does not, so that the role is checked.
    let admitted = admit(&state, Role::Viewer, Asking::of(&request), "see a page").await;
    match admitted {
        Ok(admitted) => {
            admitted.mark(&mut request);
            page::page(State(state), request).await
        }
        Err(refused) => refused_page(&request, refused),
    }
}

/// Whether a person asks, with a browser.
pub(crate) fn accepts_html(request: &Request) -> bool {
    let accept = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}
