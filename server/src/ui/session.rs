//! Where a person signs in, and where they go from there.

use acteon_app::local_address;
use axum::http::Uri;
use axum::response::{IntoResponse as _, Redirect, Response};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// The page.
pub(super) const SIGN_IN: &str = "/sign-in";

/// What stands for itself in a value of a query.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');
/// What cannot stand in an address.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Leads to the page where one signs in, and from there back to this address.
pub(crate) fn to_sign_in(wanted: &Uri) -> Response {
    let wanted = wanted
        .path_and_query()
        .map_or("/", |address| address.as_str());
    let back = utf8_percent_encode(local_address(wanted), VALUE);
    Redirect::to(&format!("{SIGN_IN}?return={back}")).into_response()
}

/// The address when it is a page of this server, else the first page, as it can stand in a header.
pub(super) fn back_to(address: &str) -> String {
    utf8_percent_encode(local_address(address), ADDRESS).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_encoded_once() {
        assert_eq!(back_to("/a b?c=%20ä<"), "/a%20b?c=%20%C3%A4%3C");
        let response = to_sign_in(&Uri::from_static("/audit?tenant=a&x=%26"));
        assert_eq!(
            response.headers()["location"],
            "/sign-in?return=/audit%3Ftenant%3Da%26x%3D%2526"
        );
    }
}
