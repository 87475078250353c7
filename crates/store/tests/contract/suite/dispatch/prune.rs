//! Removing what is too old.

use acteon_store::{AuditFilter, DispatchStore, Pruned, Retention};
use futures::future::join_all;

use super::{
    at, begin, completion, deduplicate, end, intent, keep, keep_everything, record_id, records,
    select, throttle, unfinished,
};
use crate::suite::Backend;

/// More records than one step removes, each with a plugin.
async fn fill(store: &(impl DispatchStore + ?Sized)) {
    for number in 1..=700 {
        let mut completion = completion(number);
        completion.draft.plugins = vec!["p".to_owned()];
        store.complete(completion).await.unwrap();
    }
}

fn newest(range: std::ops::RangeInclusive<u32>) -> Vec<String> {
    range.rev().map(record_id).collect()
}

fn with_plugin() -> AuditFilter {
    AuditFilter {
        plugin: Some("p".to_owned()),
        ..AuditFilter::default()
    }
}

pub async fn removes_by_age(backend: &impl Backend) {
    let store = backend.open().await;
    fill(&*store).await;
    let retention = Retention {
        records_before: at(641),
        ..keep_everything()
    };
    let pruned = store.prune(retention).await.unwrap();
    let expected = Pruned {
        records: 640,
        ..Pruned::default()
    };
    assert_eq!(pruned, expected);
    assert_eq!(records(&*store).await, newest(641..=700));
    assert_eq!(select(&*store, &with_plugin()).await, newest(641..=700));
    let gone = store.audit_record("action 640", &Default::default()).await;
    assert_eq!(gone.unwrap(), None);
    let again = store.prune(retention).await.unwrap();
    assert_eq!(again, Pruned::default());
}

pub async fn removes_by_count(backend: &impl Backend) {
    let store = backend.open().await;
    fill(&*store).await;
    let keep = |keep_records| Retention {
        keep_records,
        ..keep_everything()
    };
    let pruned = store.prune(keep(50)).await.unwrap();
    assert_eq!(pruned.records, 650);
    assert_eq!(records(&*store).await, newest(651..=700));
    let last = sequence(&*store).await;
    store.prune(keep(0)).await.unwrap();
    assert_eq!(records(&*store).await, [""; 0]);
    // Numbers are not given twice, over closing either.
    store.close().await;
    drop(store);
    let store = backend.open().await;
    store.complete(completion(1)).await.unwrap();
    assert!(sequence(&*store).await > last);

    // While others write.
    let all = join_all((2..=600).map(|number| store.complete(completion(number))));
    let (completed, pruned) = tokio::join!(all, store.prune(keep(5)));
    assert!(completed.iter().all(Result::is_ok));
    assert_eq!(
        records(&*store).await.len() as u64,
        600 - pruned.unwrap().records
    );
}

/// The number of the newest record.
async fn sequence(store: &(impl DispatchStore + ?Sized)) -> u64 {
    let newest = super::first(1);
    let page = store.audit(&AuditFilter::default(), &newest).await.unwrap();
    page.entries[0].sequence
}

pub async fn removes_state_that_is_over(backend: &impl Backend) {
    let store = backend.open().await;
    // Seen at 0 and to be remembered until 60.
    for number in 1..=300 {
        end(
            &*store,
            number,
            keep(&format!("short {number}"), Some(60), 0),
        )
        .await;
    }
    end(&*store, 301, keep("long", Some(600), 0)).await;
    end(&*store, 302, keep("for ever", None, 0)).await;
    end(&*store, 303, keep("reserved", Some(60), 0)).await;
    begin(&*store, intent(304, deduplicate("reserved", Some(60)))).await;
    begin(&*store, intent(5, throttle("r", 5))).await;
    begin(&*store, intent(65, throttle("s", 5))).await;

    let before = |keys, windows| Retention {
        keys_before: at(keys),
        windows_before: at(windows),
        ..keep_everything()
    };
    let nothing = store.prune(before(60, 60)).await.unwrap();
    assert_eq!(nothing, Pruned::default());
    let pruned = store.prune(before(61, 60)).await.unwrap();
    assert_eq!((pruned.keys, pruned.windows), (300, 0));
    let pruned = store.prune(before(61, 61)).await.unwrap();
    let expected = Pruned {
        records: 0,
        keys: 0,
        windows: 1,
    };
    assert_eq!(pruned, expected);
    let keys = ["short 1", "long", "for ever", "reserved"].map(str::to_owned);
    let rules = ["r", "s"].map(str::to_owned);
    let state = store.state("shop", "acme", &keys, &rules, at(59)).await;
    let state = state.unwrap();
    let mut seen: Vec<_> = state.seen.into_keys().collect();
    seen.sort();
    assert_eq!(seen, ["for ever", "long", "reserved"]);
    assert_eq!(state.counters.into_keys().collect::<Vec<_>>(), ["s"]);
    assert_eq!(unfinished(&*store).await.len(), 3);
}
