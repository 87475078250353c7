//! What the parts of the page have in common.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::{PluginDetail, SessionRole};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::change::{REPLACE, UPDATE};
use super::delete::DELETE;
use crate::address;
use crate::components::refusal_for_all;
use crate::data::page::PageInfo;
use crate::live::Live;

/// The parameter of the address that opens a dialog.
const DIALOG: &str = "dialog";

/// The plugin that is shown, and what is open on its page.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The plugin, as it is now.
    pub detail: Memo<PluginDetail>,
    /// Where it comes from.
    pub live: Live<PluginDetail>,
    /// Why the caller may not change it; none when it is allowed.
    pub refused: StoredValue<Option<String>>,
    /// Whether the description and the limits are being edited.
    pub editing: RwSignal<bool>,
    /// Whether the module is being replaced.
    pub replacing: RwSignal<bool>,
    /// Whether it is being deleted.
    pub deleting: RwSignal<bool>,
    /// Rises with each test call, so that what counts them refreshes.
    pub tests: RwSignal<u32>,
}

impl Shown {
    /// None before there is anything to show. Called once, while the page is drawn.
    pub fn of(live: Live<PluginDetail>) -> Option<Self> {
        let now = move || {
            live.latest()
                .with(|latest| latest.as_ref().map(|fetched| fetched.value.clone()))
        };
        let first = untrack(now)?;
        let detail = Memo::new(move |_| now().unwrap_or_else(|| first.clone()));
        let query = use_query();
        let asked = query.with_untracked(|query| query.get(DIALOG));
        let submitted = use_context::<PageInfo>().and_then(|info| info.submitted);
        let open = |dialog: &str, form: &str| {
            let refused = submitted
                .as_ref()
                .is_some_and(|submitted| submitted.form == form && submitted.error.is_some());
            RwSignal::new(refused || asked.as_deref() == Some(dialog))
        };
        let shown = Self {
            detail,
            live,
            refused: StoredValue::new(refusal_for_all(SessionRole::Admin, "change plugins")),
            editing: open("edit", UPDATE),
            replacing: open("replace", REPLACE),
            deleting: open("delete", DELETE),
            tests: RwSignal::new(0),
        };
        shown.keep_address();
        Some(shown)
    }

    /// That of the page.
    ///
    /// The page provides it before it draws any of its parts, so that there always is one.
    pub fn current() -> Option<Self> {
        use_context()
    }

    /// The name, which never changes.
    pub fn name(self) -> String {
        self.detail
            .with_untracked(|detail| detail.plugin.name.clone())
    }

    /// The address of the page.
    pub fn href(self) -> String {
        address::plugin(&self.name())
    }

    /// The address that opens a dialog.
    pub fn dialog(self, name: &str) -> String {
        format!("{}?{DIALOG}={name}", self.href())
    }

    /// A dialog that was closed does not come back with the address.
    fn keep_address(self) {
        let query = use_query();
        let navigate = use_navigate();
        let href = self.href();
        Effect::new(move |before: Option<bool>| {
            let any = self.editing.get() || self.replacing.get() || self.deleting.get();
            let asked = query.with_untracked(|query| query.get_str(DIALOG).is_some());
            if before == Some(true) && !any && asked {
                let options = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&href, options);
            }
            any
        });
    }
}
