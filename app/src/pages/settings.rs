//! The server itself: how it does, what it is held to, how it is configured, and who asks.

mod account;
mod configuration;
mod limits;
mod state;

use crate::components::{Loaded, PageHead, ThemeSwitch};
use crate::data::operations;
use crate::prelude::*;
use account::AccountPanel;
use configuration::Configuration;
use limits::Limits;
use state::{ServerState, read};

/// Version, health, limits and configuration of the server, the session, the theme.
#[component]
pub fn SettingsPage() -> impl IntoView {
    view! {
        <PageHead
            title="Settings"
            summary="How this server does, how it is configured, and as whom it takes you."
        />
        <div class="settings">
            <div class="settings-column">
                <Loaded what="The server's state" fetch=read children=|live| view! { <ServerState live/> }/>
                <AccountPanel/>
                <Appearance/>
                <Limits/>
                <ForPrograms/>
            </div>
            <div class="settings-column">
                <Loaded
                    what="The configuration"
                    fetch=operations::config
                    children=|live| view! { <Configuration live/> }
                />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Appearance() -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="appearance-title">
            <div class="panel-head">
                <h2 id="appearance-title">"Appearance"</h2>
            </div>
            <div class="panel-body appearance">
                <ThemeSwitch names=true/>
                <p class="muted">"Kept in a cookie of this browser."</p>
            </div>
        </section>
    }
    .into_any()
}

/// What programs read.
#[component]
fn ForPrograms() -> impl IntoView {
    let links = [
        (
            "/api-doc/",
            "API reference",
            "every operation, to read and to try",
        ),
        (
            "/api-doc/openapi.json",
            "OpenAPI document",
            "for generators of clients",
        ),
        ("/metrics", "Metrics", "for Prometheus"),
        ("/health", "Health", "whether the process serves"),
        (
            "/ready",
            "Readiness",
            "whether decisions are made, and why not",
        ),
    ];
    // Not pages of this application, hence `external`.
    let links = links.map(|(href, name, about)| {
        view! {
            <li>
                <a href=href rel="external">
                    {name}
                </a>
                " "
                <span class="muted">{about}</span>
            </li>
        }
    });
    view! {
        <section class="panel" aria-labelledby="programs-title">
            <div class="panel-head">
                <h2 id="programs-title">"For programs"</h2>
            </div>
            <ul class="panel-body plain-list">{links.into_iter().collect_view()}</ul>
        </section>
    }
    .into_any()
}
