//! The form.

mod action;
mod fields;
mod rules;
mod tabs;
mod world;

use crate::prelude::*;
use leptos::ev::SubmitEvent;

use self::action::ActionFields;
use self::fields::json;
use self::rules::RuleFields;
use self::tabs::Tabs;
use self::world::WorldFields;
use super::bench::Bench;
use super::inputs::{DraftUse, FieldName, Inputs};
use super::result::RULE;
use crate::address;
use crate::components::{Glyph, Icon};
use crate::query::use_query;

pub use self::tabs::Tab;

/// The name of the form where it is sent without scripts.
pub const EVALUATE: &str = "evaluate";

/// What is filled in, field by field. See [`Inputs`].
#[derive(Clone, Copy)]
pub struct Form {
    pub namespace: RwSignal<String>,
    pub tenant: RwSignal<String>,
    pub provider: RwSignal<String>,
    pub action_type: RwSignal<String>,
    pub payload: RwSignal<String>,
    pub metadata: RwSignal<String>,
    pub evaluate_at: RwSignal<String>,
    pub mock_state: RwSignal<String>,
    pub rule_set_revision: RwSignal<String>,
    pub rule_switches: RwSignal<String>,
    pub rules: RwSignal<String>,
    pub draft_use: RwSignal<DraftUse>,
    pub evaluate_all: RwSignal<bool>,
    pub include_disabled: RwSignal<bool>,
    /// The whole request as JSON, while that is what is edited.
    pub request: RwSignal<String>,
}

impl Form {
    /// A form with this filled in.
    pub fn new(inputs: &Inputs) -> Self {
        let text = |text: &String| RwSignal::new(text.clone());
        Self {
            namespace: text(&inputs.namespace),
            tenant: text(&inputs.tenant),
            provider: text(&inputs.provider),
            action_type: text(&inputs.action_type),
            payload: text(&inputs.payload),
            metadata: text(&inputs.metadata),
            evaluate_at: text(&inputs.evaluate_at),
            mock_state: text(&inputs.mock_state),
            rule_set_revision: text(&inputs.rule_set_revision),
            rule_switches: text(&inputs.rule_switches),
            rules: text(&inputs.rules),
            draft_use: RwSignal::new(inputs.draft_use),
            evaluate_all: RwSignal::new(inputs.evaluate_all),
            include_disabled: RwSignal::new(inputs.include_disabled),
            request: RwSignal::new(String::new()),
        }
    }

    /// Fills in something else.
    pub fn fill(self, inputs: &Inputs) {
        let texts = [
            (self.namespace, &inputs.namespace),
            (self.tenant, &inputs.tenant),
            (self.provider, &inputs.provider),
            (self.action_type, &inputs.action_type),
            (self.payload, &inputs.payload),
            (self.metadata, &inputs.metadata),
            (self.evaluate_at, &inputs.evaluate_at),
            (self.mock_state, &inputs.mock_state),
            (self.rule_set_revision, &inputs.rule_set_revision),
            (self.rule_switches, &inputs.rule_switches),
            (self.rules, &inputs.rules),
        ];
        for (signal, text) in texts {
            signal.set(text.clone());
        }
        self.draft_use.set(inputs.draft_use);
        self.evaluate_all.set(inputs.evaluate_all);
        self.include_disabled.set(inputs.include_disabled);
    }

    /// What is filled in.
    pub fn inputs(self) -> Inputs {
        Inputs {
            namespace: self.namespace.get_untracked(),
            tenant: self.tenant.get_untracked(),
            provider: self.provider.get_untracked(),
            action_type: self.action_type.get_untracked(),
            payload: self.payload.get_untracked(),
            metadata: self.metadata.get_untracked(),
            evaluate_at: self.evaluate_at.get_untracked(),
            mock_state: self.mock_state.get_untracked(),
            rule_set_revision: self.rule_set_revision.get_untracked(),
            rule_switches: self.rule_switches.get_untracked(),
            rules: self.rules.get_untracked(),
            draft_use: self.draft_use.get_untracked(),
            evaluate_all: self.evaluate_all.get_untracked(),
            include_disabled: self.include_disabled.get_untracked(),
        }
    }
}

