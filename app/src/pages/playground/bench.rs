//! The form, what it does, and what came of it.

use crate::prelude::*;
use acteon_api_types::{AuditRecord, RuleFileError, SessionRole};
use leptos::leptos_dom::helpers::window_event_listener;
use leptos::task::spawn_local;

use super::actions::Actions;
use super::evaluated::Evaluated;
use super::form::{ActionForm, Form, Tab};
use super::inputs::{self, DraftUse, FieldError, FieldName, Inputs, Requests};
use super::result::Results;
use super::shortcut::on_ctrl_enter;
use super::{curl, fragment};
use crate::ApiError;
use crate::components::{PageHead, Toasts, refusal};
use crate::data::forms::Submitted;
use crate::data::rules;

/// The status that a draft with errors is refused with.
const BAD_REQUEST: u16 = 400;

/// Where what is filled in at first comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// Nowhere.
    Blank,
    /// An example.
    Example,
    /// The audit.
    Record(Box<AuditRecord>),
    /// A form that was sent without scripts.
    Submitted(Box<Submitted>),
}

/// What the server says about the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftProblems {
    /// The places.
    pub list: Vec<RuleFileError>,
    /// Whether they do not stand in the way.
    pub warnings: bool,
}

/// The state of the page.
#[derive(Clone, Copy)]
pub struct Bench {
    /// What is filled in.
    pub form: Form,
    /// The part of the form that is shown.
    pub tab: RwSignal<Tab>,
    /// What is wrong with what was filled in when it was to be sent.
    pub errors: RwSignal<Vec<FieldError>>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
    /// The answer.
    pub evaluated: RwSignal<Option<Evaluated>>,
    /// Why there is none.
    pub failure: RwSignal<Option<ApiError>>,
    /// What is wrong with the draft.
    pub draft_problems: RwSignal<DraftProblems>,
    /// Why drafts cannot be evaluated; none when they can.
    pub draft_refused: StoredValue<Option<String>>,
}

impl Bench {
    fn new(inputs: &Inputs, submitted: Option<Submitted>) -> Self {
        let refused = refusal(SessionRole::Operator, "evaluate rules of your own");
        let bench = Self {
            form: Form::new(inputs),
            tab: RwSignal::new(Tab::Action),
            errors: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            evaluated: RwSignal::new(None),
            failure: RwSignal::new(None),
            draft_problems: RwSignal::new(DraftProblems::default()),
            draft_refused: StoredValue::new(refused),
        };
        if let Some(submitted) = submitted {
            bench.show_submitted(inputs, submitted);
        }
        bench
    }

    fn show_submitted(self, inputs: &Inputs, submitted: Submitted) {
        if let Err(errors) = inputs.requests() {
            self.errors.set(errors);
        } else if let Some(error) = submitted.error {
            self.failed(error);
        } else if let Some(result) = submitted.result {
            // As text: what reads an answer of the server reads this, too.
            match serde_json::from_str(&result.to_string()) {
                Ok(evaluated) => self.answered(evaluated),
                Err(error) => self.failed(ApiError::Unreadable(error.to_string())),
            }
        }
    }

    /// What is filled in, or nothing when the JSON of the whole request cannot be read. Says so.
    fn inputs(self) -> Option<Inputs> {
        if self.tab.get_untracked() == Tab::Json && !self.take_request() {
            return None;
        }
        let mut inputs = self.form.inputs();
        if self.draft_refused.with_value(Option::is_some) {
            inputs.draft_use = DraftUse::Off;
        }
        Some(inputs)
    }

    fn requests(self) -> Option<Requests> {
        match self.inputs()?.requests() {
            Ok(requests) => {
                self.errors.set(Vec::new());
                Some(requests)
            }
            Err(errors) => {
                if let Some(first) = errors.first() {
                    self.tab.set(Tab::of(first.field));
                }
                self.errors.set(errors);
                None
            }
        }
    }

