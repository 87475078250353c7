//! How far an upload is.

use crate::data::upload::Progress;
use crate::format;
use crate::prelude::*;

/// How far an upload is, with a way to end it.
#[component]
pub fn UploadProgress(
    /// How far it is; none when there is none.
    progress: RwSignal<Option<Progress>>,
    /// Ends it.
    end: Callback<()>,
) -> impl IntoView {
    let under_way = Memo::new(move |_| progress.with(Option::is_some));
    let compiling = Memo::new(move |_| progress.get() == Some(Progress::Compiling));
    let figures = move || match progress.get() {
        Some(Progress::Sending { sent, total }) => Some((sent, total)),
        _ => None,
    };
    let state = move || match (under_way.get(), compiling.get()) {
        (true, false) => "Sending",
        (true, true) => "Compiling",
        _ => "",
    };
    let detail = move || match figures() {
        Some((sent, total)) => format!("{} of {}", format::bytes(sent), format::bytes(total)),
        None => "the server has all of it and tries the module out".to_owned(),
    };
    view! {
        <div class="sending">
            <p class="visually-hidden" role="status">
                {state}
            </p>
            {move || {
                under_way
                    .get()
                    .then(|| {
                        view! {
                            <div class="sending-line">
                                <p>
                                    <strong aria-hidden="true">{state}</strong>
                                    <span class="sending-detail">{detail}</span>
                                </p>
                                <button type="button" class="button small" on:click=move |_| end.run(())>
                                    {move || if compiling.get() { "Stop waiting" } else { "Cancel" }}
                                </button>
                            </div>
                            <progress
                                aria-label="Upload"
                                max=move || figures().map(|(_, total)| total.to_string())
                                value=move || figures().map(|(sent, _)| sent.to_string())
                                aria-valuetext=move || format!("{}, {}", state(), detail())
                            ></progress>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