/// The form. Without scripts it is sent to the page itself, all its parts one below the other.
#[component]
pub fn ActionForm(bench: Bench) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        bench.evaluate();
    };
    // Without scripts too, the trace points at the rule that the address names.
    let rule = use_query().with_untracked(|query| query.get(RULE));
    let action = address::with_pairs(
        "/playground",
        &[(RULE, rule.as_deref().unwrap_or_default())],
    );
    view! {
        <form
            class="panel bench-form"
            method="post"
            action=action
            aria-label="Action to evaluate"
            novalidate
            on:submit=submit
        >
            <input type="hidden" name="do" value=EVALUATE/>
            <Tabs bench/>
            <Panel bench tab=Tab::Action>
                <ActionFields bench/>
            </Panel>
            <Panel bench tab=Tab::World>
                <WorldFields bench/>
            </Panel>
            <Panel bench tab=Tab::Rules>
                <RuleFields bench/>
            </Panel>
            <Panel bench tab=Tab::Json>
                {json(
                    bench,
                    bench.form.request,
                    FieldName::Request,
                    "Request",
                    "The body of POST /v1/rules/evaluate. The other tabs follow it, and it follows them.",
                    20,
                )}
            </Panel>
            <Footer bench/>
        </form>
    }
    .into_any()
}

/// One part of the form: beside the others as tabs, or below them without scripts.
#[component]
fn Panel(bench: Bench, tab: Tab, children: Children) -> impl IntoView {
    let class = if tab == Tab::Json {
        "bench-panel needs-script"
    } else {
        "bench-panel"
    };
    view! {
        <div
            id=tab.panel_id()
            class=class
            class:shown=move || bench.tab.get() == tab
            role="tabpanel"
            aria-labelledby=tab.id()
        >
            <h2 class="bench-heading">{tab.label()}</h2>
            {children()}
        </div>
    }
    .into_any()
}

/// The options, and the button.
#[component]
fn Footer(bench: Bench) -> impl IntoView {
    let form = bench.form;
    let wrong = move || {
        let count = bench.errors.with(Vec::len);
        (count > 0).then(|| {
            let fields = crate::format::counted(count as u64, "field needs", "fields need");
            view! { <p class="field-error">{fields} " a change. Nothing was sent."</p> }
        })
    };
    view! {
        <div class="bench-footer">
            <div class="bench-options">
                {option("evaluate_all", "Evaluate all rules", form.evaluate_all)}
                {option("include_disabled", "Include disabled rules", form.include_disabled)}
            </div>
            <div class="form-actions">
                <button
                    type="submit"
                    class="button primary"
                    class:busy=bench.busy
                    aria-keyshortcuts="Control+Enter Meta+Enter"
                    aria-disabled=move || bench.busy.get().then_some("true")
                >
                    {move || {
                        let glyph = if bench.busy.get() { Glyph::Repeat } else { Glyph::Play };
                        view! { <Icon glyph/> }
                    }}
                    {move || if bench.busy.get() { "Evaluating" } else { "Evaluate" }}
                </button>
                <span class="bench-keys needs-script" aria-hidden="true">
                    <kbd>"Ctrl"</kbd>
                    " "
                    <kbd>"Enter"</kbd>
                </span>
            </div>
            <div role="alert">{wrong}</div>
        </div>
    }
    .into_any()
}

fn option(name: &'static str, label: &'static str, value: RwSignal<bool>) -> AnyView {
    let initial = value.get_untracked();
    view! {
        <label class="check">
            <input
                type="checkbox"
                name=name
                checked=initial
                prop:checked=value
                on:change:target=move |event| value.set(event.target().checked())
            />
            <span>{label}</span>
        </label>
    }
    .into_any()
}
