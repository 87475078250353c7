//! A field for code.

use crate::prelude::*;
use serde::{Deserialize, Serialize};

use crate::data::page::PageInfo;

/// What the code is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JSON.
    Json,
    /// A rule file in YAML.
    Yaml,
    /// A rule file whose conditions are CEL.
    Cel,
}

impl Language {
    /// The name in the markup.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Cel => "cel",
        }
    }
}

/// Something wrong at a place in the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// From 1.
    pub line: u64,
    /// From 1; none when the line as a whole is meant.
    pub column: Option<u64>,
    /// What is wrong.
    pub message: String,
    /// Whether it stands in the way.
    pub warning: bool,
}

/// A field for code: a plain text area, which the editor takes over in the browser. Its label is the
/// caller's, through `id`.
#[component]
pub fn CodeEditor(
    /// `id` of the text area.
    id: &'static str,
    /// Name of the form field.
    name: &'static str,
    /// What the code is written in.
    #[prop(into)]
    language: Signal<Language>,
    /// The code.
    value: RwSignal<String>,
    /// Height in lines before it grows.
    rows: u32,
    /// What the server says is wrong with it. What is wrong with JSON shows the editor by itself.
    #[prop(optional, into)]
    problems: Signal<Vec<Problem>>,
    /// What describes it to screen readers, see [`described_by`](super::described_by).
    #[prop(optional, into)]
    described_by: String,
) -> impl IntoView {
    let info = use_context::<PageInfo>().unwrap_or_default();
    Effect::new(move |_| load_module(&info.modules.editor));
    let problems =
        move || problems.with(|problems| serde_json::to_string(problems).unwrap_or_default());
    let initial = value.get_untracked();
    view! {
        <code-editor class="code-editor" language=move || language.get().as_str() problems=problems>
            <textarea
                id=id
                name=name
                rows=rows
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                aria-describedby=described_by
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            >
                {initial}
            </textarea>
        </code-editor>
    }
    .into_any()
}

/// Loads a module of the site, once for the document. What it defines are elements of the page.
pub fn load_module(address: &str) {
    if address.is_empty() {
        return;
    }
    let selector = format!("script[src=\"{address}\"]");
    if !matches!(document().query_selector(&selector), Ok(None)) {
        return;
    }
    let Ok(script) = document().create_element("script") else {
        return;
    };
    // All three fail only for names that are not valid, which these are.
    let _ = script.set_attribute("type", "module");
    let _ = script.set_attribute("src", address);
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}
