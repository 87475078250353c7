//! The theme that a person chose: read from a cookie, kept in it.

use acteon_app::Theme;
use axum::http::{HeaderMap, HeaderValue, header};

use super::forms::{FormEnd, Posted};
use super::session::back_to;
use crate::cookies;
use crate::error::ApiError;

/// The theme that a request asks for.
pub(super) fn of(headers: &HeaderMap) -> Theme {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .map(Theme::from_cookie_header)
        .find(|theme| *theme != Theme::System)
        .unwrap_or_default()
}

/// `do=theme`: `theme` is `system`, `light` or `dark`, `return` the page to go back to.
pub(super) async fn choose(posted: Posted) -> Result<FormEnd, ApiError> {
    let given = posted.field("theme");
    let chosen = Theme::ALL.into_iter().find(|theme| theme.as_str() == given);
    let Some(theme) = chosen else {
        return Err(ApiError::invalid(format!(
            "the field `theme` is `{given}`; it takes `system`, `light` or `dark`"
        )));
    };
    let cookie = theme.cookie(cookies::secure(&posted.state.config.server));
    Ok(FormEnd::Redirect {
        // Also to where one signs in, if that is where it was chosen.
        to: match posted.field("return") {
            "" => posted.path.clone(),
            back => back_to(back),
        },
        cookie: HeaderValue::from_str(&cookie).ok(),
    })
}
