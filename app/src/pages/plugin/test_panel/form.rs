//! What is called, with which action, how often.

use crate::prelude::*;
use leptos::ev::{KeyboardEvent, MouseEvent, SubmitEvent};

use super::bench::{Activity, Bench, PRESET, TEST};
use super::presets::Preset;
use crate::components::{CodeEditor, Field, Glyph, Icon, Language, SubmitButton, described_by};

/// Most calls in a series.
const MOST: u32 = 200;

/// What is called, with which action, how often.
#[component]
pub fn TestForm(bench: Bench) -> impl IntoView {
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        bench.run();
    };
    let shortcut = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            bench.run();
        }
    };
    let action = format!("{}#test", bench.shown.href());
    // What and where it is stands below the editor.
    let error = move || {
        let blocked = bench.blocked.get() && bench.wrong.with(Option::is_some);
        blocked.then(|| "It was not sent: correct the action first.".to_owned())
    };
    let problems = move || {
        let wrong = bench.wrong.get().filter(|wrong| !wrong.syntax);
        wrong
            .map(|wrong| wrong.problem)
            .into_iter()
            .collect::<Vec<_>>()
    };
    let running = move || {
        bench
            .activity
            .with(|activity| *activity == Activity::Single)
    };
    view! {
        <form class="form test-form" method="post" action=action on:submit=send on:keydown=shortcut>
            <input type="hidden" name="do" value=TEST/>
            <Function bench/>
            <Presets bench/>
            <Field
                id="test-input"
                label="Action"
                hint="Fields that are left out are empty: namespace, tenant, provider, action_type, payload, metadata."
                error=Signal::derive(error)
            >
                <CodeEditor
                    id="test-input"
                    name="input"
                    language=Signal::stored(Language::Json)
                    value=bench.input
                    rows=14
                    problems=Signal::derive(problems)
                    described_by=described_by("test-input")
                />
            </Field>
            <div class="form-actions">
                <SubmitButton
                    label="Run"
                    class="primary"
                    busy=Signal::derive(running)
                    disabled=Signal::derive(move || bench.busy() && !running())
                />
                <kbd class="needs-script" title="Ctrl+Enter runs it from anywhere in the form">
                    "Ctrl Enter"
                </kbd>
                <label class="check">
                    <input
                        type="checkbox"
                        name="cost"
                        prop:checked=bench.cost
                        on:change:target=move |event| bench.cost.set(event.target().checked())
                    />
                    "Count the cost"
                </label>
                <SeriesControls bench/>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Function(bench: Bench) -> impl IntoView {
    let functions = Memo::new(move |_| {
        let mut functions = bench.shown.detail.with(|detail| detail.functions.clone());
        // What a former run called, or what the form was sent with.
        let chosen = bench.function.get();
        if !functions.contains(&chosen) {
            functions.push(chosen);
        }
        functions
    });
    let options = move || {
        functions
            .get()
            .into_iter()
            .map(|function| {
                let selected = bench.function.get_untracked() == function;
                view! { <option value=function.clone() selected=selected>{function.clone()}</option> }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Field id="test-function" label="Function" error=Signal::stored(None::<String>)>
            <select
                id="test-function"
                name="function"
                aria-describedby=described_by("test-function")
                prop:value=bench.function
                on:change:target=move |event| bench.function.set(event.target().value())
            >
                {options}
            </select>
        </Field>
    }
    .into_any()
}

/// Actions to begin with. Without scripts the page is loaded with them.
#[component]
fn Presets(bench: Bench) -> impl IntoView {
    let links = Preset::ALL.map(|preset| {
        let href = format!("{}?{PRESET}={}#test", bench.shown.href(), preset.key());
        let text = StoredValue::new(preset.text());
        let fill = move |event: MouseEvent| {
            event.prevent_default();
            bench.input.set(text.get_value());
        };
        view! {
            <a class="button small" href=href data-noscroll="true" on:click=fill>
                {preset.label()}
            </a>
        }
    });
    view! {
        <div class="presets" role="group" aria-label="Examples">
            <span class="presets-label">"Examples"</span>
            {links}
        </div>
    }
    .into_any()
}

/// Many calls, one after the other.
#[component]
fn SeriesControls(bench: Bench) -> impl IntoView {
    let times = RwSignal::new("50".to_owned());
    let wanted = move || {
        let number = times.with(|times| times.trim().parse::<u32>().ok());
        number.filter(|number| (1..=MOST).contains(number))
    };
    let start = move |_| {
        if let Some(times) = untrack(wanted) {
            bench.run_series(times);
        }
    };
    let under_way = move || {
        bench
            .activity
            .with(|activity| matches!(activity, Activity::Series(_)))
    };
    let wrong = move || wanted().is_none();
    view! {
        <div class="series-controls needs-script">
            <label for="test-times">"Times"</label>
            <input
                id="test-times"
                class="input"
                inputmode="numeric"
                autocomplete="off"
                value=times.get_untracked()
                aria-invalid=move || wrong().then_some("true")
                aria-describedby="test-times-error"
                on:input:target=move |event| times.set(event.target().value())
            />
            <button type="button" class="button" disabled=move || bench.busy() || wrong() on:click=start>
                <Icon glyph=Glyph::Repeat/>
                "Run series"
            </button>
            {move || {
                under_way()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button ghost"
                                disabled=bench.cancelled
                                on:click=move |_| bench.cancelled.set(true)
                            >
                                "Stop"
                            </button>
                        }
                    })
            }}
            <p class="field-error" id="test-times-error" aria-live="polite">
                {move || wrong().then(|| format!("Enter a whole number from 1 to {MOST}."))}
            </p>
        </div>
    }
    .into_any()
}
