//! Plugins and their revisions.

use std::slice::from_ref;

use acteon_core::{PluginLimits, SnapshotMode};
use acteon_store::{
    ChangeOperation, Expect, NewModule, PluginRecord, PluginSource, RevisionRecord, Sha256Digest,
    StoreError,
};
use tokio::task::JoinSet;

use super::{Backend, MANY, delete, file, name, put, step, upload};

pub async fn registers_and_reads_back(backend: &impl Backend) {
    let store = backend.open().await;
    let mut new = upload("scorer");
    new.at = "2026-02-15T12:00:00.123456789Z".parse().unwrap();
    let at = "2026-02-15T12:00:00.123456Z".parse().unwrap();
    let sha256 = Sha256Digest::of(b"scorer");
    let expected = PluginRecord {
        name: name("scorer"),
        source: PluginSource::Upload,
        description: Some("what scorer is for".to_owned()),
        limits: PluginLimits::new(1 << 20, 50).unwrap(),
        snapshot: SnapshotMode::Auto,
        enabled: true,
        sha256,
        size_bytes: 6,
        revision: 1,
        registered_at: at,
        updated_at: at,
    };
    assert_eq!(put(&*store, new).await, expected);
    assert_eq!(
        store.plugin(&name("scorer")).await.unwrap(),
        from_ref(&expected)
    );
    assert_eq!(store.plugins().await.unwrap(), from_ref(&expected));
    assert_eq!(store.module(sha256).await.unwrap(), b"scorer");
    assert_eq!(store.plugin(&name("other")).await.unwrap(), []);

    let mut update = upload("scorer");
    update.description = None;
    update.enabled = false;
    update.limits = PluginLimits::new(268_435_456, 30_000).unwrap();
    update.snapshot = SnapshotMode::Always;
    update.module = NewModule::Kept(sha256);
    update.operation = ChangeOperation::Update;
    update.caller = None;
    update.at = step(5);
    let updated = PluginRecord {
        description: None,
        limits: update.limits,
        snapshot: SnapshotMode::Always,
        enabled: false,
        revision: 2,
        updated_at: step(5),
        ..expected.clone()
    };
    assert_eq!(put(&*store, update).await, updated);
    assert_eq!(store.plugins().await.unwrap(), from_ref(&updated));

    let first = RevisionRecord {
        name: name("scorer"),
        source: PluginSource::Upload,
        revision: 1,
        description: expected.description,
        limits: expected.limits,
        snapshot: SnapshotMode::Auto,
        enabled: true,
        sha256,
        size_bytes: 6,
        operation: ChangeOperation::Register,
        caller: Some("ci".to_owned()),
        at,
        current: false,
        restorable: true,
    };
    let second = RevisionRecord {
        revision: 2,
        description: None,
        limits: updated.limits,
        snapshot: SnapshotMode::Always,
        enabled: false,
        operation: ChangeOperation::Update,
        caller: None,
        at: step(5),
        current: true,
        ..first.clone()
    };
    let scorer = name("scorer");
    assert_eq!(
        store.revisions(&scorer, 1).await.unwrap(),
        from_ref(&second)
    );
    assert_eq!(
        store.revisions(&scorer, 9).await.unwrap(),
        [second, first.clone()]
    );
    assert_eq!(store.revision(&scorer, 1).await.unwrap(), Some(first));
    assert_eq!(store.revision(&scorer, 3).await.unwrap(), None);
    assert_eq!(store.revisions(&name("other"), 9).await.unwrap(), []);
}

pub async fn revisions_rise_over_sources_and_deletions(backend: &impl Backend) {
    let store = backend.open().await;
    assert_eq!(put(&*store, file("a")).await.revision, 1);
    assert_eq!(put(&*store, upload("a")).await.revision, 2);
    assert_eq!(put(&*store, file("a")).await.revision, 3);
    assert_eq!(put(&*store, upload("b")).await.revision, 1);
    delete(&*store, "a", PluginSource::Upload).await.unwrap();
    delete(&*store, "a", PluginSource::PluginDir).await.unwrap();
    assert_eq!(put(&*store, upload("a")).await.revision, 4);
}

pub async fn an_upload_stands_in_front_of_a_file(backend: &impl Backend) {
    let store = backend.open().await;
    let from_file = put(&*store, file("a")).await;
    let uploaded = put(&*store, upload("a")).await;
    let other = put(&*store, upload("b")).await;
    assert_eq!(
        store.plugin(&name("a")).await.unwrap(),
        [uploaded.clone(), from_file.clone()]
    );
    assert_eq!(
        store.plugins().await.unwrap(),
        [uploaded.clone(), from_file.clone(), other]
    );
    let current = async || {
        let revisions = store.revisions(&name("a"), 9).await.unwrap();
        let current = revisions.iter().filter(|revision| revision.current);
        current
            .map(|revision| revision.revision)
            .collect::<Vec<_>>()
    };
    assert_eq!(current().await, [2]);

    let deleted = delete(&*store, "a", PluginSource::Upload).await.unwrap();
    assert_eq!(deleted, uploaded);
    assert_eq!(store.plugin(&name("a")).await.unwrap(), [from_file]);
    assert_eq!(current().await, [1]);

    delete(&*store, "a", PluginSource::PluginDir).await.unwrap();
    assert_eq!(store.plugin(&name("a")).await.unwrap(), []);
    assert_eq!(current().await, [0; 0]);
    let again = delete(&*store, "a", PluginSource::PluginDir).await;
    assert!(
        matches!(again, Err(StoreError::NotFound { .. })),
        "{again:?}"
    );
}

