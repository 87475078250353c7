//! What is registered under one name.

use acteon_core::PluginName;
use sqlx::SqliteConnection;

use super::select_plugins;
use crate::{Expect, PluginRecord, PluginSource, StoreError};

/// The plugins that the sources have under one name.
pub(super) struct Present {
    /// What answers to the name comes first.
    plugins: Vec<PluginRecord>,
}

impl Present {
    pub(super) async fn read(
        connection: &mut SqliteConnection,
        name: &PluginName,
    ) -> Result<Self, StoreError> {
        let plugins = sqlx::query_as(select_plugins!(
            "WHERE plugins.name = ? ORDER BY plugins.source = 'upload' DESC"
        ))
        .bind(name.as_str())
        .fetch_all(connection)
        .await?;
        Ok(Self { plugins })
    }

    pub(super) fn into_records(self) -> Vec<PluginRecord> {
        self.plugins
    }

    /// What answers to the name.
    pub(super) fn visible(&self) -> Option<&PluginRecord> {
        self.plugins.first()
    }

    pub(super) fn from(&self, source: PluginSource) -> Option<&PluginRecord> {
        self.plugins.iter().find(|plugin| plugin.source == source)
    }

    /// The plugin from this source, if what is there is as the caller expects.
    pub(super) fn expected(
        &self,
        name: &PluginName,
        source: PluginSource,
        expect: Expect,
    ) -> Result<Option<&PluginRecord>, StoreError> {
        let plugin = self.from(source);
        let name = || name.clone();
        match expect {
            Expect::Anything => {}
            Expect::Absent if plugin.is_some() => {
                return Err(StoreError::AlreadyExists { name: name() });
            }
            Expect::Absent => {}
            Expect::Revision(expected) => {
                // Before the source is looked at: a plugin that has come in front of the one the
                // caller read is a change it has not seen.
                if let Some(visible) = self.visible()
                    && visible.revision != expected
                {
                    return Err(StoreError::RevisionMismatch {
                        name: name(),
                        expected,
                        current: visible.revision,
                    });
                }
                if plugin.is_none() {
                    return Err(StoreError::NotFound { name: name() });
                }
            }
            Expect::Present if plugin.is_none() => {
                return Err(StoreError::NotFound { name: name() });
            }
            Expect::Present => {}
        }
        Ok(plugin)
    }
}
