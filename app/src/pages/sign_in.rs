//! The page where one signs in.

mod form;

use crate::query::use_query;
use leptos::either::Either;

use crate::address;
use crate::components::{Command, Glyph, Icon, PageHead};
use crate::data::page::PageInfo;
use crate::prelude::*;
use form::KeyForm;

/// Asks for a key, and leads to the page that was asked for.
#[component]
pub fn SignInPage() -> impl IntoView {
    let PageInfo {
        session, submitted, ..
    } = use_context().unwrap_or_default();
    let submitted = submitted.filter(|submitted| submitted.form == "sign-in");
    let asked = use_query().with_untracked(|query| query.get("return"));
    let wanted = submitted
        .as_ref()
        .map(|submitted| submitted.field("return").to_owned())
        .or(asked)
        .unwrap_or_default();
    let back = address::local(&wanted).to_owned();
    let refused = submitted.and_then(|submitted| submitted.error);
    let content = if session.is_some_and(|session| !session.authentication) {
        Either::Left(view! { <NoKeyNeeded back/> })
    } else {
        Either::Right(view! {
            <PageHead
                title="Sign in"
                summary="This server asks for a key. It decides what you may see and change here."
            />
            <div class="panel">
                <KeyForm back refused/>
            </div>
            <NoKey/>
        })
    };
    view! { <div class="sign-in">{content}</div> }.into_any()
}

/// What to do without a key.
#[component]
fn NoKey() -> impl IntoView {
    view! {
        <details class="no-key">
            <summary>"I have no key"</summary>
            <p>
                "Ask whoever runs this server. On its machine, this makes one with the role "
                <code>"viewer"</code> "; " <code>"operator"</code> " and " <code>"admin"</code>
                " may do more:"
            </p>
            <Command text="acteon-server new-key my-name --role viewer".to_owned()/>
            <p>
                "It prints the key, once, and the lines that belong into the configuration of the "
                "server. They count from its next start on."
            </p>
        </details>
    }
    .into_any()
}

/// The server asks nobody for a key.
#[component]
fn NoKeyNeeded(back: String) -> impl IntoView {
    view! {
        <PageHead title="Sign in" summary="No key is needed here."/>
        <div class="panel form">
            <p class="open-server">
                <Icon glyph=Glyph::Key/>
                <span>
                    "The configuration of this server has no " <code>"[auth]"</code>
                    " section, so that everybody who reaches it may do everything."
                </span>
            </p>
            <div class="form-actions">
                <a class="button primary" href=back>
                    "Go on without a key"
                </a>
            </div>
        </div>
    }
    .into_any()
}