pub async fn expectations_are_checked(backend: &impl Backend) {
    let store = backend.open().await;
    let attempt = async |expect| {
        let outcome = store.put_plugin(upload("a"), expect, MANY).await;
        outcome.map(|plugin| plugin.revision)
    };
    for expect in [Expect::Present, Expect::Revision(1)] {
        let outcome = attempt(expect).await;
        assert!(
            matches!(outcome, Err(StoreError::NotFound { .. })),
            "{outcome:?}"
        );
    }
    assert_eq!(attempt(Expect::Absent).await.unwrap(), 1);
    let taken = attempt(Expect::Absent).await;
    assert!(
        matches!(taken, Err(StoreError::AlreadyExists { .. })),
        "{taken:?}"
    );
    assert_eq!(attempt(Expect::Present).await.unwrap(), 2);
    assert_eq!(attempt(Expect::Revision(2)).await.unwrap(), 3);
    let late = attempt(Expect::Revision(2)).await;
    assert!(
        matches!(
            late,
            Err(StoreError::RevisionMismatch {
                expected: 2,
                current: 3,
                ..
            })
        ),
        "{late:?}"
    );
    // Another source's plugin does not make this one's present.
    let beside = store.put_plugin(file("a"), Expect::Present, MANY).await;
    assert!(
        matches!(beside, Err(StoreError::NotFound { .. })),
        "{beside:?}"
    );
}

pub async fn a_change_in_front_is_a_revision_mismatch(backend: &impl Backend) {
    let store = backend.open().await;
    put(&*store, file("a")).await;
    put(&*store, upload("a")).await;
    let update = store.put_plugin(file("a"), Expect::Revision(1), MANY).await;
    assert!(
        matches!(
            update,
            Err(StoreError::RevisionMismatch {
                expected: 1,
                current: 2,
                ..
            })
        ),
        "{update:?}"
    );
}

pub async fn of_concurrent_changes_one_wins(backend: &impl Backend) {
    let store = backend.open().await;
    put(&*store, upload("a")).await;
    let mut attempts = JoinSet::new();
    for _ in 0..8 {
        let store = store.clone();
        attempts.spawn(async move {
            (store
                .put_plugin(upload("a"), Expect::Revision(1), MANY)
                .await)
                .map(|plugin| plugin.revision)
        });
    }
    let outcomes = attempts.join_all().await;
    let won: Vec<u64> = outcomes.iter().flatten().copied().collect();
    assert_eq!(won, [2]);
    for lost in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        assert!(
            matches!(lost, StoreError::RevisionMismatch { current: 2, .. }),
            "{lost}"
        );
    }
    assert_eq!(store.revisions(&name("a"), 9).await.unwrap().len(), 2);
}

pub async fn names_are_limited(backend: &impl Backend) {
    let store = backend.open().await;
    let attempt = async |new| store.put_plugin(new, Expect::Anything, 2).await;
    attempt(upload("a")).await.unwrap();
    attempt(upload("b")).await.unwrap();
    let third = attempt(upload("c")).await;
    assert!(
        matches!(third, Err(StoreError::Full { limit: 2 })),
        "{third:?}"
    );
    // What is there can change, and be stood in front of.
    attempt(upload("a")).await.unwrap();
    attempt(file("b")).await.unwrap();
    delete(&*store, "a", PluginSource::Upload).await.unwrap();
    attempt(upload("c")).await.unwrap();
}

pub async fn everything_survives_reopening(backend: &impl Backend) {
    let store = backend.open().await;
    put(&*store, file("a")).await;
    put(&*store, upload("a")).await;
    let plugins = store.plugins().await.unwrap();
    let revisions = store.revisions(&name("a"), 9).await.unwrap();
    let changes = store.changes(None, 9).await.unwrap();
    store.check_writable().await.unwrap();
    store.close().await;
    let closed = store.check_writable().await;
    assert!(
        matches!(closed, Err(StoreError::Unavailable(_))),
        "{closed:?}"
    );

    let store = backend.open().await;
    assert_eq!(store.plugins().await.unwrap(), plugins);
    assert_eq!(store.revisions(&name("a"), 9).await.unwrap(), revisions);
    assert_eq!(store.changes(None, 9).await.unwrap(), changes);
    assert_eq!(store.module(plugins[0].sha256).await.unwrap(), b"a");
}
