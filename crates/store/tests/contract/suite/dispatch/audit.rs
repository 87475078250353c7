//! Records: what they hold and how they are found.

use acteon_core::{Outcome, VerdictKind};
use acteon_store::{
    AuditEntry, AuditFilter, AuditScope, Completion, Coverage, CoverageRow, DispatchStore,
    MAX_COVERAGE_ROWS,
};

use futures::future::join_all;

use super::{at, completion, draft, end, first, keep, record_id, records, select};
use crate::suite::Backend;

/// A record with everything set.
fn full(number: u32) -> Completion {
    let mut full = completion(number);
    full.draft.verdict = VerdictKind::Reroute;
    full.draft.matched_rule = Some("rule \u{1f600}".to_owned());
    full.draft.plugins = vec!["b".to_owned(), "a \"quoted\"".to_owned()];
    full.draft.caller = Some("ci".to_owned());
    full.draft.details = "{\"text\":\"\\u0000 \u{e9} '\"}".to_owned();
    full.outcome = Outcome::Rerouted;
    full.outcome_details = "{\"attempts\":2}".to_owned();
    full
}

pub async fn a_record_reads_back(backend: &impl Backend) {
    let store = backend.open().await;
    end(&*store, 1, keep("k", None, 1)).await;
    let full = full(2);
    store.complete(full.clone()).await.unwrap();
    store.close().await;
    drop(store);
    let store = backend.open().await;
    let found = store.audit(&AuditFilter::default(), &first(9)).await;
    let entries = found.unwrap().entries;
    assert_eq!(
        entries[0],
        AuditEntry {
            sequence: entries[0].sequence,
            id: full.draft.id,
            action_id: full.draft.action_id,
            namespace: full.draft.namespace,
            tenant: full.draft.tenant,
            provider: full.draft.provider,
            action_type: full.draft.action_type,
            verdict: full.draft.verdict,
            matched_rule: full.draft.matched_rule,
            plugins: full.draft.plugins,
            caller: full.draft.caller,
            dispatched_at: full.draft.dispatched_at,
            details: full.draft.details,
            outcome: full.outcome,
            outcome_details: full.outcome_details,
            completed_at: full.completed_at,
        }
    );
    assert!(entries[0].sequence > entries[1].sequence);
    assert_eq!(
        (&entries[1].matched_rule, &entries[1].caller),
        (&None, &None)
    );
    assert_eq!(entries[1].plugins, [""; 0]);
}

/// Six records that differ in everything that can be asked for.
async fn six(store: &(impl DispatchStore + ?Sized)) {
    let changes: [fn(&mut Completion); 6] = [
        |record| record.draft.namespace = "bank".to_owned(),
        |record| record.draft.tenant = "other".to_owned(),
        |record| record.draft.provider = "sms".to_owned(),
        |record| record.draft.action_type = "payment".to_owned(),
        |record| *record = full(5),
        |record| record.outcome = Outcome::Failed,
    ];
    for (number, change) in (1..).zip(changes) {
        let mut record = completion(number);
        change(&mut record);
        store.complete(record).await.unwrap();
    }
}

pub async fn filters_select(backend: &impl Backend) {
    let store = backend.open().await;
    six(&*store).await;
    let text = |text: &str| Some(text.to_owned());
    let any = AuditFilter::default;
    #[rustfmt::skip]
    let cases: [(AuditFilter, &[u32]); 16] = [
        (any(), &[6, 5, 4, 3, 2, 1]),
        (AuditFilter { namespace: text("bank"), ..any() }, &[1]),
        (AuditFilter { tenant: text("other"), ..any() }, &[2]),
        (AuditFilter { provider: text("sms"), ..any() }, &[3]),
        (AuditFilter { action_type: text("payment"), ..any() }, &[4]),
        (AuditFilter { verdict: Some(VerdictKind::Reroute), ..any() }, &[5]),
        (AuditFilter { matched_rule: text("rule \u{1f600}"), ..any() }, &[5]),
        (AuditFilter { plugin: text("a \"quoted\""), ..any() }, &[5]),
        (AuditFilter { plugin: text("c"), ..any() }, &[]),
        (AuditFilter { outcome: Some(Outcome::Failed), ..any() }, &[6]),
        (AuditFilter { outcome: Some(Outcome::Unknown), ..any() }, &[]),
        (AuditFilter { from: Some(at(3)), to: Some(at(5)), ..any() }, &[4, 3]),
        (AuditFilter { from: Some(at(7)), ..any() }, &[]),
        (AuditFilter { namespace: text("shop"), tenant: text("acme"), ..any() }, &[6, 5, 4, 3]),
        (AuditFilter { namespace: text("bank"), tenant: text("other"), ..any() }, &[]),
        (AuditFilter { provider: text("' OR TRUE --"), ..any() }, &[]),
    ];
    for (filter, expected) in cases {
        let expected: Vec<_> = expected.iter().copied().map(record_id).collect();
        assert_eq!(select(&*store, &filter).await, expected, "{filter:?}");
    }
}

