//! A field for code.

use crate::prelude::*;
use serde::{Deserialize, Serialize};
use web_sys::CustomEvent;

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

/// Something wrong at a place in the code. The editor tells its own in the same form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// From 1.
    pub line: u64,
    /// From 1; none when the line as a whole is meant.
    pub column: Option<u64>,
    /// What is wrong.
    pub message: String,
    /// Whether it is no more than a warning.
    pub warning: bool,
}

impl Problem {
    /// `line 3, column 7: a value is missing here`.
    fn sentence(&self) -> String {
        let Self { line, message, .. } = self;
        match self.column {
            Some(column) => format!("line {line}, column {column}: {message}"),
            None => format!("line {line}: {message}"),
        }
    }
}

/// A field for code: a plain text area, which the editor takes over in the browser, and below it what is
/// wrong with the code. Its label is the caller's, through `id`.
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
    /// Told all that is wrong with it, `problems` among it, whenever that changes. Only the editor calls
    /// this: without scripts nobody does.
    #[prop(optional, into)]
    on_problems: Option<Callback<Vec<Problem>>>,
    /// What describes it to screen readers, see [`described_by`](super::described_by).
    #[prop(optional, into)]
    described_by: String,
) -> impl IntoView {
    let info = use_context::<PageInfo>().unwrap_or_default();
    Effect::new(move |_| load_module(&info.modules.editor));
    let given =
        move || problems.with(|problems| serde_json::to_string(problems).unwrap_or_default());
    // All that the editor shows, as soon as there is one.
    let told = RwSignal::new(None::<Vec<Problem>>);
    let shown = move || told.get().unwrap_or_else(|| problems.get());
    let invalid = move || {
        let is_error = shown().iter().any(|problem| !problem.warning);
        is_error.then_some("true")
    };
    let tell = move |event: CustomEvent| {
        let detail = event.detail().as_string().unwrap_or_default();
        let list: Vec<Problem> = serde_json::from_str(&detail).unwrap_or_default();
        told.set(Some(list.clone()));
        if let Some(on_problems) = on_problems {
            on_problems.run(list);
        }
    };
    let list_id = format!("{id}-problems");
    let described_by = format!("{described_by} {list_id}");
    let initial = escaped(&value.get_untracked());
    view! {
        <code-editor
            class="code-editor"
            language=move || language.get().as_str()
            problems=given
            on:problems=tell
        >
            <textarea
                id=id
                name=name
                rows=rows
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                aria-describedby=described_by.trim().to_owned()
                aria-invalid=invalid
                inner_html=initial
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </code-editor>
        <ul class="code-problems" id=list_id aria-live="polite">
            {move || {
                shown()
                    .into_iter()
                    .map(|problem| {
                        view! { <li class:warning=problem.warning>{problem.sentence()}</li> }
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}

/// Text as HTML, for what is in a text area: Leptos takes that as it is, and it may come from anybody.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(value: &str, problems: Vec<Problem>) -> String {
        let owner = Owner::new();
        owner.with(|| {
            let value = RwSignal::new(value.to_owned());
            view! {
                <CodeEditor id="code" name="code" language=Language::Json value rows=3 problems/>
            }
            .to_html()
        })
    }

    #[test]
    fn code_cannot_end_the_text_area() {
        let html = rendered("&lt;</textarea><script>alert(1)</script>", Vec::new());
        assert!(html.contains("&amp;lt;&lt;/textarea>&lt;script>"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    }

    #[test]
    fn without_scripts_the_problems_are_below_the_code() {
        let problem = |column, warning| Problem {
            line: 3,
            column,
            message: "`<b>` is unknown".to_owned(),
            warning,
        };
        let html = rendered("{}", vec![problem(Some(7), false), problem(None, true)]);
        assert!(
            html.contains("line 3, column 7: `&lt;b&gt;` is unknown"),
            "{html}"
        );
        assert!(html.contains("line 3: `&lt;b&gt;` is unknown"), "{html}");
        assert!(html.contains("aria-invalid=\"true\""), "{html}");
        assert!(
            html.contains("aria-describedby=\"code-problems\""),
            "{html}"
        );
        assert!(!rendered("{}", vec![problem(None, true)]).contains("aria-invalid"));
    }
}
