//! Cookies of the browser: the session, and what is read of others.

use acteon_gateway::auth::SESSION_LIFETIME;
use axum::http::uri::Scheme;
use axum::http::{HeaderMap, HeaderValue, header};

use crate::config::ServerSection;

/// Name of the session's cookie where others can listen.
pub(crate) const PLAIN: &str = "acteon_session";
/// The same over https: a browser takes it from this host only, and only when it is `Secure`.
const BOUND: &str = "__Host-acteon_session";

/// What a session's cookie is called.
fn name(server: &ServerSection) -> &'static str {
    if secure(server) { BOUND } else { PLAIN }
}

/// Whether browsers reach the server over https, `[server] public_url`.
pub(crate) fn secure(server: &ServerSection) -> bool {
    (server.public_origin()).is_some_and(|(scheme, _)| scheme == Scheme::HTTPS)
}

/// The tokens in a request: more than one when somebody else has put a cookie beside the server's.
pub(crate) fn sessions<'a>(
    server: &ServerSection,
    headers: &'a HeaderMap,
) -> impl Iterator<Item = &'a str> {
    let name = name(server);
    pairs(headers)
        .filter(move |(other, _)| *other == name)
        .map(|(_, token)| token)
}

/// Gives the browser a session's token, hexadecimal digits.
pub(crate) fn begin(server: &ServerSection, token: &str) -> Option<HeaderValue> {
    set(server, token, SESSION_LIFETIME.as_secs())
}

/// Takes it away from the browser.
pub(crate) fn end(server: &ServerSection) -> Option<HeaderValue> {
    set(server, "", 0)
}

fn set(server: &ServerSection, token: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if secure(server) { "; Secure" } else { "" };
    let cookie = format!(
        "{}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
        name(server)
    );
    HeaderValue::from_str(&cookie).ok()
}

/// Name and value of every cookie of a request.
fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}
