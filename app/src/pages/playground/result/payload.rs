//! The payload before and after a change.

use crate::prelude::*;
use serde_json::Value;

use crate::components::JsonTree;
use crate::pages::playground::diff::{self, Change};

/// The payload before and after, side by side, with what is different marked.
#[component]
pub fn PayloadChange(title: &'static str, before: Value, after: Value) -> impl IntoView {
    let rows: Vec<AnyView> = diff::rows(&before, &after)
        .into_iter()
        .map(|row| {
            let (kind, sign, word) = match row.change {
                Change::Same => ("same", "", None),
                Change::Changed => ("changed", "~", Some("changed: ")),
                Change::Added => ("added", "+", Some("added: ")),
                Change::Removed => ("removed", "−", Some("removed: ")),
            };
            let word = word.map(|word| view! { <span class="visually-hidden">{word}</span> });
            // The word stands where the line does.
            let (former, latter) = if row.change == Change::Removed {
                (word, None)
            } else {
                (None, word)
            };
            view! {
                <tr data-change=kind>
                    <td>{former} {row.before}</td>
                    <td class="diff-sign" aria-hidden="true">{sign}</td>
                    <td>{latter} {row.after}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="payload-change" aria-label=title>
            <h3>{title}</h3>
            <div class="diff-frame" tabindex="0" role="group" aria-label=title>
                <table class="diff">
                    <thead>
                        <tr>
                            <th scope="col">"Before"</th>
                            <td></td>
                            <th scope="col">"After"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// What a rule that modifies changes, and the payload after it.
#[component]
pub fn Patch(patch: Value, after: Option<Value>) -> impl IntoView {
    let after = after.map(|after| {
        view! {
            <h4>"Payload after it"</h4>
            <JsonTree value=after/>
        }
    });
    view! {
        <div class="patch">
            <h4>"What it changes"</h4>
            <JsonTree value=patch/>
            {after}
        </div>
    }
    .into_any()
}
