//! Counters of invocations.

use acteon_store::{PluginCounters, PluginSource};

use super::{Backend, delete, file, name, put, step, upload};

pub async fn are_absolute_and_go_with_the_plugin(backend: &impl Backend) {
    let store = backend.open().await;
    put(&*store, upload("a")).await;
    put(&*store, file("a")).await;
    put(&*store, upload("b")).await;
    let counters = |plugin: &str, dispatch| PluginCounters {
        name: name(plugin),
        dispatch,
        playground: 2,
        test: 3,
        errors: 4,
        last_invoked_at: Some(step(1)),
    };
    let never_used = PluginCounters {
        last_invoked_at: None,
        ..counters("b", 0)
    };
    let first = [counters("a", 1), never_used.clone(), counters("gone", 1)];
    store.save_counters(&first).await.unwrap();
    assert_eq!(
        store.counters().await.unwrap(),
        [counters("a", 1), never_used.clone()]
    );

    store.save_counters(&[counters("a", 10)]).await.unwrap();
    assert_eq!(
        store.counters().await.unwrap(),
        [counters("a", 10), never_used.clone()]
    );

    delete(&*store, "a", PluginSource::Upload).await.unwrap();
    assert_eq!(
        store.counters().await.unwrap(),
        [counters("a", 10), never_used.clone()]
    );
    delete(&*store, "a", PluginSource::PluginDir).await.unwrap();
    assert_eq!(store.counters().await.unwrap(), [never_used]);
}
