//! The state of the panel, and what it does.

use std::sync::Arc;

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::{
    SessionRole, TestInput, TestPluginParams, TestPluginRequest, TestPluginResponse,
};
use leptos::task::spawn_local;

use super::input::{Wrong, parse};
use super::presets::Preset;
use super::run::{Outcome, Run};
use super::series::Summary;
use crate::components::refusal;
use crate::data::page::PageInfo;
use crate::data::plugins;
use crate::pages::plugin::shown::Shown;

/// The form that tests the plugin.
pub const TEST: &str = "test";
/// The parameter of the address with the action to begin with.
pub const PRESET: &str = "preset";
/// The function that is chosen when there is no other reason.
const USUAL_FUNCTION: &str = "evaluate";
/// Runs that are kept.
const KEPT: usize = 50;

/// What is under way.
#[derive(Clone, Debug, PartialEq)]
pub enum Activity {
    /// Nothing.
    Idle,
    /// One call.
    Single,
    /// A series, as far as it is.
    Series(Summary),
}

/// The state of the panel.
#[derive(Clone, Copy)]
pub struct Bench {
    /// The plugin.
    pub shown: Shown,
    /// Why the caller may not test it; none when it is allowed.
    pub refused: StoredValue<Option<String>>,
    /// The chosen function.
    pub function: RwSignal<String>,
    /// The text of the action.
    pub input: RwSignal<String>,
    /// Whether to count what a call costs.
    pub cost: RwSignal<bool>,
    /// What is wrong with it.
    pub wrong: Memo<Option<Wrong>>,
    /// Whether a run was asked for although something is wrong.
    pub blocked: RwSignal<bool>,
    /// What is under way.
    pub activity: RwSignal<Activity>,
    /// Whether the series is to end before it is complete.
    pub cancelled: RwSignal<bool>,
    /// The runs, newest first.
    pub runs: RwSignal<Vec<Run>>,
    /// The run whose outcome is shown.
    pub displayed: RwSignal<Option<u64>>,
}

impl Bench {
    /// Starts with what was sent without scripts, or with what the address asks for.
    pub fn new(shown: Shown) -> Self {
        let query = use_query();
        let preset =
            query.with_untracked(|query| Preset::parse(query.get_str(PRESET).unwrap_or_default()));
        let functions = shown
            .detail
            .with_untracked(|detail| detail.functions.clone());
        let usual = functions
            .iter()
            .find(|function| *function == USUAL_FUNCTION)
            .or(functions.first());
        let input = RwSignal::new(preset.text());
        let bench = Self {
            shown,
            refused: StoredValue::new(refusal(SessionRole::Operator, "test plugins")),
            function: RwSignal::new(usual.map_or(USUAL_FUNCTION, String::as_str).to_owned()),
            input,
            cost: RwSignal::new(false),
            wrong: Memo::new(move |_| input.with(|text| parse(text).err())),
            blocked: RwSignal::new(false),
            activity: RwSignal::new(Activity::Idle),
            cancelled: RwSignal::new(false),
            runs: RwSignal::new(Vec::new()),
            displayed: RwSignal::new(None),
        };
        bench.restore_submitted();
        bench
    }

    fn restore_submitted(self) {
        let submitted = use_context::<PageInfo>().and_then(|info| info.submitted);
        let Some(submitted) = submitted.filter(|submitted| submitted.form == TEST) else {
            return;
        };
        self.function.set(submitted.field("function").to_owned());
        self.input.set(submitted.field("input").to_owned());
        self.cost.set(!submitted.field("cost").is_empty());
        let outcome = match (submitted.error, submitted.result) {
            (Some(error), _) => Err(error),
            (None, Some(result)) => match serde_json::from_value::<TestPluginResponse>(result) {
                Ok(response) => Ok(response),
                Err(_) => return,
            },
            (None, None) => return,
        };
        let (function, input) = (self.function.get_untracked(), self.input.get_untracked());
        self.keep(function, input.into(), Outcome::Single(outcome));
    }

    /// Whether something is under way.
    pub fn busy(self) -> bool {
        self.activity.with(|activity| *activity != Activity::Idle)
    }

    /// Calls the plugin once with what is entered.
    pub fn run(self) {
        if let Some((function, text, input)) = self.entered() {
            self.call(function, text, input);
        }
    }

    /// Makes a former run once more, whatever is entered now.
    pub fn repeat(self, run: &Run) {
        if let Ok(input) = parse(&run.input)
            && !untrack(|| self.busy())
        {
            self.call(run.function.clone(), Arc::clone(&run.input), input);
        }
    }

    /// Puts function and action of a former run into the form.
    pub fn restore(self, run: &Run) {
        self.function.set(run.function.clone());
        self.input.set(run.input.to_string());
    }

    /// Calls the plugin `times` times, one call after the other.
    pub fn run_series(self, times: u32) {
        let Some((function, text, input)) = self.entered() else {
            return;
        };
        self.cancelled.set(false);
        let mut summary = Summary::of(times);
        self.activity.set(Activity::Series(summary.clone()));
        spawn_local(async move {
            while summary.made() < times && self.cancelled.try_get_untracked() == Some(false) {
                let answer = self.send(function.clone(), input.clone()).await;
                let goes_on = summary.count(answer);
                self.activity.try_set(Activity::Series(summary.clone()));
                if !goes_on {
                    break;
                }
            }
            self.end(function, text, Outcome::Series(summary));
        });
    }

    /// What is entered, when a call can be made with it.
    fn entered(self) -> Option<(String, Arc<str>, TestInput)> {
        if untrack(|| self.busy()) {
            return None;
        }
        let text = self.input.get_untracked();
        let parsed = parse(&text);
        self.blocked.set(parsed.is_err());
        let input = parsed.ok()?;
        Some((self.function.get_untracked(), text.into(), input))
    }

    fn call(self, function: String, text: Arc<str>, input: TestInput) {
        self.activity.set(Activity::Single);
        spawn_local(async move {
            let answer = self.send(function.clone(), input).await;
            self.end(function, text, Outcome::Single(answer));
        });
    }

    async fn send(
        self,
        function: String,
        input: TestInput,
    ) -> Result<TestPluginResponse, crate::ApiError> {
        let plugin = self
            .shown
            .detail
            .try_with_untracked(|detail| (detail.plugin.name.clone(), detail.plugin.timeout_ms));
        // The page is gone.
        let (name, timeout_ms) = plugin.ok_or(crate::ApiError::Unreachable)?;
        let request = TestPluginRequest {
            function: Some(function),
            input,
        };
        let params = TestPluginParams {
            cost: self.cost.get_untracked(),
        };
        plugins::test(name, request, params, timeout_ms).await
    }

    fn end(self, function: String, text: Arc<str>, outcome: Outcome) {
        // The page may be gone.
        if self.activity.try_set(Activity::Idle).is_some() {
            return;
        }
        self.keep(function, text, outcome);
        self.shown.tests.update(|tests| *tests += 1);
        self.shown.live.refresh();
    }

    fn keep(self, function: String, input: Arc<str>, outcome: Outcome) {
        let last = self
            .runs
            .with_untracked(|runs| runs.first().map(|run| run.id));
        let id = last.unwrap_or(0) + 1;
        let run = Run {
            id,
            at: self.shown.live.now().get_untracked(),
            function,
            input,
            outcome,
        };
        self.runs.update(|runs| {
            runs.insert(0, run);
            runs.truncate(KEPT);
        });
        self.displayed.set(Some(id));
    }
}
