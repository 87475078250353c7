//! The admin UI: pages rendered on the server, and the files they load, all inside the binary.

mod backend;
mod page;
mod site;

use acteon_gateway::auth::Role;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos_axum::generate_route_list;

use crate::AppState;
use crate::client::Connection;
use crate::error::not_found;
use crate::middleware::access::admit;
use crate::routes::{Access, Route};

pub(crate) use site::Site;

/// A line of the route table for each page.
pub(crate) fn routes() -> Vec<Route> {
    let first = Route::new(&Method::GET, "/", Access::Role(Role::Viewer), to_first_page);
    generate_route_list(acteon_app::App)
        .iter()
        // Leptos answers a redirection with 200 to whoever does not ask for HTML.
        .filter(|listing| listing.path() != "/")
        .map(|listing| {
            Route::new(
                &Method::GET,
                listing.path(),
                Access::Role(Role::Viewer),
                page::page,
            )
            .unlisted()
        })
        .chain([first.unlisted()])
        .collect()
}

async fn to_first_page() -> Redirect {
    Redirect::to("/plugins")
}

/// What no route matches: a file of the UI, the UI's own page for what does not exist, or an error.
pub(crate) async fn fallback(State(state): State<AppState>, request: Request) -> Response {
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
    let connection = Connection::of(request.extensions());
    match admit(
        &state,
        Role::Viewer,
        connection,
        request.headers(),
        "see a page",
    )
    .await
    {
        Ok(_) => page::page(State(state), request).await,
        Err(refused) => refused.into_response(),
    }
}

fn accepts_html(request: &Request) -> bool {
    let accept = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}
