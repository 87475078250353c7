//! What stands in the way of the plugin, above everything else.

use crate::prelude::*;
use acteon_api_types::{PluginSource, PluginStatus};

use super::shown::Shown;
use crate::components::{Glyph, Icon};

/// Says why the plugin does not answer rules, when it does not.
#[component]
pub fn StateBanner() -> impl IntoView {
    let shown = Shown::current()?;
    let state = Memo::new(move |_| {
        shown.detail.with(|detail| {
            let plugin = &detail.plugin;
            (
                plugin.status,
                plugin.source,
                plugin.last_error.clone(),
                detail.referenced_by.len(),
            )
        })
    });
    let banner = move || {
        let (status, source, error, rules) = state.get();
        match status {
            PluginStatus::Active => None,
            PluginStatus::Disabled => Some(disabled(rules)),
            PluginStatus::Failed => Some(failed(source, error.unwrap_or_default())),
        }
    };
    Some(view! { <div role="status">{banner}</div> })
}

fn disabled(rules: usize) -> AnyView {
    let rules = match rules {
        0 => "No rule calls it.",
        1 => "The rule that calls it evaluates as an error.",
        _ => "The rules that call it evaluate as errors.",
    };
    view! {
        <div class="banner neutral">
            <Icon glyph=Glyph::Alert/>
            <p>
                <strong>"Disabled. "</strong>
                {rules}
                " It can still be tested."
            </p>
        </div>
    }
    .into_any()
}

fn failed(source: PluginSource, error: String) -> AnyView {
    let remedy = match source {
        PluginSource::PluginDir => {
            "Put a good file in its place, which the server then reads by itself, or replace the \
             module here. If it worked before, the revision before goes on answering."
        }
        PluginSource::Upload => {
            "Replace the module, or change the limits if it takes more to start."
        }
    };
    view! {
        <div class="banner">
            <Icon glyph=Glyph::Alert/>
            <p>
                <strong>"The module could not be loaded. "</strong>
                <span class="sentence module-error">{error}</span>
            </p>
            <p class="banner-remedy">{remedy}</p>
        </div>
    }
    .into_any()
}