    /// Takes the JSON of the whole request over into the other fields; false, with the error shown,
    /// when it cannot be read.
    fn take_request(self) -> bool {
        let text = self.form.request.get_untracked();
        match inputs::read_request(&text) {
            Ok(request) => {
                let before = self.form.inputs();
                let mut inputs = Inputs::from_request(&request);
                // A draft beside the loaded rules is no part of their request.
                if request.rules.is_none() {
                    inputs.rules = before.rules;
                    inputs.draft_use = match before.draft_use {
                        DraftUse::Instead => DraftUse::Off,
                        other => other,
                    };
                }
                self.form.fill(&inputs);
                self.errors.set(Vec::new());
                true
            }
            Err(error) => {
                self.errors.set(vec![error]);
                false
            }
        }
    }

    /// Shows another part of the form. The JSON of the whole request and the fields follow each
    /// other; what cannot be read has to be put right first.
    pub fn show(self, tab: Tab) {
        let former = self.tab.get_untracked();
        if former == tab || (former == Tab::Json && !self.take_request()) {
            return;
        }
        if tab == Tab::Json {
            let Some(requests) = self.requests() else {
                return;
            };
            let request = curl::trimmed(&requests.first);
            self.form.request.set(inputs::pretty(&request));
        }
        self.tab.set(tab);
    }

    /// Sends what is filled in, and shows the answer.
    pub fn evaluate(self) {
        if self.busy.get_untracked() {
            return;
        }
        let Some(requests) = self.requests() else {
            return;
        };
        self.remember();
        self.busy.set(true);
        spawn_local(async move {
            let Requests { first, beside } = requests;
            let answer = rules::evaluate(first.clone()).await;
            let evaluated = match answer {
                Ok(answer) => {
                    let beside = match beside {
                        Some(draft) => Some(rules::evaluate(draft).await),
                        None => None,
                    };
                    Ok(Evaluated::new(&first, answer, beside))
                }
                Err(error) => Err(error),
            };
            // The page may be gone by now.
            if self.busy.try_set(false).is_none() {
                match evaluated {
                    Ok(evaluated) => self.answered(evaluated),
                    Err(error) => self.failed(error),
                }
            }
        });
    }

    fn answered(self, evaluated: Evaluated) {
        let (list, warnings) = match &evaluated.beside {
            Some(Err(error)) => (error.places().to_vec(), false),
            Some(Ok(answer)) => (answer.warnings.clone(), true),
            None => (evaluated.answer.warnings.clone(), true),
        };
        if matches!(evaluated.beside, Some(Err(_))) {
            self.tab.set(Tab::Rules);
        }
        self.draft_problems.set(DraftProblems { list, warnings });
        self.failure.set(None);
        self.evaluated.set(Some(evaluated));
    }

    fn failed(self, error: ApiError) {
        let list = draft_errors(&error).to_vec();
        if !list.is_empty() {
            self.tab.set(Tab::Rules);
        }
        self.draft_problems.set(DraftProblems {
            list,
            warnings: false,
        });
        self.evaluated.set(None);
        self.failure.set(Some(error));
    }

