//! Trying the plugin out with a made-up action.

mod bench;
mod failure;
mod form;
mod history;
mod input;
mod outcome;
mod presets;
mod run;
mod series;

use crate::prelude::*;
use acteon_api_types::PluginStatus;

use super::shown::Shown;
use crate::components::Refused;
use bench::Bench;

/// The form, what came of the last run, and the runs before.
#[component]
pub fn TestPanel() -> impl IntoView {
    let shown = Shown::current()?;
    let bench = Bench::new(shown);
    let content = match bench.refused.get_value() {
        Some(reason) => view! { <div class="panel-note"><Refused reason/></div> }.into_any(),
        None => view! {
            <div class="test-bench">
                <form::TestForm bench/>
                <outcome::OutcomePane bench/>
            </div>
            <history::History bench/>
        }
        .into_any(),
    };
    let disabled = Memo::new(move |_| {
        shown
            .detail
            .with(|detail| detail.plugin.status == PluginStatus::Disabled)
    });
    Effect::new(|_| scroll_here());
    Some(
        view! {
            <section class="panel section test-panel" id="test" aria-labelledby="test-title">
                <div class="panel-head">
                    <h2 class="panel-title" id="test-title">"Test"</h2>
                    <p class="muted">
                        "Calls the plugin with an action of your own. No rule is evaluated and nothing is dispatched."
                        {move || {
                            disabled.get().then_some(" The plugin is disabled; a test reaches it all the same.")
                        }}
                    </p>
                </div>
                {content}
            </section>
        }
        .into_any(),
    )
}

/// A link from another page leads here before there is anything to lead to.
fn scroll_here() {
    if location().hash().is_ok_and(|hash| hash == "#test")
        && let Some(panel) = document().get_element_by_id("test")
    {
        panel.scroll_into_view();
    }
}
