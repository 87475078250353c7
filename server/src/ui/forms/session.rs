//! Signing in and out.

use acteon_app::data::forms::Done;

use super::{FormEnd, Posted, done_at};
use crate::api::session;
use crate::error::ApiError;
use crate::ui::session::{SIGN_IN, back_to};

/// `do=sign-in`: `key`, and `return` for the page to go to.
pub(super) async fn sign_in(posted: Posted) -> Result<FormEnd, ApiError> {
    let key = posted.field("key");
    if key.trim().is_empty() {
        return Err(ApiError::invalid("the field `key` is empty; enter a key"));
    }
    let (_, cookie) =
        session::sign_in(&posted.state, posted.connection, &posted.headers, key).await?;
    Ok(FormEnd::Redirect {
        to: back_to(posted.field("return")),
        cookie,
    })
}

/// `do=sign-out`
pub(super) async fn sign_out(posted: Posted) -> Result<FormEnd, ApiError> {
    Ok(FormEnd::Redirect {
        to: done_at(SIGN_IN, Done::SignedOut),
        cookie: session::sign_out(&posted.state, &posted.headers),
    })
}
