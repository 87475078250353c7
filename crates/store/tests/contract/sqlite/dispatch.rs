//! Dispatching, where it matters that the backend is a file that a task writes.

use acteon_store::{
    Admission, AuditFilter, AuditPageRequest, Guard, Retention, SqliteStore, StoreError,
};
use futures::future::join_all;
use futures::poll;

use super::{Folder, tamper};
use crate::suite::Backend;
use crate::suite::dispatch::{
    completion, deduplicate, intent, keep_everything, record_id, records, throttle, unfinished,
};

/// What is in the files of a store that is in use is what a killed process leaves.
#[tokio::test]
async fn what_was_begun_and_completed_survives_a_killed_process() {
    let folder = Folder::new();
    let store = folder.open().await;
    for number in 1..=3 {
        store.begin(intent(number, Guard::None)).await.unwrap();
    }
    store.complete(completion(2)).await.unwrap();
    store
        .begin(intent(4, deduplicate("k", None)))
        .await
        .unwrap();

    let left = Folder::new();
    for file in ["acteon.db", "dispatch.db", "dispatch.db-wal"] {
        std::fs::copy(folder.path().join(file), left.path().join(file)).unwrap();
    }
    let next = left.open().await;
    let expected = [record_id(1), record_id(3), record_id(4)];
    assert_eq!(unfinished(&*next).await, expected);
    assert_eq!(records(&*next).await, [record_id(2)]);
    let again = next.begin(intent(5, deduplicate("k", None))).await;
    assert_eq!(again.unwrap(), Admission::Duplicate);
}

#[tokio::test]
async fn what_was_queued_is_done_though_its_caller_goes_away() {
    let folder = Folder::new();
    let store = folder.open().await;
    for number in 1..=20 {
        let mut begin = store.begin(intent(number, throttle("r", 10)));
        assert!(poll!(&mut begin).is_pending());
    }
    for number in 21..=40 {
        let mut complete = store.complete(completion(number));
        assert!(poll!(&mut complete).is_pending());
    }
    store.complete(completion(41)).await.unwrap();
    assert_eq!(records(&*store).await.len(), 21);
    assert_eq!(unfinished(&*store).await.len(), 10);
}

#[tokio::test]
async fn closing_finishes_what_is_queued() {
    let folder = Folder::new();
    let store = folder.open().await;
    // Few enough for the runtime to let one task queue them in one go.
    let mut queued: Vec<_> = (1..=50)
        .map(|number| store.complete(completion(number)))
        .collect();
    for complete in &mut queued {
        assert!(poll!(complete).is_pending());
    }
    store.close().await;
    for complete in join_all(queued).await {
        complete.unwrap();
    }
    let late = store.complete(completion(51)).await;
    assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
    let late = store.begin(intent(52, Guard::None)).await;
    assert!(matches!(late, Err(StoreError::Unavailable(_))), "{late:?}");
    store.close().await;
    drop(store);
    assert_eq!(records(&*folder.open().await).await.len(), 50);
}

#[tokio::test]
async fn a_damaged_database_of_dispatches_is_an_error() {
    let folder = Folder::new();
    folder.open().await.close().await;
    std::fs::write(
        folder.path().join("dispatch.db"),
        b"no database".repeat(999),
    )
    .unwrap();
    let error = SqliteStore::open(folder.path()).await.err().unwrap();
    assert!(error.to_string().contains("dispatch.db"), "{error}");
    assert!(error.to_string().contains("damaged"), "{error}");
}

#[tokio::test]
async fn a_damaged_intent_harms_no_other() {
    let folder = Folder::new();
    let store = folder.open().await;
    for number in 1..=3 {
        store.begin(intent(number, Guard::None)).await.unwrap();
    }
    tamper(
        &folder.path().join("dispatch.db"),
        "UPDATE intents SET verdict = 'none that is known' WHERE action_id = 'action 2'",
    )
    .await;
    assert_eq!(unfinished(&*store).await, [record_id(1), record_id(3)]);
    store.complete(completion(2)).await.unwrap();
    assert_eq!(records(&*store).await, [record_id(2)]);
}

/// As another program may have made it: emptied pages cannot be given back.
#[tokio::test]
async fn a_file_that_cannot_shrink_is_pruned() {
    let folder = Folder::new();
    folder.open().await.close().await;
    let database = folder.path().join("dispatch.db");
    tamper(&database, "PRAGMA auto_vacuum = NONE; VACUUM").await;
    let store = folder.open().await;
    for number in 1..=60 {
        let mut completion = completion(number);
        completion.draft.details = "x".repeat(100_000);
        store.complete(completion).await.unwrap();
    }
    let retention = Retention {
        keep_records: 1,
        ..keep_everything()
    };
    assert_eq!(store.prune(retention).await.unwrap().records, 59);
    assert_eq!(records(&*store).await, [record_id(60)]);
}

#[tokio::test]
async fn pruning_ends_when_nobody_waits_for_it() {
    let folder = Folder::new();
    let store = folder.open().await;
    let completions = (1..=1000).map(|number| store.complete(completion(number)));
    join_all(completions).await;
    let count = async || {
        let page = AuditPageRequest {
            limit: 1,
            offset: 0,
            before: None,
        };
        let found = store.audit(&AuditFilter::default(), &page).await;
        found.unwrap().total
    };
    let mut prune = store.prune(Retention {
        keep_records: 0,
        ..keep_everything()
    });
    while count().await == 1000 {
        assert!(poll!(&mut prune).is_pending());
    }
    drop(prune);
    // Behind the step that was queued.
    store.check_writable().await.unwrap();
    let left = count().await;
    assert!((1..1000).contains(&left), "{left}");
    store.check_writable().await.unwrap();
    assert_eq!(count().await, left);
}
