//! Reading plugins.

use std::sync::Arc;

use acteon_api_types::{InvocationList, PluginDetail, PluginList, PluginRevisionList};
use acteon_evaluator::RegisteredPlugin;

use crate::auth::Caller;
use crate::{Gateway, GatewayError, convert};

/// Revisions that are listed.
const LISTED_REVISIONS: u32 = 200;

impl Gateway {
    /// Every plugin, sorted by name.
    ///
    /// # Errors
    /// Plugins are switched off, or still being loaded.
    pub async fn list_plugins(&self) -> Result<PluginList, GatewayError> {
        self.host()?;
        self.plugins_loaded().await?;
        let plugins: Vec<_> = self
            .inner
            .registry
            .all()
            .iter()
            .map(|plugin| convert::plugin(plugin))
            .collect();
        let count = plugins.len();
        Ok(PluginList {
            plugins,
            count,
            total: count,
        })
    }

    /// One plugin in full.
    ///
    /// # Errors
    /// No such plugin.
    pub async fn plugin(&self, name: &str) -> Result<PluginDetail, GatewayError> {
        let plugin = self.known(name).await?;
        Ok(convert::plugin_detail(&plugin, self.rules_calling(name)))
    }

    /// Revisions of a plugin, newest first.
    ///
    /// # Errors
    /// No such plugin, or the store cannot be read.
    pub async fn plugin_revisions(&self, name: &str) -> Result<PluginRevisionList, GatewayError> {
        let plugin = self.known(name).await?;
        let revisions: Vec<_> = self
            .inner
            .store
            .revisions(&plugin.name, LISTED_REVISIONS)
            .await?
            .into_iter()
            .map(convert::revision)
            .collect();
        let count = revisions.len();
        Ok(PluginRevisionList { revisions, count })
    }

    /// The last invocations of a plugin, newest first: those the caller may see.
    ///
    /// # Errors
    /// No such plugin.
    pub async fn plugin_invocations(
        &self,
        caller: &Caller,
        name: &str,
    ) -> Result<InvocationList, GatewayError> {
        let plugin = self.known(name).await?;
        let invocations: Vec<_> = plugin
            .stats
            .recent_invocations()
            .into_iter()
            .filter(|record| {
                caller
                    .check_scope(&record.namespace, &record.tenant)
                    .is_ok()
            })
            .map(convert::invocation)
            .collect();
        let count = invocations.len();
        Ok(InvocationList { invocations, count })
    }

    /// The plugin of that name, once plugins have been loaded.
    pub(crate) async fn known(&self, name: &str) -> Result<Arc<RegisteredPlugin>, GatewayError> {
        self.host()?;
        self.plugins_loaded().await?;
        self.inner
            .registry
            .get(name)
            .ok_or(GatewayError::PluginNotFound)
    }
}
