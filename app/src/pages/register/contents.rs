//! What a module exports and imports.

use acteon_inspect::{Export, Import, ModuleReport, shown};

use crate::components::{Chip, Tone};
use crate::format;
use crate::prelude::*;

/// Entries of a list that are drawn; a module may have thousands.
const MAX_SHOWN: usize = 40;

/// Exports, those that rules can call first, and imports.
#[component]
pub fn Contents(report: ModuleReport) -> impl IntoView {
    let callable =
        |export: &Export| export.signature.is_some() && report.functions.contains(&export.name);
    let (functions, others): (Vec<_>, Vec<_>) = report.exports.iter().partition(|e| callable(e));
    let functions = list(
        "Functions that rules can call",
        "none",
        functions
            .into_iter()
            .map(|export| exported(export, true))
            .collect(),
    );
    let others = list(
        "Other exports",
        "none",
        others
            .into_iter()
            .map(|export| exported(export, false))
            .collect(),
    );
    let imports = list(
        "Imports",
        "none: the module needs nothing from the server",
        report.imports.iter().map(imported).collect(),
    );
    view! { <div class="contents">{functions} {others} {imports}</div> }.into_any()
}

fn list(title: &'static str, none: &'static str, rows: Vec<AnyView>) -> AnyView {
    let count = rows.len();
    let more = count.saturating_sub(MAX_SHOWN);
    let body = if rows.is_empty() {
        view! { <p class="muted">{none}</p> }.into_any()
    } else {
        let rows: Vec<_> = rows.into_iter().take(MAX_SHOWN).collect();
        view! { <ul>{rows}</ul> }.into_any()
    };
    let more = (more > 0)
        .then(|| view! { <p class="muted">"and " {format::count(more as u64)} " more"</p> });
    view! {
        <section aria-label=title>
            <h3>
                {title} " "
                <span class="count">{(count > 0).then(|| format::count(count as u64))}</span>
            </h3>
            {body}
            {more}
        </section>
    }
    .into_any()
}

fn exported(export: &Export, callable: bool) -> AnyView {
    let what = export
        .signature
        .as_ref()
        .map_or_else(|| export.kind.to_string(), ToString::to_string);
    entry(String::new(), &export.name, what, callable, false)
}

fn imported(import: &Import) -> AnyView {
    let what = import
        .signature
        .as_ref()
        .map_or_else(|| import.kind.to_string(), ToString::to_string);
    let module = format!("{}.", shown(&import.module));
    entry(module, &import.name, what, false, !import.is_answered())
}

/// A name in its module, what it is, and whether it can be called or is refused.
fn entry(module: String, name: &str, what: String, callable: bool, refused: bool) -> AnyView {
    let chip = match (callable, refused) {
        (true, _) => Some((Tone::Allowed, "Callable")),
        (_, true) => Some((Tone::Denied, "Refused")),
        _ => None,
    };
    let chip = chip.map(|(tone, text)| view! { <Chip tone text title=None/> });
    view! {
        <li>
            <code>
                <span class="module">{module}</span>
                {shown(name)}
            </code>
            <code class="signature">{what}</code>
            {chip}
        </li>
    }
    .into_any()
}
