//! Compiled code on disk: used when it is whole and ours, ignored otherwise.

use std::fs;
use std::path::{Path, PathBuf};

use acteon_core::SnapshotMode;
use acteon_wasm::{CodeCacheConfig, Host, HostConfig, HostError};

use crate::support::{YES, evaluate, limits, wasm};

fn host(directory: &Path, key: u8) -> Host {
    Host::new(HostConfig {
        max_instances: 2,
        code_cache: Some(CodeCacheConfig {
            directory: directory.to_owned(),
            key: [key; 32],
        }),
    })
    .unwrap()
}

/// Prepares the module, checks that it works, and tells whether its code came from the cache.
fn from_cache(host: &Host, fields: &str) -> bool {
    let module = host
        .prepare(&wasm(fields), limits(), SnapshotMode::default())
        .unwrap();
    assert!(evaluate(host, &module).unwrap().verdict);
    module.from_cache()
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn code_is_kept_for_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    assert!(!from_cache(&host(directory.path(), 1), YES));
    let host = host(directory.path(), 1);
    assert!(from_cache(&host, YES));
    let other = format!("{YES} (func)");
    assert!(!from_cache(&host, &other));
    assert!(from_cache(&host, &other));
    assert_eq!(files(directory.path()).len(), 2);
}

#[test]
fn code_sealed_with_another_key_is_ignored() {
    let directory = tempfile::tempdir().unwrap();
    assert!(!from_cache(&host(directory.path(), 1), YES));
    assert!(!from_cache(&host(directory.path(), 2), YES));
    assert!(from_cache(&host(directory.path(), 2), YES));
}

#[test]
fn a_changed_file_is_ignored_and_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let host = host(directory.path(), 1);
    from_cache(&host, YES);
    let [file] = &files(directory.path())[..] else {
        panic!("one module, one file");
    };
    let whole = fs::read(file).unwrap();
    let flipped = |place: usize| {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        bytes
    };
    let damaged = [
        flipped(0),
        flipped(40),
        flipped(whole.len() - 1),
        whole[..whole.len() / 2].to_vec(),
        whole[..10].to_vec(),
        Vec::new(),
        [whole.clone(), vec![0]].concat(),
    ];
    for bytes in damaged {
        fs::write(file, bytes).unwrap();
        assert!(!from_cache(&host, YES));
        assert!(from_cache(&host, YES));
        assert_eq!(fs::read(file).unwrap().len(), whole.len());
    }
}

#[test]
fn code_of_another_module_is_ignored() {
    let directory = tempfile::tempdir().unwrap();
    let host = host(directory.path(), 1);
    from_cache(&host, YES);
    let first = files(directory.path());
    let other = format!("{YES} (func)");
    from_cache(&host, &other);
    let second = files(directory.path())
        .into_iter()
        .find(|file| !first.contains(file))
        .unwrap();
    // Whole and sealed by this server, but for another module.
    fs::copy(&first[0], second).unwrap();
    assert!(!from_cache(&host, &other));
}

#[test]
fn a_cache_that_cannot_be_written_costs_time_only() {
    let directory = tempfile::tempdir().unwrap();
    let cache = directory.path().join("cache");
    let host = host(&cache, 1);
    fs::remove_dir(&cache).unwrap();
    assert!(!from_cache(&host, YES));
    assert!(!from_cache(&host, YES));
}

#[test]
fn a_directory_that_is_a_file_is_an_error() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = Host::new(HostConfig {
        max_instances: 2,
        code_cache: Some(CodeCacheConfig {
            directory: file.path().to_owned(),
            key: [1; 32],
        }),
    });
    assert!(matches!(error.err(), Some(HostError::Cache { .. })));
}
