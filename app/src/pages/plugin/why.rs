//! What the author of a plugin wants to know about a call that failed.

use crate::prelude::*;
use acteon_api_types::FailureDetails;

use crate::format;

/// Where it was, what it printed, and what it had to work with.
pub fn why(details: FailureDetails) -> AnyView {
    let FailureDetails {
        backtrace,
        stdout,
        stderr,
        input_bytes,
        memory_used_bytes,
        memory_limit_bytes,
        timeout_ms,
    } = details;
    let functions = (!backtrace.is_empty()).then(|| {
        let names = backtrace
            .into_iter()
            .map(|name| view! { <li><code>{name}</code></li> })
            .collect::<Vec<_>>();
        view! {
            <h4>"Functions, innermost first"</h4>
            <ol class="backtrace">{names}</ol>
        }
    });
    let figures = [
        ("Input", format::bytes(input_bytes)),
        (
            "Memory",
            format!(
                "{} of {}",
                format::bytes(memory_used_bytes),
                format::bytes(memory_limit_bytes)
            ),
        ),
        ("Time limit", format::duration_ms(timeout_ms)),
    ]
    .map(|(label, value)| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! {
        <dl class="series-figures">{figures}</dl>
        {functions}
        {printed("Standard error", stderr)}
        {printed("Standard output", stdout)}
    }
    .into_any()
}

/// What is kept of each of the plugin's outputs, in bytes.
const CAPTURED_BYTES: usize = 16 * 1024;

/// What the plugin printed, if anything.
pub fn printed(title: &'static str, text: String) -> Option<AnyView> {
    if text.is_empty() {
        return None;
    }
    let cut = text.len() >= CAPTURED_BYTES;
    Some(
        view! {
            <h4>{title}</h4>
            <pre class="printed" tabindex="0" aria-label=title>{text}</pre>
            {cut.then(|| view! { <p class="muted">"Cut at 16 KiB."</p> })}
        }
        .into_any(),
    )
}
