//! The rule playground: what would become of an action, and why.

mod actions;
mod bench;
mod compare;
mod curl;
mod diff;
mod evaluated;
mod examples;
mod form;
mod fragment;
mod inputs;
mod lines;
mod result;
mod shortcut;

use crate::prelude::*;
use crate::query::use_query;

use crate::components::{Glyph, Icon};
use crate::data::page::{self, PageInfo};
use crate::data::{FetchResult, audit};
use acteon_api_types::AuditRecord;
use bench::{Origin, Workbench};
use examples::Example;
use inputs::Inputs;
use result::RULE;

#[cfg(feature = "ssr")]
pub use evaluated::Evaluated;
pub use form::EVALUATE;
#[cfg(feature = "ssr")]
pub use inputs::Inputs as PlaygroundForm;

/// The page. Its address may name an audit record or an example to begin with; what a link restores
/// is in the fragment, which only the browser sees.
#[component]
pub fn PlaygroundPage() -> impl IntoView {
    let query = use_query();
    let asked = Memo::new(move |_| query.with(|query| (query.get("audit"), query.get("example"))));
    let record = Resource::new(
        move || asked.with(|(record, _)| record.clone()),
        |id| async move {
            match id {
                Some(id) => Some(audit::get(id).await),
                None => None,
            }
        },
    );
    view! {
        <Suspense fallback=|| ()>
            {move || {
                let example = asked.with(|(_, example)| example.clone());
                Suspend::new(async move { content(record.await, example.as_deref()) })
            }}
        </Suspense>
    }
    .into_any()
}

fn content(record: Option<FetchResult<AuditRecord>>, example: Option<&str>) -> AnyView {
    match record {
        Some(Ok(record)) => {
            let (inputs, record) = (Inputs::from_record(&record.value), Box::new(record.value));
            view! { <Workbench inputs origin=Origin::Record(record)/> }.into_any()
        }
        Some(Err(error)) => {
            page::set_status(error.status());
            view! {
                <Workbench inputs=Inputs::blank() origin=Origin::Blank>
                    <div class="banner" role="alert">
                        <Icon glyph=Glyph::Alert/>
                        <p>
                            <strong>"The audit record could not be read: "</strong>
                            {error.to_string()}
                        </p>
                    </div>
                </Workbench>
            }
            .into_any()
        }
        None => {
            let example = example.and_then(Example::find);
            let submitted = use_context::<PageInfo>()
                .and_then(|info| info.submitted)
                .filter(|submitted| submitted.form == EVALUATE);
            let (mut inputs, origin) = match (example, submitted) {
                (Some(example), _) => (example.inputs(), Origin::Example),
                (None, Some(submitted)) => (
                    Inputs::from_fields(&submitted.fields),
                    Origin::Submitted(Box::new(submitted)),
                ),
                (None, None) => (Inputs::blank(), Origin::Blank),
            };
            let rule = use_query().with_untracked(|query| query.get(RULE));
            let Some(rule) = rule else {
                return view! { <Workbench inputs origin/> }.into_any();
            };
            // Disabled or not, it is to be in the trace, unless somebody decided otherwise.
            if matches!(origin, Origin::Blank) {
                inputs.include_disabled = true;
            }
            view! {
                <Workbench inputs origin>
                    <p class="panel chosen-rule">
                        "The rule " <code>{rule}</code>
                        " stands open in the trace of every action that is evaluated here, also when it is disabled."
                    </p>
                </Workbench>
            }
            .into_any()
        }
    }
}
