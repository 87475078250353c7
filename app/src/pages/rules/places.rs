//! Places in rule files and what is wrong there.

use crate::prelude::*;
use acteon_api_types::RuleFileError;

/// A list of places, each with file, line, field and message.
pub fn places(label: &'static str, places: &[RuleFileError]) -> AnyView {
    let rows: Vec<_> = places.iter().cloned().map(row).collect();
    view! {
        <ul class="places" aria-label=label>
            {rows}
        </ul>
    }
    .into_any()
}

fn row(place: RuleFileError) -> AnyView {
    let RuleFileError {
        file,
        line,
        field,
        message,
    } = place;
    let line = line.map(|line| view! { <span class="place-line">"line " {line}</span> });
    let field = field.map(|field| view! { <code class="place-field">{field}</code> });
    let file = (!file.is_empty()).then(|| view! { <code class="place-file">{file}</code> });
    view! {
        <li class="place">
            <span class="place-where">{file} " " {line} " " {field}</span>
            <span class="place-message">{message}</span>
        </li>
    }
    .into_any()
}
