//! What only the embedded database does: one process, one folder, one file.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use acteon_store::{
    ChangeOperation, Expect, NewModule, NewRevision, PluginSource, PluginStore as _, Sha256Digest,
    SqliteStore, Store, StoreError, backup_to,
};
use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use super::suite::dispatch::{completion, dispatch_tests, record_id, records};
use super::suite::{Backend, contract_tests};

mod dispatch;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn database(&self) -> PathBuf {
        self.path().join("acteon.db")
    }
}

impl Backend for Folder {
    async fn open(&self) -> Arc<dyn Store> {
        Arc::new(SqliteStore::open(self.path()).await.unwrap())
    }
}

contract_tests!(Folder::new());
dispatch_tests!(Folder::new());

/// Runs a statement that no store would.
async fn tamper(database: &Path, statement: &'static str) {
    let options = SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await.unwrap();
    sqlx::query(statement)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

async fn register(store: &dyn Store, name: &str) {
    let new = NewRevision {
        name: PluginName::new(name).unwrap(),
        source: PluginSource::Upload,
        description: None,
        limits: PluginLimits::default(),
        snapshot: SnapshotMode::default(),
        enabled: true,
        module: NewModule::Bytes(name.as_bytes().to_vec()),
        operation: ChangeOperation::Register,
        caller: None,
        at: Timestamp::UNIX_EPOCH,
    };
    store.put_plugin(new, Expect::Absent, 256).await.unwrap();
}

async fn names(store: &dyn Store) -> Vec<String> {
    let plugins = store.plugins().await.unwrap();
    plugins
        .iter()
        .map(|plugin| plugin.name.to_string())
        .collect()
}

#[tokio::test]
async fn a_folder_has_one_server() {
    let folder = Folder::new();
    let first = folder.open().await;
    let second = SqliteStore::open(folder.path()).await.err().unwrap();
    assert!(matches!(second, StoreError::InUse { .. }), "{second}");
    assert!(
        second.to_string().contains(folder.path().to_str().unwrap()),
        "{second}"
    );
    first.close().await;
    folder.open().await;
}

#[tokio::test]
async fn a_newer_store_is_refused_and_left_alone() {
    for name in ["acteon.db", "dispatch.db"] {
        let folder = Folder::new();
        folder.open().await.close().await;
        let database = folder.path().join(name);
        let newer = "INSERT INTO _sqlx_migrations
            VALUES (9999, 'later', '2030-01-01', TRUE, x'00', 0)";
        tamper(&database, newer).await;
        let before = std::fs::read(&database).unwrap();
        let error = SqliteStore::open(folder.path()).await.err().unwrap();
        assert!(
            matches!(error, StoreError::Newer { step: 9999, .. }),
            "{error}"
        );
        assert!(std::fs::read(&database).unwrap() == before);
    }
}

/// The test starts itself once more as another process, which ends without a farewell as soon as
/// its last write is acknowledged.
#[tokio::test]
async fn what_was_acknowledged_survives_an_abort() {
    const FOLDER: &str = "ACTEON_STORE_TEST_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let store = SqliteStore::open(Path::new(&folder)).await.unwrap();
        register(&store, "a").await;
        register(&store, "b").await;
        std::process::abort();
    }
    let folder = Folder::new();
    let ended = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "sqlite::what_was_acknowledged_survives_an_abort"])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    assert!(!ended.status.success());

    // A backup reads what only the log holds, without a server and before the next one starts.
    let parent = Folder::new();
    let copy = parent.path().join("copy");
    backup_to(folder.path(), &copy).await.unwrap();
    for folder in [folder.path(), &copy] {
        let store = SqliteStore::open(folder).await.unwrap();
        assert_eq!(names(&store).await, ["a", "b"]);
        assert_eq!(store.module(Sha256Digest::of(b"b")).await.unwrap(), b"b");
    }
}

