//! Who is signed in.

use acteon_api_types::Session;
use leptos::ev::SubmitEvent;
use leptos::task::spawn_local;

use crate::address;
use crate::components::{Glyph, Icon, SubmitButton, Toasts};
use crate::data::forms::Done;
use crate::data::session;
use crate::prelude::*;

/// Name and role of the key, and the way out; nothing where no key is asked for.
#[component]
pub(super) fn Account(session: Session) -> impl IntoView {
    let name = session.authentication.then_some(session.name).flatten();
    let role = session.role.as_str();
    name.map(|name| {
        let title = name.clone();
        view! {
            <div class="account">
                <a class="account-name" href="/settings" title=title>
                    <Icon glyph=Glyph::Key/>
                    <span>
                        <span class="visually-hidden">"Signed in as "</span>
                        <strong>{name}</strong>
                        <span class="account-role">{role}</span>
                    </span>
                </a>
                <SignOut/>
            </div>
        }
    })
    .into_any()
}

/// Ends the session of this browser.
#[component]
pub fn SignOut() -> impl IntoView {
    let busy = RwSignal::new(false);
    let toasts = Toasts::current();
    let leave = move |event: SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        spawn_local(async move {
            match session::sign_out().await {
                Ok(()) => {
                    let done = Done::SignedOut.as_str();
                    address::open(&format!("{}?done={done}", address::SIGN_IN));
                }
                Err(error) => {
                    busy.set(false);
                    toasts.failed(format!("You are still signed in: {error}."));
                }
            }
        });
    };
    view! {
        <form class="sign-out" method="post" action=address::SIGN_IN on:submit=leave>
            <input type="hidden" name="do" value="sign-out"/>
            <SubmitButton label="Sign out" class="small" busy/>
        </form>
    }
    .into_any()
}
