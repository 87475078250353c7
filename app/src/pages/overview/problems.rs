//! What stands in the way of decisions.

use acteon_api_types::ReadinessProblem;

use super::reading::Reading;
use crate::components::{Glyph, Icon};
use crate::live::Live;
use crate::prelude::*;

/// What stands in the way of decisions, or is worth a look; nothing when all is well.
#[component]
pub fn Problems(live: Live<Reading>) -> impl IntoView {
    let problems = Memo::new(move |_| {
        live.latest().with(|latest| {
            latest
                .as_ref()
                .map_or_else(Vec::new, |fetched| match &fetched.value.readiness {
                    Ok(readiness) => readiness.problems.clone(),
                    Err(error) => vec![ReadinessProblem {
                        component: String::new(),
                        error: format!("whether the server is ready could not be read: {error}"),
                        blocking: false,
                    }],
                })
        })
    });
    view! {
        <div class="readiness-problems" role="status">
            {move || problems.get().into_iter().map(banner).collect_view()}
        </div>
    }
    .into_any()
}

fn banner(problem: ReadinessProblem) -> impl IntoView {
    let link = match problem.component.as_str() {
        "rules" => Some(("/rules", "Open the rules")),
        "plugins" => Some(("/plugins", "Open the plugins")),
        "" => None,
        _ => Some(("/settings", "Open the settings")),
    };
    let lead = if problem.blocking {
        "Not ready, nothing is decided: "
    } else {
        "Worth a look: "
    };
    view! {
        <div class="banner" class:blocking=problem.blocking>
            <Icon glyph=Glyph::Alert/>
            <p>
                <strong>{lead}</strong>
                {problem.error}
            </p>
            {link
                .map(|(href, text)| {
                    view! {
                        <a class="button small" href=href>
                            {text}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}
