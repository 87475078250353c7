//! What the browser has read from the module: whether it can be registered, and its figures.

use acteon_inspect::{Initialisation, ModuleReport, Placement};

use super::contents::Contents;
use super::entry::{Chosen, Entry};
use crate::components::{Bytes, Glyph, Icon};
use crate::data::module::ModuleReading;
use crate::format;
use crate::prelude::*;

/// What is known of the chosen file; before, what a module must be.
#[component]
pub fn Report(entry: Entry, max_module_bytes: u64) -> impl IntoView {
    let content = move || {
        match entry.module.get() {
        Chosen::Nothing => needed(max_module_bytes),
        Chosen::Reading(_) => view! {
            <div class="report-reading skeleton" aria-busy="true" aria-label="The module: being read">
                {[(); 5].map(|()| view! { <div class="skeleton-row"></div> })}
            </div>
        }
        .into_any(),
        Chosen::Unusable(..) => ().into_any(),
        Chosen::Read(_, reading) => view! {
            <Facts reading=(*reading).clone() entry/>
            <Contents report=reading.report/>
        }
        .into_any(),
    }
    };
    view! {
        <Verdict entry/>
        {content}
    }
    .into_any()
}

/// Whether the server would take the module, and why not.
#[component]
fn Verdict(entry: Entry) -> impl IntoView {
    let refusals = Memo::new(move |_| entry.refusals());
    let known = Memo::new(move |_| {
        entry
            .module
            .with(|module| matches!(module, Chosen::Read(..) | Chosen::Unusable(..)))
    });
    let verdict = move || {
        if !known.get() {
            return None;
        }
        let refusals = refusals.get();
        let fine = refusals.is_empty();
        let (glyph, title) = if fine {
            (Glyph::Check, "Nothing speaks against this module")
        } else {
            (Glyph::Alert, "The server would refuse this module")
        };
        let detail = if fine {
            view! { <p>"The server compiles it and tries it out when you register it."</p> }
                .into_any()
        } else {
            let reasons = refusals
                .into_iter()
                .map(|reason| view! { <li>{reason}</li> });
            view! { <ul>{reasons.collect_view()}</ul> }.into_any()
        };
        Some(view! {
            <div class="module-verdict" class:wrong=!fine>
                <Icon glyph/>
                <div>
                    <h2>{title}</h2>
                    {detail}
                </div>
            </div>
        })
    };
    view! { <div role="status">{verdict}</div> }.into_any()
}

/// What a module must be to run here.
fn needed(max_module_bytes: u64) -> AnyView {
    view! {
        <div class="needed">
            <h2>"What runs here"</h2>
            <ul>
                <li>
                    "a core WebAssembly module in the binary format, at most "
                    <Bytes size=max_module_bytes/>
                </li>
                <li>
                    "that exports its memory as " <code>"memory"</code> " and a function "
                    <code>"evaluate(i32, i32) -> i64"</code> " or more of that type"
                </li>
                <li>
                    "and imports at most WASI preview 1: no files, no network; the clock, random numbers and printing work"
                </li>
            </ul>
            <p class="needs-script">
                "The file is read here first. Nothing is sent before you say so."
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(reading: ModuleReading, entry: Entry) -> impl IntoView {
    let report = reading.report;
    let declared = report.declared_bytes();
    let share = move || {
        let limit = entry.limit()?;
        let over = declared > limit;
        let percent = (u128::from(declared) * 100 / u128::from(limit.max(1))).min(100);
        Some(view! {
            <span class="of-limit">" of " {format::bytes(limit)}</span>
            <svg class="share" class:over=over aria-hidden="true">
                <rect height="100%" width=format!("{}%", percent.max(1))></rect>
            </svg>
        })
    };
    let rows = [
        ("Size", view! { <Bytes size=report.size_bytes/> }.into_any()),
        (
            "Memory at the start",
            view! {
                <Bytes size=declared/>
                {share}
            }
            .into_any(),
        ),
        ("May grow to", most(&report)),
        ("Runs before each call", before(&report)),
        ("Takes its input", input(report.allocator)),
        (
            "In this browser",
            if reading.compiles_here {
                "compiles"
            } else {
                "does not compile"
            }
            .into_any(),
        ),
        (
            "SHA-256",
            match reading.sha256 {
                Some(sha256) => view! { <code class="digest">{sha256}</code> }.into_any(),
                None => view! { <span class="muted">"only known over HTTPS"</span> }.into_any(),
            },
        ),
    ];
    let rows = rows.map(|(label, value)| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

/// How far the memory may grow by the module's own declaration.
fn most(report: &ModuleReport) -> AnyView {
    match report.memory.and_then(|memory| memory.maximum_bytes) {
        Some(size) => view! { <Bytes size/> }.into_any(),
        None => view! { <span class="muted">"the limit"</span> }.into_any(),
    }
}

fn before(report: &ModuleReport) -> AnyView {
    let exported = match report.entry {
        Initialisation::Initialize | Initialisation::Start => report.entry.export(),
        Initialisation::None => None,
    };
    match (report.has_start_section, exported) {
        (true, Some(name)) => view! { "its start function and " <code>{name}</code> }.into_any(),
        (true, None) => "its start function".into_any(),
        (false, Some(name)) => view! { <code>{name}</code> }.into_any(),
        (false, None) => view! { <span class="muted">"nothing"</span> }.into_any(),
    }
}

/// How the input gets into the plugin's memory.
fn input(placement: Placement) -> AnyView {
    let name = match placement {
        Placement::Allocate => "allocate",
        Placement::AssemblyScript => "__new",
        Placement::Malloc => "malloc",
        Placement::Grow => return "in memory of its own".into_any(),
    };
    view! { "from " <code>{name}</code> }.into_any()
}
