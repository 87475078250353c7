//! Who changed what.

use acteon_store::{ChangeOperation, Expect, NewModule, PluginSource, ResourceKind, Sha256Digest};

use super::{Backend, delete, put, step, upload};

pub async fn are_paged_newest_first(backend: &impl Backend) {
    let store = backend.open().await;
    put(&*store, upload("a")).await;
    let mut replace = upload("a");
    replace.module = NewModule::Bytes(b"better".to_vec());
    replace.operation = ChangeOperation::Replace;
    put(&*store, replace).await;
    delete(&*store, "a", PluginSource::Upload).await.unwrap();

    let changes = store.changes(None, 9).await.unwrap();
    let seen: Vec<_> = changes
        .iter()
        .map(|change| {
            assert_eq!(change.resource, ResourceKind::Plugin);
            assert_eq!(change.name.as_deref(), Some("a"));
            (change.operation, change.old_revision, change.new_revision)
        })
        .collect();
    assert_eq!(
        seen,
        [
            (ChangeOperation::Delete, Some(2), None),
            (ChangeOperation::Replace, Some(1), Some(2)),
            (ChangeOperation::Register, None, Some(1)),
        ]
    );
    assert_eq!(
        (changes[0].caller.as_deref(), changes[0].at),
        (None, step(9))
    );
    assert_eq!(
        (changes[2].caller.as_deref(), changes[2].at),
        (Some("ci"), step(0))
    );
    assert!(changes.is_sorted_by(|newer, older| newer.id > older.id));

    assert_eq!(store.changes(None, 2).await.unwrap(), changes[..2]);
    assert_eq!(
        store.changes(Some(changes[1].id), 2).await.unwrap(),
        changes[2..]
    );
    assert_eq!(store.changes(Some(changes[2].id), 2).await.unwrap(), []);
}

pub async fn a_refused_change_leaves_no_trace(backend: &impl Backend) {
    let store = backend.open().await;
    put(&*store, upload("a")).await;
    let mut new = upload("b");
    new.module = NewModule::Bytes(b"refused".to_vec());
    assert!(store.put_plugin(new, Expect::Anything, 1).await.is_err());
    assert!(store.module(Sha256Digest::of(b"refused")).await.is_err());
    assert_eq!(store.changes(None, 9).await.unwrap().len(), 1);
    assert_eq!(store.plugins().await.unwrap().len(), 1);
}
