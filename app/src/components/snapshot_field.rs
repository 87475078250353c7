//! Choosing when a plugin's calls start from a snapshot.

use acteon_api_types::SnapshotMode;

use super::field::{Field, described_by};
use crate::prelude::*;

/// The field `snapshot` of a form.
#[component]
pub fn SnapshotField(
    /// `id` of the input.
    id: &'static str,
    /// What is chosen.
    mode: RwSignal<SnapshotMode>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What stands below the input.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let options = SnapshotMode::ALL.map(|option| {
        let meaning = match option {
            SnapshotMode::Auto => "auto: if the module allows it",
            SnapshotMode::Always => "always: what it reads at its start is frozen",
            SnapshotMode::Never => "never: each call initialises the plugin",
        };
        let selected = option == mode.get_untracked();
        view! {
            <option value=option.as_str() selected=selected>
                {meaning}
            </option>
        }
    });
    view! {
        <Field
            id=id
            label="Snapshot"
            hint="Whether the plugin is initialised once and calls start from there. Go needs always."
            error=error
        >
            <select
                id=id
                name="snapshot"
                aria-describedby=described_by(id)
                prop:value=move || mode.get().as_str()
                on:change=move |event| {
                    if let Some(chosen) = SnapshotMode::parse(&event_target_value(&event)) {
                        mode.set(chosen);
                    }
                }
            >
                {options}
            </select>
            {children.map(|children| children())}
        </Field>
    }
    .into_any()
}
