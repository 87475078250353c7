//! What the gateway is doing.

mod figures;
mod first_steps;
mod latency;
mod latest;
mod problems;
mod reading;
mod verdicts;
mod ways;
mod window;

use crate::query::use_query;
use acteon_api_types::Stats;

use crate::components::{Loaded, PageHead};
use crate::live::Live;
use crate::prelude::*;
use figures::KeyFigures;
use first_steps::FirstSteps;
use latency::Latency;
use latest::Latest;
use problems::Problems;
use reading::{Reading, read};
use verdicts::Verdicts;
use ways::Ways;
use window::{Window, WindowSwitch};

/// How the gateway does, what it decided last, and the ways into every other page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let address = use_query();
    let window = Memo::new(move |_| address.with(Window::from_params));
    view! {
        <PageHead title="Overview" summary="What the gateway is doing, and what it decided last.">
            <WindowSwitch window/>
        </PageHead>
        <Loaded
            what="The figures"
            fetch=move || read(window.get_untracked())
            children=move |live| view! { <Content live window/> }
        />
    }
    .into_any()
}

#[component]
fn Content(live: Live<Reading>, window: Memo<Window>) -> impl IntoView {
    let stats = Memo::new(move |_| -> Option<Stats> {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.value.stats.clone()))
    });
    // Another window is read at once, and again when a former read was under way.
    let behind = move || {
        let shown = stats.with(|stats| stats.as_ref().map(|stats| stats.window_seconds));
        shown != Some(window.get().seconds())
    };
    Effect::new(move |_| {
        let idle = !live.refreshing().get() && live.error().with(Option::is_none);
        if idle && behind() {
            live.refresh();
        }
    });
    let fresh = Memo::new(move |_| {
        live.latest().with(|latest| {
            latest
                .as_ref()
                .is_some_and(|fetched| fetched.value.is_new())
        })
    });
    view! {
        <Problems live/>
        <KeyFigures stats window/>
        {move || fresh.get().then(|| view! { <FirstSteps/> })}
        <div class="overview" aria-busy=move || behind().then_some("true")>
            <Latency stats/>
            <Verdicts stats/>
            <Latest live/>
            <Ways/>
        </div>
    }
    .into_any()
}
