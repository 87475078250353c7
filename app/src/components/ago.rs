//! A relative time.

use crate::prelude::*;
use acteon_api_types::Timestamp;

use crate::format;

/// How long ago an instant was, the instant itself on hover.
#[component]
pub fn Ago(
    /// The instant.
    instant: Timestamp,
    /// What is now.
    now: Signal<Timestamp>,
) -> impl IntoView {
    view! {
        <time datetime=instant.to_string() title=format::instant(instant)>
            {move || format::ago(instant, now.get())}
        </time>
    }
}
