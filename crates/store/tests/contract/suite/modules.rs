//! Modules: kept as long as they can be wanted, and no longer.

use acteon_store::{
    ChangeOperation, NewModule, NewRevision, PluginSource, RESTORABLE_REVISIONS, Sha256Digest,
    Store, StoreError,
};

use super::{Backend, delete, file, name, put, upload};

/// A revision of `a` whose module is different from that of every other number.
fn numbered(number: u32) -> NewRevision {
    NewRevision {
        module: NewModule::Bytes(number.to_le_bytes().to_vec()),
        operation: ChangeOperation::Replace,
        ..upload("a")
    }
}

fn digest(number: u32) -> Sha256Digest {
    Sha256Digest::of(&number.to_le_bytes())
}

async fn is_kept(store: &dyn Store, sha256: Sha256Digest) -> bool {
    match store.module(sha256).await {
        Ok(_) => true,
        Err(StoreError::ModuleNotKept { .. }) => false,
        Err(error) => panic!("{error}"),
    }
}

pub async fn the_last_revisions_can_be_restored(backend: &impl Backend) {
    let store = backend.open().await;
    // The file's plugin stays what it was while uploads come and go in front of it.
    let from_file = put(&*store, file("a")).await;
    let uploads = RESTORABLE_REVISIONS + 2;
    for number in 1..=uploads {
        put(&*store, numbered(number)).await;
    }
    let revisions = store.revisions(&name("a"), 99).await.unwrap();
    let restorable = |revision: u64| {
        let found = revisions.iter().find(|made| made.revision == revision);
        found.unwrap().restorable
    };
    assert_eq!(revisions.len() as u64, u64::from(uploads) + 1);
    assert!(restorable(from_file.revision), "a source points at it");
    assert!(!restorable(2) && !is_kept(&*store, digest(1)).await);
    assert!(!restorable(3) && !is_kept(&*store, digest(2)).await);
    assert!(restorable(4) && is_kept(&*store, digest(3)).await);

    let mut restore = numbered(0);
    restore.module = NewModule::Kept(digest(3));
    restore.operation = ChangeOperation::Restore;
    let restored = put(&*store, restore).await;
    assert_eq!((restored.sha256, restored.size_bytes), (digest(3), 4));
    put(&*store, numbered(uploads + 1)).await;
    assert!(!is_kept(&*store, digest(4)).await);
    assert!(is_kept(&*store, digest(3)).await, "a later revision has it");
}

pub async fn a_shared_module_stays_while_it_is_needed(backend: &impl Backend) {
    let store = backend.open().await;
    let mut twin = upload("b");
    twin.module = NewModule::Bytes(b"a".to_vec());
    let shared = put(&*store, upload("a")).await.sha256;
    assert_eq!(put(&*store, twin).await.sha256, shared);
    delete(&*store, "a", PluginSource::Upload).await.unwrap();
    assert!(is_kept(&*store, shared).await);
    delete(&*store, "b", PluginSource::Upload).await.unwrap();
    assert!(!is_kept(&*store, shared).await);
}

pub async fn a_deleted_plugin_frees_its_modules(backend: &impl Backend) {
    let store = backend.open().await;
    put(&*store, numbered(1)).await;
    put(&*store, numbered(2)).await;
    delete(&*store, "a", PluginSource::Upload).await.unwrap();
    assert!(!is_kept(&*store, digest(1)).await);
    assert!(!is_kept(&*store, digest(2)).await);
    let revisions = store.revisions(&name("a"), 9).await.unwrap();
    assert_eq!(revisions.len(), 2);
    assert!(
        revisions
            .iter()
            .all(|made| !made.restorable && !made.current)
    );
    // The name can be used again, with the same module.
    put(&*store, numbered(2)).await;
    assert!(is_kept(&*store, digest(2)).await);
}

pub async fn a_module_that_is_not_kept_is_refused(backend: &impl Backend) {
    let store = backend.open().await;
    let mut new = upload("a");
    new.module = NewModule::Kept(digest(1));
    let outcome = store
        .put_plugin(new, acteon_store::Expect::Anything, 9)
        .await;
    assert!(
        matches!(outcome, Err(StoreError::ModuleNotKept { sha256 }) if sha256 == digest(1)),
        "{outcome:?}"
    );
    assert_eq!(store.plugins().await.unwrap(), []);
}
