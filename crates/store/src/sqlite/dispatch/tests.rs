//! What needs a hand on the writer's connection: a disk that is full.

use acteon_core::{Outcome, VerdictKind};
use futures::poll;
use jiff::Timestamp;

use super::*;
use crate::{AuditDraft, Guard, KeyEnd, Store as _};

fn draft(number: u32) -> AuditDraft {
    AuditDraft {
        id: Uuid::from_u128(number.into()).to_string(),
        action_id: number.to_string(),
        namespace: "n".to_owned(),
        tenant: "t".to_owned(),
        provider: "p".to_owned(),
        action_type: "a".to_owned(),
        verdict: VerdictKind::Allow,
        matched_rule: None,
        plugins: Vec::new(),
        caller: None,
        dispatched_at: Timestamp::UNIX_EPOCH,
        details: "x".repeat(100_000),
    }
}

fn intent(number: u32) -> Intent {
    Intent {
        draft: draft(number),
        guard: Guard::Deduplicate {
            key: number.to_string(),
            ttl_seconds: None,
        },
        remember: None,
    }
}

fn completion(number: u32) -> Completion {
    Completion {
        draft: draft(number),
        outcome: Outcome::Executed,
        outcome_details: "{}".to_owned(),
        completed_at: Timestamp::UNIX_EPOCH,
        key: KeyEnd::None,
    }
}

async fn execute(store: &SqliteStore, statement: &'static str) {
    store
        .dispatch
        .maintain(Step::Execute(statement))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_full_disk_refuses_what_must_be_written_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    store.complete(completion(1)).await.unwrap();
    execute(&store, "PRAGMA max_page_count = 1").await;
    let full = |reason: &StoreError| matches!(reason, StoreError::Unavailable(reason) if reason.contains("full"));
    let (one, two, three) = tokio::join!(
        store.begin(intent(2)),
        store.begin(intent(3)),
        store.complete(completion(4))
    );
    assert!(one.as_ref().is_err_and(full), "{one:?}");
    assert!(two.as_ref().is_err_and(full), "{two:?}");
    assert!(three.as_ref().is_err_and(full), "{three:?}");
    assert_eq!(store.unfinished().await.unwrap(), []);
    let page = AuditPageRequest {
        limit: 9,
        offset: 0,
        before: None,
    };
    let found = store.audit(&AuditFilter::default(), &page).await.unwrap();
    assert_eq!(found.total, 1);

    execute(&store, "PRAGMA max_page_count = 1000000").await;
    assert_eq!(store.begin(intent(2)).await.unwrap(), Admission::Admitted);
    store.complete(completion(4)).await.unwrap();
    let found = store.audit(&AuditFilter::default(), &page).await.unwrap();
    assert_eq!(found.total, 2);
}

#[tokio::test]
async fn a_read_only_database_is_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    store.check_writable().await.unwrap();
    execute(&store, "PRAGMA query_only = TRUE").await;
    let refused = store.check_writable().await;
    assert!(
        matches!(refused, Err(StoreError::Unavailable(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn unused_space_is_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    for number in 1..=60 {
        store.complete(completion(number)).await.unwrap();
    }
    let pages = || async {
        sqlx::query_scalar::<_, i64>("PRAGMA page_count")
            .fetch_one(&store.dispatch.database.readers)
            .await
            .unwrap()
    };
    let before = pages().await;
    let retention = Retention {
        records_before: Timestamp::MIN,
        keep_records: 1,
        keys_before: Timestamp::MIN,
        windows_before: Timestamp::MIN,
    };
    store.prune(retention).await.unwrap();
    assert!(pages().await < before / 2, "{before} {}", pages().await);
    assert_eq!(store.unfinished().await.unwrap(), []);
}

#[tokio::test]
async fn dispatching_does_not_wait_for_long_reads() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    let mut reads = Vec::new();
    // As many as there may be: one more has to wait.
    for _ in 0..2 {
        reads.push(store.dispatch.reports.snapshot().await.unwrap());
    }
    let mut waiting = std::pin::pin!(store.dispatch.reports.snapshot());
    assert!(poll!(&mut waiting).is_pending());
    let keys = ["k".to_owned()];
    let state = store.state("n", "t", &keys, &keys, Timestamp::UNIX_EPOCH);
    assert_eq!(state.await.unwrap(), StateRead::default());
    assert_eq!(store.begin(intent(1)).await.unwrap(), Admission::Admitted);
    store.complete(completion(1)).await.unwrap();
    assert!(poll!(&mut waiting).is_pending());
    reads.clear();
    waiting.await.unwrap();
}

#[tokio::test]
async fn the_logs_are_cut_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path()).await.unwrap();
    store.dispatch.close().await;
    let path = folder.path().join("dispatch.db");
    let database = Database::open(&path, &MIGRATIONS, |options| options);
    let limit: i64 = sqlx::query_scalar("PRAGMA journal_size_limit")
        .fetch_one(&database.await.unwrap().writer)
        .await
        .unwrap();
    assert_eq!(limit, 64 << 20);
}
