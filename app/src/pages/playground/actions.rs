//! What can be done with the page as a whole.

use crate::prelude::*;
use leptos::task::spawn_local;

use super::bench::Bench;
use crate::clipboard;
use crate::components::{Command, Dialog, Glyph, Icon, Toasts};
use crate::data::page::PageInfo;

/// Copies the link and the command; leads to the audit.
#[component]
pub fn Actions(bench: Bench) -> impl IntoView {
    let info = use_context::<PageInfo>().unwrap_or_default();
    let with_key = info.session.is_some_and(|session| session.authentication);
    let origin = StoredValue::new(info.origin);
    let toasts = Toasts::current();
    // What could not be copied, to be copied by hand.
    let by_hand = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let copy = move |text: String, done: &'static str| {
        spawn_local(async move {
            if clipboard::copy(text.clone()).await {
                toasts.done(done);
            } else {
                by_hand.set(text);
                open.set(true);
            }
        });
    };
    let copy_link = move |_| match bench.link() {
        Ok(path) => copy(
            format!("{}{path}", origin.get_value()),
            "The link is copied. It holds everything that is filled in.",
        ),
        Err(error) => toasts.failed(format!("There is no link: {error}.")),
    };
    let copy_command = move |_| {
        if let Some(commands) = bench.commands(&origin.get_value(), with_key) {
            copy(commands, "The command is copied.");
        }
    };
    view! {
        <button type="button" class="button ghost needs-script" on:click=copy_command>
            <Icon glyph=Glyph::Copy/>
            "Copy as curl"
        </button>
        <button type="button" class="button ghost needs-script" on:click=copy_link>
            <Icon glyph=Glyph::Link/>
            "Copy link"
        </button>
        <a class="button" href="/audit">
            <Icon glyph=Glyph::Audit/>
            "Load from audit"
        </a>
        <Dialog id="copy-by-hand" title="Copy by hand" open>
            <p>"The browser does not let this page write to the clipboard."</p>
            <Command text=by_hand.get()/>
        </Dialog>
    }
    .into_any()
}