#[tokio::test]
async fn a_backup_is_made_while_the_store_is_used() {
    let folder = Folder::new();
    let store = folder.open().await;
    register(&*store, "a").await;
    store.complete(completion(1)).await.unwrap();
    let parent = Folder::new();
    let copy = parent.path().join("copy");
    let size = backup_to(folder.path(), &copy).await.unwrap();
    let files = ["acteon.db", "dispatch.db"];
    let sizes = files.map(|name| std::fs::metadata(copy.join(name)).unwrap().len());
    assert_eq!(size, sizes.iter().sum::<u64>());
    assert_eq!(std::fs::read_dir(&copy).unwrap().count(), files.len());
    register(&*store, "b").await;
    store.complete(completion(2)).await.unwrap();
    let copied = SqliteStore::open(&copy).await.unwrap();
    assert_eq!(names(&copied).await, ["a"]);
    assert_eq!(records(&copied).await, [record_id(1)]);
    assert_eq!(names(&*store).await, ["a", "b"]);
    assert_eq!(records(&*store).await, [record_id(2), record_id(1)]);

    let again = backup_to(folder.path(), &copy).await.unwrap_err();
    assert!(again.to_string().contains("exists already"), "{again}");
    let nowhere = folder.path().join("missing").join("copy");
    let error = backup_to(folder.path(), &nowhere).await.unwrap_err();
    assert!(matches!(error, StoreError::Path { .. }), "{error}");
    let error = backup_to(&folder.path().join("other"), &nowhere)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("there is no store here"),
        "{error}"
    );
    assert!(!parent.path().join("copy.partial").exists());
}

/// As an older version left it, with one database.
#[tokio::test]
async fn a_store_without_dispatches_is_copied_and_opened() {
    let folder = Folder::new();
    let store = folder.open().await;
    register(&*store, "a").await;
    store.close().await;
    std::fs::remove_file(folder.path().join("dispatch.db")).unwrap();
    let copy = folder.path().join("copy");
    backup_to(folder.path(), &copy).await.unwrap();
    for folder in [folder.path(), &copy] {
        let store = SqliteStore::open(folder).await.unwrap();
        assert_eq!(names(&store).await, ["a"]);
        assert_eq!(records(&store).await, [""; 0]);
    }
}

#[tokio::test]
async fn a_damaged_file_is_an_error() {
    let folder = Folder::new();
    std::fs::write(folder.database(), b"this is no database at all".repeat(999)).unwrap();
    let error = SqliteStore::open(folder.path()).await.err().unwrap();
    assert!(error.to_string().contains("damaged"), "{error}");

    let folder = Folder::new();
    let store = folder.open().await;
    register(&*store, "a").await;
    store.close().await;
    let mut bytes = std::fs::read(folder.database()).unwrap();
    bytes[4096..].fill(0xff);
    std::fs::write(folder.database(), bytes).unwrap();
    let error = SqliteStore::open(folder.path()).await.err().unwrap();
    assert!(error.to_string().contains("damaged"), "{error}");
}

#[tokio::test]
async fn a_damaged_record_is_an_error() {
    let folder = Folder::new();
    let store = folder.open().await;
    register(&*store, "a").await;
    tamper(&folder.database(), "UPDATE modules SET bytes = x'00'").await;
    let module = store.module(Sha256Digest::of(b"a")).await;
    assert!(matches!(module, Err(StoreError::Corrupt(_))), "{module:?}");
    tamper(
        &folder.database(),
        "UPDATE plugin_revisions SET timeout_ms = 0",
    )
    .await;
    let plugins = store.plugins().await;
    assert!(
        matches!(plugins, Err(StoreError::Corrupt(_))),
        "{plugins:?}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let parent = Folder::new();
    let folder = parent.path().join("data");
    let store = SqliteStore::open(&folder).await.unwrap();
    register(&store, "a").await;
    let copy = parent.path().join("copy");
    backup_to(&folder, &copy).await.unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for folder in [folder, copy] {
        assert_eq!(mode(&folder), 0o700);
        for file in std::fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }
}
