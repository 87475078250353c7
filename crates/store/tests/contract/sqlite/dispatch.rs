//! Dispatching, where it matters that the backend is a file that a task writes.

use acteon_store::{Admission, Guard, SqliteStore, StoreError};
use futures::future::join_all;
use futures::poll;

use super::Folder;
use crate::suite::Backend;
use crate::suite::dispatch::{
    completion, deduplicate, intent, record_id, records, throttle, unfinished,
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
