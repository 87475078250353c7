//! What came of the evaluation.

mod banner;
mod comparison;
mod context;
mod empty;
mod entry;
mod payload;
mod plugin_call;
mod trace;
mod why;

use crate::prelude::*;
use leptos::either::EitherOf3;

use self::banner::Banner;
use self::comparison::DraftResult;
use self::context::ContextSeen;
use self::empty::NothingYet;
use self::payload::PayloadChange;
pub use self::trace::RULE;
use self::trace::Trace;
use super::bench::{Bench, draft_errors};
use super::evaluated::Evaluated;
use crate::ApiError;
use crate::components::{Glyph, Icon};
use crate::format;

/// The results, or what to do to get some. `complete` draws every rule with all that is known of it,
/// for whoever has no scripts to open them with.
#[component]
pub fn Results(bench: Bench, complete: bool) -> impl IntoView {
    let spoken = move || {
        if let Some(error) = bench.failure.get() {
            return format!("The evaluation failed: {error}");
        }
        bench
            .evaluated
            .with(|evaluated| evaluated.as_ref().map(banner::spoken))
            .unwrap_or_default()
    };
    view! {
        <section class="bench-results" aria-label="Result" aria-busy=move || bench.busy.get().then_some("true")>
            <p class="visually-hidden" role="status">
                {spoken}
            </p>
            {move || match (bench.failure.get(), bench.evaluated.get()) {
                (Some(error), _) => EitherOf3::A(view! { <Failed bench error/> }),
                (None, Some(evaluated)) => EitherOf3::B(answer(evaluated, complete)),
                (None, None) => EitherOf3::C(view! { <NothingYet bench/> }),
            }}
        </section>
    }
    .into_any()
}

fn answer(evaluated: Evaluated, complete: bool) -> AnyView {
    let Evaluated {
        payload,
        mock_state,
        drafted,
        answer,
        beside,
    } = evaluated;
    let draft = beside.map(|draft| {
        view! { <DraftResult loaded=answer.clone() draft complete/> }
    });
    let compared = draft.is_some();
    let modified = answer.modified_payload.clone().map(|after| {
        view! { <PayloadChange title="Payload before and after" before=payload.into() after/> }
    });
    let context = answer.context.clone();
    view! {
        <div class="panel result">
            <Banner answer=answer.clone() drafted/>
            {draft}
            {modified}
            <Trace answer complete title=if compared { "Loaded rules" } else if drafted { "Draft rules" } else { "Rules" }/>
            <ContextSeen context mock_state/>
        </div>
    }
    .into_any()
}

/// Why there is no result.
#[component]
fn Failed(bench: Bench, error: ApiError) -> impl IntoView {
    let title = match &error {
        ApiError::Unreachable => "The server cannot be reached",
        _ if !draft_errors(&error).is_empty() => "The draft rules do not load",
        ApiError::Answered { status: 403, .. } => "This is not for your key",
        ApiError::Answered { status: 503, .. } => "The server cannot evaluate at present",
        _ => "The evaluation was refused",
    };
    let message = error.to_string();
    // The server being away says it all.
    let message = (error != ApiError::Unreachable).then_some(message);
    let places = draft_errors(&error).len() as u64;
    let places = (places > 0).then(|| {
        let problems = format::counted(places, "problem is", "problems are");
        view! { <p>{problems} " listed below the draft."</p> }
    });
    view! {
        <section class="panel failed" role="alert">
            <div class="notice wrong">
                <span class="notice-mark">
                    <Icon glyph=Glyph::Alert/>
                </span>
                <h2>{title}</h2>
                <div class="notice-body">
                    {message.map(|message| view! { <p class="reason">{message}</p> })} {places}
                    <p>"What you filled in is still there."</p>
                    <button
                        type="button"
                        class="button small needs-script"
                        class:busy=bench.busy
                        on:click=move |_| bench.evaluate()
                    >
                        <Icon glyph=Glyph::Repeat/>
                        "Try again"
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}
