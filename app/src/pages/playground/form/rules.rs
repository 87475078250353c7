//! The rules that are evaluated.

use crate::prelude::*;
use acteon_api_types::RuleFileError;
use leptos::either::Either;

use super::fields::{Line, line, lines};
use crate::components::{CodeEditor, Field, Language, Problem, Refused, described_by, escaped};
use crate::pages::playground::bench::{Bench, DraftProblems};
use crate::pages::playground::inputs::{DraftUse, FieldName};

const DRAFT: &str = "rules";

/// A draft to begin with.
const YAML: &str = "rules:
  - name: large-payments
    priority: 1
    description: Large payments are looked at
    condition:
      all:
        - { field: action.action_type, eq: payment }
        - { field: action.payload.amount, gt: 1000 }
    action: { type: modify, changes: { review: true } }
";
/// The same with a condition in CEL.
const CEL: &str = "rules:
  - name: large-payments
    priority: 1
    description: Large payments are looked at
    condition: action.action_type == \"payment\" && action.payload.amount > 1000
    action: { type: modify, changes: { review: true } }
";

/// The draft, and which of the loaded rule sets it is compared with.
#[component]
pub fn RuleFields(bench: Bench) -> impl IntoView {
    let form = bench.form;
    let revision = Line {
        field: FieldName::Revision,
        label: "Rule set",
        hint: "Number of a former rule set. Empty: the rules in force.",
        kind: "text",
        step: None,
        optional: true,
        placeholder: "in force",
    };
    let draft = match bench.draft_refused.get_value() {
        Some(reason) => Either::Left(view! { <RefusedDraft bench reason/> }),
        None => Either::Right(view! { <Draft bench/> }),
    };
    view! {
        {draft}
        {line(bench, form.rule_set_revision, revision)}
        {lines(
            bench,
            form.rule_switches,
            FieldName::Switches,
            "Switched rules",
            "Loaded rules to switch for this evaluation, one a line.",
            "everything-else = off",
        )}
    }
    .into_any()
}

/// Shows a draft that came with a link, and why it takes no part.
#[component]
fn RefusedDraft(bench: Bench, reason: String) -> impl IntoView {
    view! {
        <Field id=DRAFT label="Draft rules" error=Signal::stored(None::<String>)>
            <textarea
                id=DRAFT
                class="code"
                rows="4"
                disabled
                aria-describedby="draft-refused"
                inner_html=escaped(&bench.form.rules.get_untracked())
                prop:value=bench.form.rules
            ></textarea>
        </Field>
        <div id="draft-refused">
            <Refused reason/>
        </div>
    }
    .into_any()
}

#[component]
fn Draft(bench: Bench) -> impl IntoView {
    let form = bench.form;
    let language = RwSignal::new(Language::Yaml);
    let empty = Memo::new(move |_| form.rules.with(|text| text.trim().is_empty()));
    let problems = Signal::derive(move || {
        let DraftProblems { list, warnings } = bench.draft_problems.get();
        let problems = list.iter().filter_map(|one| problem(one, warnings));
        problems.collect::<Vec<_>>()
    });
    let languages = [(Language::Yaml, "YAML", YAML), (Language::Cel, "CEL", CEL)];
    let languages = languages.map(|(one, label, sample)| {
        let choose = move |_| {
            // A draft that nobody has changed is exchanged for the other.
            let untouched = form
                .rules
                .with_untracked(|text| text == YAML || text == CEL);
            if untouched {
                form.rules.set(sample.to_owned());
            }
            language.set(one);
        };
        view! {
            <label>
                <input
                    type="radio"
                    name="draft_language"
                    checked=one == Language::Yaml
                    autocomplete="off"
                    on:change=choose
                />
                {label}
            </label>
        }
    });
    let begin = move |_| {
        let sample = if language.get_untracked() == Language::Cel {
            CEL
        } else {
            YAML
        };
        form.rules.set(sample.to_owned());
    };
    view! {
        <div class="draft-head">
            <fieldset class="segments words needs-script">
                <legend class="visually-hidden">"Language of the conditions"</legend>
                {languages}
            </fieldset>
            {move || {
                empty
                    .get()
                    .then(|| {
                        view! {
                            <button type="button" class="button small needs-script" on:click=begin>
                                "Begin with a sample"
                            </button>
                        }
                    })
            }}
        </div>
        <Field
            id=DRAFT
            label="Draft rules"
            hint="A rule file. Nothing is saved: copy it to the rules folder when it does what it should."
            optional=true
            error=Signal::stored(None::<String>)
        >
            <CodeEditor
                id=DRAFT
                name=DRAFT
                language=language
                value=form.rules
                rows=12
                problems=problems
                described_by=described_by(DRAFT)
            />
        </Field>
        <Problems bench/>
        <DraftUses bench/>
    }
    .into_any()
}

/// How the draft takes part.
#[component]
fn DraftUses(bench: Bench) -> impl IntoView {
    let chosen = bench.form.draft_use;
    let initial = chosen.get_untracked();
    let options = DraftUse::ALL.map(|one| {
        let label = match one {
            DraftUse::Beside => "Beside the loaded rules, and compare",
            DraftUse::Instead => "In place of the loaded rules",
            DraftUse::Off => "Not at all",
        };
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="draft_use"
                    value=one.as_str()
                    checked=one == initial
                    prop:checked=move || chosen.get() == one
                    on:change=move |_| chosen.set(one)
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="draft-uses">
            <legend>"Evaluate the draft"</legend>
            {options}
        </fieldset>
    }
    .into_any()
}

/// What is wrong with the draft where no line can be named; the editor lists the rest.
#[component]
fn Problems(bench: Bench) -> impl IntoView {
    move || {
        let DraftProblems { list, warnings } = bench.draft_problems.get();
        let items: Vec<_> = list
            .iter()
            .filter(|problem| problem.line.is_none())
            .map(|problem| view! { <li>{sentence(problem)}</li> })
            .collect();
        (!items.is_empty()).then(|| {
            view! {
                <ul class="problems" class:warnings=warnings aria-label="About the draft as a whole">
                    {items}
                </ul>
            }
        })
    }
}

/// What the editor shows of a problem; none when it has no line.
fn problem(problem: &RuleFileError, warning: bool) -> Option<Problem> {
    Some(Problem {
        line: problem.line?,
        column: None,
        message: sentence(problem),
        warning,
    })
}

fn sentence(problem: &RuleFileError) -> String {
    match &problem.field {
        Some(field) => format!("{field}: {}", problem.message),
        None => problem.message.clone(),
    }
}
