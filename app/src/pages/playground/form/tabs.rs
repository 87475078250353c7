//! The parts of the form as tabs.

use crate::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::wasm_bindgen::JsCast;

use crate::pages::playground::bench::Bench;
use crate::pages::playground::inputs::FieldName;

/// A part of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The action.
    Action,
    /// What the rules see beside it.
    World,
    /// The rules.
    Rules,
    /// The whole request.
    Json,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Action, Self::World, Self::Rules, Self::Json];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Action => "Action",
            Self::World => "Time and state",
            Self::Rules => "Rules",
            Self::Json => "JSON",
        }
    }

    /// `id` of the tab.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Action => "tab-action",
            Self::World => "tab-world",
            Self::Rules => "tab-rules",
            Self::Json => "tab-json",
        }
    }

    /// `id` of what it shows.
    pub const fn panel_id(self) -> &'static str {
        match self {
            Self::Action => "panel-action",
            Self::World => "panel-world",
            Self::Rules => "panel-rules",
            Self::Json => "panel-json",
        }
    }

    /// Where a field is.
    pub const fn of(field: FieldName) -> Self {
        match field {
            FieldName::Namespace
            | FieldName::Tenant
            | FieldName::Provider
            | FieldName::ActionType
            | FieldName::Payload
            | FieldName::Metadata => Self::Action,
            FieldName::EvaluateAt | FieldName::MockState => Self::World,
            FieldName::Revision | FieldName::Switches => Self::Rules,
            FieldName::Request => Self::Json,
        }
    }

    /// Whether something is filled in there that changes the answer.
    fn used(self, bench: Bench) -> bool {
        let form = bench.form;
        let filled = |text: RwSignal<String>| text.with(|text| !text.trim().is_empty());
        match self {
            Self::Action | Self::Json => false,
            Self::World => filled(form.evaluate_at) || filled(form.mock_state),
            Self::Rules => {
                filled(form.rule_set_revision) || filled(form.rule_switches) || filled(form.rules)
            }
        }
    }

    fn wrong(self, bench: Bench) -> bool {
        let field = bench
            .errors
            .with(|errors| errors.iter().any(|error| Self::of(error.field) == self));
        field
            || (self == Self::Rules
                && bench
                    .draft_problems
                    .with(|problems| !problems.list.is_empty() && !problems.warnings))
    }
}

/// The tabs. Arrow keys, Home and End go from one to another.
#[component]
pub fn Tabs(bench: Bench) -> impl IntoView {
    let tabs = Tab::ALL.map(|tab| {
        let selected = move || bench.tab.get() == tab;
        let state = move || {
            if tab.wrong(bench) {
                Some(view! { <span class="tab-mark wrong">"has an error"</span> })
            } else if tab.used(bench) {
                Some(view! { <span class="tab-mark">"filled in"</span> })
            } else {
                None
            }
        };
        view! {
            <button
                type="button"
                id=tab.id()
                role="tab"
                aria-selected=move || if selected() { "true" } else { "false" }
                aria-controls=tab.panel_id()
                tabindex=move || if selected() { "0" } else { "-1" }
                on:click=move |_| bench.show(tab)
            >
                {tab.label()}
                {state}
            </button>
        }
    });
    let keys = move |event: KeyboardEvent| {
        let all = Tab::ALL;
        let here = all
            .iter()
            .position(|tab| *tab == bench.tab.get_untracked())
            .unwrap_or_default();
        let to = match event.key().as_str() {
            "ArrowRight" => (here + 1) % all.len(),
            "ArrowLeft" => (here + all.len() - 1) % all.len(),
            "Home" => 0,
            "End" => all.len() - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(tab) = all.get(to) {
            bench.show(*tab);
        }
        // Where it is now: it stays when what is there cannot be read.
        let id = bench.tab.get_untracked().id();
        if let Some(button) = document()
            .get_element_by_id(id)
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            // Fails only for an element that is not in the document.
            let _ = button.focus();
        }
    };
    view! {
        <div class="tabs needs-script" role="tablist" aria-label="What is evaluated" on:keydown=keys>
            {tabs}
        </div>
    }
    .into_any()
}
