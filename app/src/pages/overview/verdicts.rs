//! What was decided about dispatched actions.

use acteon_api_types::{Stats, VerdictCounts, VerdictKind};
use leptos::either::EitherOf3;

use crate::components::{VerdictChip, verdict_tone};
use crate::format;
use crate::prelude::*;

/// In the order in which they are drawn.
const KINDS: [VerdictKind; 8] = [
    VerdictKind::Allow,
    VerdictKind::Modify,
    VerdictKind::Reroute,
    VerdictKind::Throttle,
    VerdictKind::Deduplicate,
    VerdictKind::Suppress,
    VerdictKind::Deny,
    VerdictKind::Error,
];

/// The verdicts of the window: a bar, and the counts with links to the decisions.
#[component]
pub fn Verdicts(stats: Memo<Option<Stats>>) -> impl IntoView {
    let counts = Memo::new(move |_| stats.with(|stats| stats.as_ref()?.verdicts));
    let content = move || match counts.get() {
        None => EitherOf3::A(view! {
            <p class="none-yet">
                "These counts concern everybody; your key sees only its own namespaces and tenants. "
                <a href="/audit">"Your decisions are in the audit."</a>
            </p>
        }),
        Some(counts) if counts.total() == 0 => EitherOf3::B(view! {
            <p class="none-yet">"No action was dispatched in this time."</p>
        }),
        Some(counts) => EitherOf3::C(view! {
            {bar(counts)}
            <ul class="verdict-counts">
                {KINDS
                    .into_iter()
                    .filter(|kind| counts.get(*kind) > 0)
                    .map(|kind| line(kind, counts))
                    .collect_view()}
            </ul>
        }),
    };
    view! {
        <section class="panel verdicts" aria-labelledby="verdicts-title">
            <div class="panel-head">
                <h2 id="verdicts-title">"Verdicts"</h2>
            </div>
            {content}
        </section>
    }
    .into_any()
}

/// All verdicts side by side, each as wide as its share. The counts below say the same.
fn bar(counts: VerdictCounts) -> impl IntoView {
    let total = counts.total();
    let mut start = 0;
    let parts = KINDS.map(|kind| {
        let (x, width) = (start, counts.get(kind));
        start += width;
        (width > 0).then(|| {
            view! {
                <rect
                    x=x.to_string()
                    width=width.to_string()
                    height="1"
                    data-tone=verdict_tone(kind).as_str()
                    data-verdict=kind.as_str()
                ></rect>
            }
        })
    });
    view! {
        <svg
            class="verdict-bar"
            viewBox=format!("0 0 {total} 1")
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            {parts.into_iter().collect_view()}
        </svg>
    }
    .into_any()
}

fn line(kind: VerdictKind, counts: VerdictCounts) -> impl IntoView {
    let count = counts.get(kind);
    view! {
        <li>
            <a href=format!("/audit?verdict={}", kind.as_str())>
                <VerdictChip verdict=kind/>
                <span class="verdict-count">{format::count(count)}</span>
                <span class="verdict-share">{format::share(count, counts.total())}</span>
            </a>
        </li>
    }
    .into_any()
}
