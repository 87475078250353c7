//! Which kinds of actions the rules matched.

use crate::prelude::*;
use crate::query::use_query;
use acteon_api_types::{CoverageEntry, CoverageQuery, RuleCoverage};

use super::query::{COVERAGE, PATH, TAB};
use crate::address;
use crate::components::{
    Anew, Choice, Figure, Figures, FilterField, FilterForm, Glyph, Loaded, Notice,
};
use crate::data::rules;
use crate::format;
use crate::live::Live;

/// Combinations that are listed.
const MAX_ROWS: usize = 300;

const FIELDS: &[FilterField] = &[
    FilterField {
        name: "namespace",
        label: "Namespace",
        choice: Choice::Text,
        first: true,
    },
    FilterField {
        name: "tenant",
        label: "Tenant",
        choice: Choice::Text,
        first: true,
    },
    FilterField {
        name: "from",
        label: "From",
        choice: Choice::Instant,
        first: true,
    },
    FilterField {
        name: "to",
        label: "To",
        choice: Choice::Instant,
        first: true,
    },
];

/// The coverage of what the audit holds.
#[component]
pub fn Coverage() -> impl IntoView {
    let params = use_query();
    let asked = Memo::new(move |_| {
        params.with(|params| -> Vec<String> {
            (FIELDS.iter())
                .map(|field| params.get(field.name).unwrap_or_default())
                .collect()
        })
    });
    let content = |asked: Vec<String>| {
        let query = query(&asked);
        view! {
            <Loaded
                what="The coverage"
                fetch=move || rules::coverage(query.clone())
                children=|live| view! { <Content live/> }
            />
        }
        .into_any()
    };
    view! {
        <section class="panel filters" aria-label="Filters">
            <FilterForm
                label="Filter the coverage"
                path=PATH
                kept=vec![(TAB, COVERAGE)]
                fields=FIELDS
                asked
            />
        </section>
        <Anew key=asked children=content/>
    }
    .into_any()
}

fn query(values: &[String]) -> CoverageQuery {
    let value = |index: usize| values.get(index).filter(|value| !value.is_empty()).cloned();
    CoverageQuery {
        namespace: value(0),
        tenant: value(1),
        from: value(2),
        to: value(3),
    }
}

#[component]
fn Content(live: Live<RuleCoverage>) -> impl IntoView {
    let coverage = Memo::new(move |_| {
        live.latest()
            .with(|latest| latest.as_ref().map(|fetched| fetched.value.clone()))
    });
    move || coverage.with(|coverage| coverage.as_ref().map(draw))
}

fn draw(coverage: &RuleCoverage) -> AnyView {
    if coverage.total == 0 {
        return view! {
            <section class="panel">
                <Notice glyph=Glyph::NoMatch title="Nothing was dispatched">
                    <p>"The audit has no record that these filters let through."</p>
                </Notice>
            </section>
        }
        .into_any();
    }
    let figure = |label: &'static str, number: usize, remark: String| {
        let value = Signal::stored(format::count(number as u64));
        let remark = Signal::stored(remark);
        view! { <Figure label value remark/> }.into_any()
    };
    let records = format::counted(coverage.total, "audit record", "audit records");
    let figures = [
        figure(
            "Combinations",
            coverage.unique_combinations,
            format!("in {records}"),
        ),
        figure(
            "Always matched",
            coverage.fully_covered,
            "every action matched a rule".to_owned(),
        ),
        figure(
            "Sometimes matched",
            coverage.partially_covered,
            "some actions matched no rule".to_owned(),
        ),
        figure(
            "Never matched",
            coverage.uncovered,
            "no rule says anything about them".to_owned(),
        ),
    ];
    let hidden = coverage.entries.len().saturating_sub(MAX_ROWS);
    let rows: Vec<_> = coverage.entries.iter().take(MAX_ROWS).map(row).collect();
    let more = (hidden > 0 || coverage.truncated).then(|| {
        view! {
            <p class="table-remark">
                "There are more combinations than are listed: narrow them by namespace or tenant."
            </p>
        }
    });
    view! {
        <Figures label="The coverage in figures">{figures}</Figures>
        {unmatched(coverage)}
        <section class="panel" aria-label="Combinations">
            <div class="table-frame">
                <table class="table coverage-table" role="table" aria-label="Combinations">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">"Namespace / tenant"</th>
                            <th role="columnheader" scope="col">"Action type"</th>
                            <th role="columnheader" scope="col">"Provider"</th>
                            <th role="columnheader" scope="col" class="number">"Records"</th>
                            <th role="columnheader" scope="col">"Matched a rule"</th>
                            <th role="columnheader" scope="col">"Rules"</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
            {more}
        </section>
    }
    .into_any()
}

/// Enabled rules that matched nothing.
fn unmatched(coverage: &RuleCoverage) -> Option<AnyView> {
    if coverage.unmatched_rules.is_empty() {
        return None;
    }
    let count = coverage.unmatched_rules.len() as u64;
    let title = format!(
        "{} matched none of these records",
        format::counted(count, "enabled rule", "enabled rules")
    );
    let label = title.clone();
    Some(
        view! {
            <section class="panel unmatched" aria-label=label>
                <h2>{title}</h2>
                <p class="rule-links">{coverage.unmatched_rules.iter().map(|name| rule_link(name)).collect_view()}</p>
            </section>
        }
        .into_any(),
    )
}

fn rule_link(name: &str) -> AnyView {
    let href = address::rule(name);
    view! { <a class="rule-link" href=href>{name.to_owned()}</a> " " }.into_any()
}

fn row(entry: &CoverageEntry) -> AnyView {
    let share = format::share(entry.covered, entry.total);
    let (covered, total) = (entry.covered.to_string(), entry.total.to_string());
    let label = format!(
        "{} of {}",
        format::count(entry.covered),
        format::counted(entry.total, "record", "records")
    );
    let title = label.clone();
    let audit = address::with_pairs(
        "/audit",
        &[
            ("namespace", &entry.namespace),
            ("tenant", &entry.tenant),
            ("provider", &entry.provider),
            ("action_type", &entry.action_type),
        ],
    );
    let rules = if entry.matched_rules.is_empty() {
        view! { <span class="muted">"None"</span> }.into_any()
    } else {
        entry
            .matched_rules
            .iter()
            .map(|name| rule_link(name))
            .collect_view()
            .into_any()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="code wide">
                {entry.namespace.clone()} " / " {entry.tenant.clone()}
            </th>
            <td role="cell" class="code" data-label="Action type">
                {entry.action_type.clone()}
            </td>
            <td role="cell" class="code" data-label="Provider">
                {entry.provider.clone()}
            </td>
            <td role="cell" class="number" data-label="Records">
                <a href=audit>{format::count(entry.total)}</a>
            </td>
            <td role="cell" class="coverage-share" data-label="Matched a rule">
                <span title=title>
                    <progress value=covered max=total aria-label=label></progress>
                    {share}
                </span>
            </td>
            <td role="cell" class="wide" data-label="Rules">
                {rules}
            </td>
        </tr>
    }
    .into_any()
}
