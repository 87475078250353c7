//! Dedup keys and throttle windows.

use std::collections::HashMap;

use acteon_store::{Admission, DispatchStore, Guard, Intent, StateRead};
use futures::future::join_all;

use super::{
    at, begin, completion, deduplicate, end, intent, intent_at, keep, record_id, records, release,
    throttle, unfinished,
};
use crate::suite::Backend;

/// The state of `shop` and `acme` at a second, of the keys `k`, `l` and the rules `r`, `s`.
async fn state(store: &(impl DispatchStore + ?Sized), seconds: i64) -> StateRead {
    let names = |names: [&str; 2]| names.map(str::to_owned);
    store
        .state(
            "shop",
            "acme",
            &names(["k", "l"]),
            &names(["r", "s"]),
            at(seconds),
        )
        .await
        .unwrap()
}

fn pairs<const N: usize>(pairs: [(&str, u64); N]) -> HashMap<String, u64> {
    pairs.map(|(name, value)| (name.to_owned(), value)).into()
}

pub async fn a_key_admits_one_at_a_time(backend: &impl Backend) {
    let store = backend.open().await;
    let k = || deduplicate("k", Some(60));
    assert_eq!(begin(&*store, intent(1, k())).await, Admission::Admitted);
    assert_eq!(begin(&*store, intent(2, k())).await, Admission::Duplicate);
    let other = deduplicate("l", Some(60));
    assert_eq!(begin(&*store, intent(3, other)).await, Admission::Admitted);
    assert_eq!(unfinished(&*store).await, [record_id(1), record_id(3)]);
    // However long it takes.
    let late = intent_at(4, 9999, k());
    assert_eq!(begin(&*store, late).await, Admission::Duplicate);
    end(&*store, 1, release("k")).await;
    assert_eq!(begin(&*store, intent(5, k())).await, Admission::Admitted);
}

pub async fn a_kept_key_counts_for_its_time(backend: &impl Backend) {
    let store = backend.open().await;
    end(&*store, 1, keep("k", Some(60), 1)).await;
    for (seconds, ttl, expected) in [
        (60, Some(60), Admission::Duplicate),
        (-9999, Some(60), Admission::Duplicate),
        (9999, None, Admission::Duplicate),
        (2, Some(1), Admission::Admitted),
    ] {
        let again = intent_at(2, seconds, deduplicate("k", ttl));
        assert_eq!(begin(&*store, again).await, expected, "{seconds} {ttl:?}");
    }
    end(&*store, 2, keep("k", Some(60), 10)).await;
    let again = intent_at(3, 70, deduplicate("k", Some(60)));
    assert_eq!(begin(&*store, again).await, Admission::Admitted);
}

pub async fn a_released_key_was_seen_when_it_was_seen_before(backend: &impl Backend) {
    let store = backend.open().await;
    assert_eq!(state(&*store, 0).await, StateRead::default());
    end(&*store, 1, keep("k", Some(5), 10)).await;
    begin(&*store, intent_at(2, 20, deduplicate("k", Some(5)))).await;
    begin(&*store, intent_at(3, 25, deduplicate("l", None))).await;
    assert_eq!(state(&*store, 30).await.seen, pairs([("k", 10), ("l", 5)]));
    end(&*store, 2, release("k")).await;
    end(&*store, 3, release("l")).await;
    assert_eq!(state(&*store, 30).await.seen, pairs([("k", 20)]));
    assert_eq!(state(&*store, -30).await.seen, pairs([("k", 0)]));
}

pub async fn a_reservation_belongs_to_its_intent(backend: &impl Backend) {
    let store = backend.open().await;
    let k = || deduplicate("k", Some(1));
    begin(&*store, intent(1, k())).await;
    end(&*store, 2, release("k")).await;
    end(&*store, 3, keep("k", Some(1), 3)).await;
    let later = intent_at(4, 50, k());
    assert_eq!(begin(&*store, later.clone()).await, Admission::Duplicate);
    end(&*store, 1, release("k")).await;
    // What the other one has seen is still known.
    assert_eq!(state(&*store, 50).await.seen, pairs([("k", 47)]));
    assert_eq!(begin(&*store, later).await, Admission::Admitted);
}

