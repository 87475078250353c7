//! A field of a form with all that is said about it.

use crate::prelude::*;

/// What describes the field `id` to screen readers: its hint and its error.
pub fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-error")
}

/// A label, the input (`children`, which has the same `id` and `aria-describedby` from
/// [`described_by`]), a hint and the error that belongs to it.
#[component]
pub fn Field<C: IntoView + 'static>(
    /// `id` of the input.
    id: &'static str,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: String,
    /// Said beside the label when nothing needs to be given.
    #[prop(optional)]
    optional: bool,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The input.
    children: TypedChildren<C>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    view! {
        <div class="field" class:invalid=move || error.with(Option::is_some)>
            <label for=id>
                {label} {optional.then(|| view! { <span class="optional">"optional"</span> })}
            </label>
            {children.into_inner()().into_any()}
            <p class="field-error" id=error_id aria-live="polite">
                {error}
            </p>
            <p class="field-hint" id=hint_id>
                {hint}
            </p>
        </div>
    }
    .into_any()
}
