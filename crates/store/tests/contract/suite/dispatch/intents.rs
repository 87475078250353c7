//! Actions that are begun and completed.

use acteon_core::{Outcome, VerdictKind};
use acteon_store::{Admission, Guard, Intent, StoreError};
use futures::future::join_all;

use super::{
    begin, completion, deduplicate, draft, end, intent, keep, record_id, records, release,
    throttle, unfinished,
};
use crate::suite::Backend;

pub async fn are_kept_until_they_are_completed(backend: &impl Backend) {
    let store = backend.open().await;
    let mut full = intent(1, deduplicate("k", Some(9)));
    full.remember = Some("k".to_owned());
    full.draft.verdict = VerdictKind::Deduplicate;
    full.draft.matched_rule = Some("once".to_owned());
    full.draft.plugins = vec!["a".to_owned(), "b \"quoted\"".to_owned()];
    full.draft.caller = Some("ci".to_owned());
    let intents = [
        full,
        intent(2, deduplicate("for ever", None)),
        intent(3, throttle("rule", 5)),
        intent(4, Guard::None),
    ];
    // Begun in another order than they were dispatched in.
    for intent in intents.iter().rev() {
        assert_eq!(begin(&*store, intent.clone()).await, Admission::Admitted);
    }
    assert_eq!(store.unfinished().await.unwrap(), intents);
    assert_eq!(records(&*store).await, [""; 0]);
    store.close().await;
    drop(store);

    let store = backend.open().await;
    assert_eq!(store.unfinished().await.unwrap(), intents);
    end(&*store, 1, keep("k", Some(9), 1)).await;
    end(&*store, 3, release("unknown key")).await;
    assert_eq!(unfinished(&*store).await, [record_id(2), record_id(4)]);
    assert_eq!(records(&*store).await, [record_id(3), record_id(1)]);
}

pub async fn an_action_that_was_not_begun_can_be_completed(backend: &impl Backend) {
    let store = backend.open().await;
    store.complete(completion(1)).await.unwrap();
    assert_eq!(records(&*store).await, [record_id(1)]);
}

pub async fn completing_again_changes_nothing(backend: &impl Backend) {
    let store = backend.open().await;
    let other = {
        let mut other = completion(1);
        other.outcome = Outcome::Failed;
        other
    };
    end(&*store, 1, release("k")).await;
    store.complete(other.clone()).await.unwrap();
    // Among others at the same time.
    let at_once = (1..=40).map(|number| {
        let (store, other) = (&store, other.clone());
        async move {
            store.complete(completion(number / 2 + 1)).await.unwrap();
            store.complete(other).await.unwrap();
        }
    });
    join_all(at_once).await;
    assert_eq!(records(&*store).await.len(), 21);
    let record = store.audit_record(&record_id(1), &Default::default()).await;
    assert_eq!(record.unwrap().unwrap().outcome, Outcome::Executed);
}

pub async fn a_refused_operation_harms_no_other(backend: &impl Backend) {
    let store = backend.open().await;
    let nameless = Intent {
        draft: acteon_store::AuditDraft {
            id: "no uuid".to_owned(),
            ..draft(1)
        },
        ..intent(1, Guard::None)
    };
    let refused = store.begin(nameless).await;
    assert!(matches!(refused, Err(StoreError::Failed(_))), "{refused:?}");

    begin(&*store, intent(1, Guard::None)).await;
    let begins = (1..=40).map(|number| store.begin(intent(number, Guard::None)));
    let completions = (41..=80).map(|number| store.complete(completion(number)));
    let (begun, completed) = tokio::join!(join_all(begins), join_all(completions));
    assert!(matches!(begun[0], Err(StoreError::Failed(_))), "{begun:?}");
    assert!(begun[1..].iter().all(Result::is_ok), "{begun:?}");
    assert!(completed.iter().all(Result::is_ok), "{completed:?}");
    assert_eq!(unfinished(&*store).await.len(), 40);
    assert_eq!(records(&*store).await.len(), 40);
}