pub async fn a_window_admits_so_many(backend: &impl Backend) {
    let store = backend.open().await;
    let r = |number, seconds| intent_at(number, seconds, throttle("r", 2));
    let full = Admission::Throttled {
        window_ends_at: at(60),
    };
    assert_eq!(begin(&*store, r(1, 0)).await, Admission::Admitted);
    assert_eq!(begin(&*store, r(2, 30)).await, Admission::Admitted);
    assert_eq!(begin(&*store, r(3, 59)).await, full);
    assert_eq!(unfinished(&*store).await, [record_id(1), record_id(2)]);
    assert_eq!(state(&*store, 59).await.counters, pairs([("r", 2)]));
    assert_eq!(state(&*store, 60).await.counters, pairs([]));
    // Completing gives no room.
    end(&*store, 1, release("k")).await;
    assert_eq!(begin(&*store, r(4, 59)).await, full);

    assert_eq!(begin(&*store, r(5, 60)).await, Admission::Admitted);
    // One that comes a little late counts where the others do.
    assert_eq!(begin(&*store, r(6, 59)).await, Admission::Admitted);
    assert_eq!(state(&*store, 60).await.counters, pairs([("r", 2)]));
    let never = intent_at(7, 60, throttle("s", 0));
    let closed = Admission::Throttled {
        window_ends_at: at(120),
    };
    assert_eq!(begin(&*store, never).await, closed);
}

pub async fn state_is_per_namespace_and_tenant(backend: &impl Backend) {
    let store = backend.open().await;
    let elsewhere = |mut intent: Intent| {
        intent.draft.tenant = "other".to_owned();
        intent
    };
    for (number, guard) in [(1, deduplicate("k", None)), (3, throttle("r", 1))] {
        let (here, there) = (intent(number, guard.clone()), intent(number + 1, guard));
        assert_eq!(begin(&*store, here).await, Admission::Admitted);
        let there = elsewhere(there);
        assert_eq!(begin(&*store, there).await, Admission::Admitted);
    }
    let mut completion = completion(2);
    completion.draft.tenant = "other".to_owned();
    completion.key = release("k");
    store.complete(completion).await.unwrap();
    let again = deduplicate("k", None);
    assert_eq!(begin(&*store, intent(5, again)).await, Admission::Duplicate);
    assert_eq!(state(&*store, 5).await.counters, pairs([("r", 1)]));
}

pub async fn state_survives_reopening(backend: &impl Backend) {
    let store = backend.open().await;
    end(&*store, 1, keep("k", None, 1)).await;
    begin(&*store, intent(2, deduplicate("l", None))).await;
    begin(&*store, intent(3, throttle("r", 5))).await;
    let before = state(&*store, 5).await;
    assert_eq!(before.seen, pairs([("k", 4), ("l", 3)]));
    store.close().await;
    drop(store);
    let store = backend.open().await;
    assert_eq!(state(&*store, 5).await, before);
    for key in ["k", "l"] {
        let again = intent_at(9, 50, deduplicate(key, None));
        assert_eq!(begin(&*store, again).await, Admission::Duplicate);
    }
}

/// How many of 200 tasks are admitted that begin at once.
async fn admitted(backend: &impl Backend, guard: Guard) -> usize {
    let store = backend.open().await;
    let tasks = (1..=200).map(|number| {
        let (store, guard) = (store.clone(), guard.clone());
        tokio::spawn(async move { begin(&*store, intent_at(number, 0, guard)).await })
    });
    let ended = join_all(tasks).await;
    let admitted = (ended.into_iter())
        .filter(|admission| matches!(admission, Ok(Admission::Admitted)))
        .count();
    assert_eq!(unfinished(&*store).await.len(), admitted);
    admitted
}

pub async fn of_many_callers_one_gets_the_key(backend: &impl Backend) {
    assert_eq!(admitted(backend, deduplicate("k", Some(1))).await, 1);
}

pub async fn of_many_callers_the_window_admits_its_count(backend: &impl Backend) {
    assert_eq!(admitted(backend, throttle("r", 10)).await, 10);
}

pub async fn mixed_operations_at_once(backend: &impl Backend) {
    let store = backend.open().await;
    let tasks = (0..300).map(|number| {
        let store = store.clone();
        tokio::spawn(async move {
            let key = format!("key {}", number / 3);
            let guard = match number % 3 {
                0 => deduplicate(&key, None),
                1 => throttle("r", 50),
                _ => Guard::None,
            };
            if begin(&*store, intent_at(number, 0, guard)).await == Admission::Admitted {
                let ended = match number % 3 {
                    0 => keep(&key, None, 0),
                    _ => release(&key),
                };
                end(&*store, number, ended).await;
            }
        })
    });
    for ended in join_all(tasks).await {
        ended.unwrap();
    }
    assert_eq!(unfinished(&*store).await, [""; 0]);
    assert_eq!(records(&*store).await.len(), 250);
    assert_eq!(state(&*store, 0).await.counters, pairs([("r", 50)]));
    for number in 0..100 {
        let again = deduplicate(&format!("key {number}"), None);
        let again = begin(&*store, intent(1000 + number, again)).await;
        assert_eq!(again, Admission::Duplicate);
    }
}
