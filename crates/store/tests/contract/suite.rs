//! The contract: what every backend must do. A backend runs it with `contract_tests!`.

pub mod changes;
pub mod counters;
pub mod dispatch;
pub mod modules;
pub mod plugins;
pub mod rules;

use std::sync::Arc;

use acteon_core::{PluginLimits, PluginName, SnapshotMode};
use acteon_store::{
    ChangeOperation, DeletePlugin, Expect, NewModule, NewRevision, PluginRecord, PluginSource,
    Store, StoreError,
};
use jiff::Timestamp;

/// A place where a backend can be opened, empty at first.
pub trait Backend {
    /// Opens the backend; again after it was closed.
    async fn open(&self) -> Arc<dyn Store>;
}

/// Runs every case of the contract as a test of its own, each on a place of its own.
macro_rules! contract_tests {
    ($backend:expr) => {
        $crate::suite::contract_tests!(@cases $backend;
            plugins::registers_and_reads_back,
            plugins::revisions_rise_over_sources_and_deletions,
            plugins::an_upload_stands_in_front_of_a_file,
            plugins::expectations_are_checked,
            plugins::a_change_in_front_is_a_revision_mismatch,
            plugins::of_concurrent_changes_one_wins,
            plugins::names_are_limited,
            plugins::everything_survives_reopening,
            modules::the_last_revisions_can_be_restored,
            modules::a_shared_module_stays_while_it_is_needed,
            modules::a_deleted_plugin_frees_its_modules,
            modules::a_module_that_is_not_kept_is_refused,
            counters::are_absolute_and_go_with_the_plugin,
            rules::a_switch_holds_until_it_is_cleared,
            rules::a_rule_set_has_one_revision_per_content,
            rules::files_of_the_newest_rule_sets_are_kept,
            changes::are_paged_newest_first,
            changes::a_refused_change_leaves_no_trace,
        );
    };
    (@cases $backend:expr; $($group:ident::$case:ident,)+) => {
        mod contract {
            use super::*;
            $(
                #[tokio::test]
                async fn $case() {
                    $crate::suite::$group::$case(&$backend).await;
                }
            )+
        }
    };
}
pub(crate) use contract_tests;

/// Enough for every case that is not about the limit.
const MANY: usize = 256;

fn name(name: &str) -> PluginName {
    PluginName::new(name).unwrap()
}

/// An instant that tells one step from another; finer than what is stored.
fn step(number: i64) -> Timestamp {
    Timestamp::from_microsecond(1_750_000_000_000_000 + number).unwrap()
}

/// A first revision of `my-plugin` or another name, with its name as module.
fn revision(plugin: &str, source: PluginSource) -> NewRevision {
    NewRevision {
        name: name(plugin),
        source,
        description: Some(format!("what {plugin} is for")),
        limits: PluginLimits::new(1 << 20, 50).unwrap(),
        snapshot: SnapshotMode::Auto,
        enabled: true,
        module: NewModule::Bytes(plugin.as_bytes().to_vec()),
        operation: ChangeOperation::Register,
        caller: Some("ci".to_owned()),
        at: step(0),
    }
}

fn upload(plugin: &str) -> NewRevision {
    revision(plugin, PluginSource::Upload)
}

fn file(plugin: &str) -> NewRevision {
    revision(plugin, PluginSource::PluginDir)
}

async fn put(store: &dyn Store, revision: NewRevision) -> PluginRecord {
    (store.put_plugin(revision, Expect::Anything, MANY).await).unwrap()
}

async fn delete(
    store: &dyn Store,
    plugin: &str,
    source: PluginSource,
) -> Result<PluginRecord, StoreError> {
    let plugin = DeletePlugin {
        name: name(plugin),
        source,
        caller: None,
        at: step(9),
    };
    store.delete_plugin(plugin, Expect::Anything).await
}