pub async fn scopes_hide(backend: &impl Backend) {
    let store = backend.open().await;
    six(&*store).await;
    let list = |names: &[&str]| Some(names.iter().map(|&name| name.to_owned()).collect());
    let cases = [
        (list(&["shop"]), None, &[6, 5, 4, 3, 2][..]),
        (list(&["shop", "bank"]), None, &[6, 5, 4, 3, 2, 1]),
        (None, list(&["other", "nobody"]), &[2]),
        (list(&["bank"]), list(&["other"]), &[]),
        (list(&[]), None, &[]),
        (None, list(&[]), &[]),
    ];
    for (namespaces, tenants, expected) in cases {
        let scope = AuditScope {
            namespaces,
            tenants,
        };
        let filter = AuditFilter {
            scope,
            ..AuditFilter::default()
        };
        let expected: Vec<_> = expected.iter().copied().map(record_id).collect();
        assert_eq!(select(&*store, &filter).await, expected, "{filter:?}");
        let scope = &filter.scope;
        let second = store.audit_record("action 2", scope).await.unwrap();
        assert_eq!(
            second.is_some(),
            expected.contains(&record_id(2)),
            "{scope:?}"
        );
        let covered = store.coverage(&filter).await.unwrap();
        assert_eq!(covered.records, expected.len() as u64, "{scope:?}");
    }
}

pub async fn a_record_is_found_by_its_action_and_by_itself(backend: &impl Backend) {
    let store = backend.open().await;
    let everything = AuditScope::default();
    for number in [1, 2] {
        let mut completion = completion(number);
        completion.draft.action_id = "same".to_owned();
        store.complete(completion).await.unwrap();
    }
    // An action whose id is that of another's record.
    let mut completion = completion(3);
    completion.draft.action_id = record_id(2);
    store.complete(completion).await.unwrap();
    let upper = record_id(1).to_uppercase();
    for (asked, expected) in [
        ("same", Some(2)),
        (&*record_id(1), Some(1)),
        (&*upper, Some(1)),
        (&*record_id(2), Some(3)),
        (&*record_id(4), None),
        ("other", None),
    ] {
        let found = store.audit_record(asked, &everything).await.unwrap();
        assert_eq!(
            found.map(|entry| entry.id),
            expected.map(record_id),
            "{asked}"
        );
    }
    assert_eq!(records(&*store).await.len(), 3);
}

pub async fn coverage_counts_combinations(backend: &impl Backend) {
    let store = backend.open().await;
    six(&*store).await;
    for number in [7, 8] {
        let mut completion = completion(number);
        completion.draft = draft(number);
        completion.draft.matched_rule = Some("r".to_owned());
        store.complete(completion).await.unwrap();
    }
    let filter = AuditFilter {
        namespace: Some("shop".to_owned()),
        from: Some(at(4)),
        ..AuditFilter::default()
    };
    let row = |action_type: &str, rule: Option<&str>, records| CoverageRow {
        namespace: "shop".to_owned(),
        tenant: "acme".to_owned(),
        provider: "email".to_owned(),
        action_type: action_type.to_owned(),
        matched_rule: rule.map(str::to_owned),
        records,
    };
    let expected = Coverage {
        rows: vec![
            row("receipt", Some("r"), 2),
            row("payment", None, 1),
            row("receipt", None, 1),
            row("receipt", Some("rule \u{1f600}"), 1),
        ],
        matched_rules: vec!["r".to_owned(), "rule \u{1f600}".to_owned()],
        records: 5,
        truncated: false,
    };
    assert_eq!(store.coverage(&filter).await.unwrap(), expected);
    let filter = AuditFilter {
        tenant: Some("nobody".to_owned()),
        ..filter
    };
    let nothing = store.coverage(&filter).await.unwrap();
    assert_eq!(nothing, Coverage::default());
}

/// One combination more than is listed, and each of the last with a rule of its own.
pub async fn coverage_counts_what_it_does_not_list(backend: &impl Backend) {
    let store = backend.open().await;
    let listed = MAX_COVERAGE_ROWS;
    let all = async |numbers: Vec<u32>| {
        for numbers in numbers.chunks(500) {
            let completions = numbers.iter().map(|number| {
                let mut completion = completion(*number);
                completion.draft.action_type = format!("{:06}", number % (listed + 2));
                completion.draft.matched_rule =
                    (number % (listed + 2) > listed - 2).then(|| format!("rule {number}"));
                store.complete(completion)
            });
            for completed in join_all(completions).await {
                completed.unwrap();
            }
        }
    };
    all((0..listed).collect()).await;
    let whole = store.coverage(&AuditFilter::default()).await.unwrap();
    assert_eq!(whole.rows.len() as u64, u64::from(listed));
    assert!(!whole.truncated);
    assert_eq!(whole.matched_rules, [format!("rule {}", listed - 1)]);

    all(vec![listed, listed + 1, listed + 2]).await;
    let part = store.coverage(&AuditFilter::default()).await.unwrap();
    assert_eq!(part.rows.len() as u64, u64::from(listed));
    assert_eq!(part.rows[0].records, 2);
    assert_eq!(part.records, u64::from(listed) + 3);
    assert!(part.truncated);
    let mut rules = [listed - 1, listed, listed + 1].map(|number| format!("rule {number}"));
    rules.sort();
    assert_eq!(part.matched_rules, rules);
}