    /// Keeps what is filled in in the address, so that it survives a reload.
    fn remember(self) {
        let Ok(fragment) = fragment::write(&self.form.inputs()) else {
            return;
        };
        // Fails only for another origin.
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or_default();
            let _ = history.replace_state_with_url(&state, "", Some(&format!("#{fragment}")));
        }
    }

    /// Restores what the address carries; false when it carries nothing.
    fn restore(self) -> bool {
        let carried = location().hash().unwrap_or_default();
        match fragment::read(&carried) {
            Ok(None) => false,
            Ok(Some(inputs)) => {
                self.form.fill(&inputs);
                self.tab.set(Tab::Action);
                self.evaluate();
                true
            }
            Err(error) => {
                Toasts::current().failed(error.to_string());
                true
            }
        }
    }

    /// The address that restores everything, below the origin.
    pub fn link(self) -> Result<String, String> {
        let inputs = self
            .inputs()
            .ok_or_else(|| "the JSON of the request cannot be read".to_owned())?;
        let fragment = fragment::write(&inputs).map_err(|error| error.to_string())?;
        Ok(format!("/playground#{fragment}"))
    }

    /// The commands that do the same in a shell.
    pub fn commands(self, origin: &str, with_key: bool) -> Option<String> {
        let requests = self.requests()?;
        let all = [Some(requests.first), requests.beside];
        let commands: Vec<String> = all
            .iter()
            .flatten()
            .map(|request| curl::command(origin, request, with_key))
            .collect();
        Some(commands.join("\n\n"))
    }

    /// What is wrong with a field, as long as it is what was to be sent.
    pub fn error_of(self, field: FieldName) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.errors.with(|errors| {
                let error = errors.iter().find(|error| error.field == field)?;
                Some(error.message.clone())
            })
        })
    }
}

/// Places in the draft that an error is about. A server that has no rules names places, too, but in its
/// own files.
pub fn draft_errors(error: &ApiError) -> &[RuleFileError] {
    if error.status() == BAD_REQUEST {
        error.places()
    } else {
        &[]
    }
}

/// The form and its results.
#[component]
pub fn Workbench(
    /// What is filled in at first.
    inputs: Inputs,
    /// Where that comes from.
    origin: Origin,
    /// What is to be said above all.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (record, submitted, ready) = match origin {
        Origin::Blank => (None, None, false),
        Origin::Example => (None, None, true),
        Origin::Record(record) => (Some(record), None, true),
        Origin::Submitted(submitted) => (None, Some(*submitted), false),
    };
    let sent = submitted.is_some();
    let bench = Bench::new(&inputs, submitted);
    Effect::new(move |_| {
        if !sent && !bench.restore() && ready {
            bench.evaluate();
        }
    });
    let following = window_listener(move || {
        bench.restore();
    });
    on_cleanup(following);
    on_ctrl_enter(move || bench.evaluate());
    view! {
        <PageHead
            title="Rule Playground"
            summary="What would become of an action, and why. Nothing is dispatched or recorded."
        >
            <Actions bench/>
        </PageHead>
        {children.map(|children| children())}
        {record.map(|record| view! { <FromRecord record/> })}
        <div class="bench">
            <ActionForm bench/>
            <Results bench complete=sent/>
        </div>
    }
    .into_any()
}

/// Runs `action` when another fragment comes into the address. Returns what ends that.
fn window_listener(action: impl Fn() + 'static) -> impl FnOnce() + Send + Sync + 'static {
    let listener = window_event_listener(leptos::ev::hashchange, move |_| action());
    move || listener.remove()
}

/// Says that an audit record is filled in, and what is different from when it was decided.
#[component]
fn FromRecord(record: Box<AuditRecord>) -> impl IntoView {
    let masked = (!record.masked.is_empty()).then(|| {
        let list = record.masked.join(", ");
        view! {
            <p class="masked">
                <strong>"Masked in the audit: "</strong>
                <code>{list}</code>
                ". These values read [masked] here too, so that rules which look at them may decide otherwise."
            </p>
        }
    });
    let switched =
        (!record.rule_switches.is_empty()).then_some(", its rules switched as they were");
    view! {
        <section class="panel from-record" aria-label="From the audit">
            <p>
                "Filled in from the audit: action " <code>{record.action_id.clone()}</code>
                ", decided " <strong>{record.verdict.as_str()}</strong> " on "
                {crate::format::instant(record.dispatched_at)} ". It is evaluated at that instant, with the state of then and with rule set "
                {record.rule_set_revision} {switched} ". Plugins answer as they are now."
            </p>
            {masked}
        </section>
    }
    .into_any()
}
