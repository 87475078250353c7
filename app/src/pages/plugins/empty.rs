//! What stands in place of a list without entries.

use leptos::prelude::*;

use super::query::ListQuery;
use crate::components::{Command, Glyph, Notice};
use crate::data::page::PageInfo;

/// No plugin is registered: how to register the first one.
#[component]
pub fn NoPlugins() -> impl IntoView {
    let origin = use_context::<PageInfo>().unwrap_or_default().origin;
    let command = format!(
        "curl -X POST {origin}/v1/wasm/plugins \\\n  \
         -F \"name=my-plugin\" \\\n  \
         -F \"description=Suppress low-priority actions\" \\\n  \
         -F \"wasm_file=@my_plugin.wasm\""
    );
    view! {
        <section class="panel">
            <Notice glyph=Glyph::Package title="No plugins yet">
                <p>
                    "A plugin is a WebAssembly module with a function that rules call: it reads an "
                    "action and answers with a verdict. Register the first one over the REST API:"
                </p>
                <Command text=command/>
                <p>
                    "Or put " <code>".wasm"</code> " files into the folder that "
                    <code>"plugin_dir"</code> " names in the " <code>"[wasm]"</code>
                    " section of the configuration. They appear here by themselves."
                </p>
            </Notice>
        </section>
    }
}

/// The filter leaves no plugin.
#[component]
pub fn NoMatch(
    /// The view without a match.
    query: Signal<ListQuery>,
) -> impl IntoView {
    let cleared = move || {
        let query = query.get();
        ListQuery {
            filter: String::new(),
            ..query
        }
        .href()
    };
    view! {
        <div class="notice compact">
            <p>
                "No name or description contains " <q>{move || query.get().filter}</q> "."
            </p>
            <a class="button small" href=cleared data-noscroll="true">
                "Clear the filter"
            </a>
        </div>
    }
}
