//! Before the first evaluation.

use crate::prelude::*;
use leptos::ev::MouseEvent;

use crate::components::{Glyph, Icon};
use crate::pages::playground::bench::Bench;
use crate::pages::playground::examples::EXAMPLES;

/// What to do, and examples to begin with.
#[component]
pub fn NothingYet(bench: Bench) -> impl IntoView {
    let examples = EXAMPLES.map(|example| {
        let choose = move |event: MouseEvent| {
            event.prevent_default();
            bench.form.fill(&example.inputs());
            bench.evaluate();
        };
        view! {
            <li>
                <a href=format!("/playground?example={}", example.id) on:click=choose>
                    <strong>{example.title}</strong>
                    <span>{example.shows}</span>
                </a>
            </li>
        }
    });
    view! {
        <div class="panel nothing-yet">
            <span class="notice-mark">
                <Icon glyph=Glyph::Playground/>
            </span>
            <h2>"Nothing evaluated yet"</h2>
            <p>
                "Fill in an action as a client would dispatch it, and press Evaluate"
                <span class="needs-script">
                    " or " <kbd>"Ctrl"</kbd> " " <kbd>"Enter"</kbd>
                </span>
                ". Here you then see the verdict, and for every rule whether it matched, which part of its condition settled that, and what its plugin answered."
            </p>
            <h3>"Examples"</h3>
            <ul>{examples}</ul>
            <p class="muted">
                "Or open a decision from the " <a href="/audit">"audit"</a>
                ": it is filled in as it was decided."
            </p>
        </div>
    }
    .into_any()
}
