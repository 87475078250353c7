//! The form that takes the key.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::task::spawn_local;

use crate::components::{Field, Glyph, Icon, SubmitButton, described_by};
use crate::data::session;
use crate::prelude::*;
use crate::{ApiError, address};

/// Said about a field without a key; the server says it otherwise to programs.
const EMPTY: &str = "Enter your key.";

/// A key, and where to go with it.
#[component]
pub fn KeyForm(
    /// The page that was asked for.
    back: String,
    /// Why the form was refused when it was sent without scripts.
    refused: Option<ApiError>,
) -> impl IntoView {
    let error = RwSignal::new(refused);
    let busy = RwSignal::new(false);
    let shown = RwSignal::new(false);
    let key = NodeRef::<html::Input>::new();
    let wanted = StoredValue::new(back.clone());
    let again = move |refused: ApiError| {
        error.set(Some(refused));
        busy.set(false);
        if let Some(field) = key.get_untracked() {
            // Fails only for an element that is not in the document.
            let _ = field.focus();
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let entered = key.get_untracked().map(|field| field.value());
        let entered = entered.unwrap_or_default().trim().to_owned();
        if entered.is_empty() {
            again(ApiError::invalid(EMPTY));
            return;
        }
        error.set(None);
        busy.set(true);
        spawn_local(async move {
            match session::sign_in(entered).await {
                // Stays busy while the browser leaves.
                Ok(_) => address::open_with_fragment(&wanted.get_value()),
                Err(refused) => again(refused),
            }
        });
    };
    let about_key = Signal::derive(move || {
        let error = error.get()?;
        about_the_key(&error).then(|| sentence(&error))
    });
    let about_all = move || {
        let error = error.get()?;
        (!about_the_key(&error)).then(|| {
            view! {
                <div class="form-error" role="alert">
                    <Icon glyph=Glyph::Alert/>
                    <p>{sentence(&error)}</p>
                </div>
            }
        })
    };
    view! {
        <form class="form" method="post" action=address::SIGN_IN on:submit=send novalidate>
            <input type="hidden" name="do" value="sign-in"/>
            <input type="hidden" name="return" value=back/>
            // For password managers, which keep a name with each secret.
            <input type="text" autocomplete="username" value="acteon" readonly hidden/>
            <Field
                id="key"
                label="Key"
                hint="It begins with acteon_ and ends with 64 letters and digits."
                error=about_key
            >
                <div class="key-field">
                    <input
                        node_ref=key
                        id="key"
                        name="key"
                        type=move || if shown.get() { "text" } else { "password" }
                        autocomplete="current-password"
                        autocapitalize="off"
                        spellcheck="false"
                        required
                        autofocus
                        aria-invalid=move || about_key.get().is_some().then_some("true")
                        aria-describedby=described_by("key")
                    />
                    <button
                        type="button"
                        class="button ghost small needs-script"
                        aria-label=move || if shown.get() { "Hide the key" } else { "Show the key" }
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        {move || if shown.get() { "Hide" } else { "Show" }}
                    </button>
                </div>
            </Field>
            {about_all}
            <div class="form-actions">
                <SubmitButton label="Sign in" class="primary" busy/>
            </div>
        </form>
    }
    .into_any()
}

/// Whether another key would help.
const fn about_the_key(error: &ApiError) -> bool {
    matches!(error.status(), 400 | 401)
}

/// The reason as a sentence.
fn sentence(error: &ApiError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{}{}{end}", first.unwrap_or_default(), letters.as_str())
}
