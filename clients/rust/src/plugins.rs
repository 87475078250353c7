//! Plugins.

use acteon_api_types::{
    InvocationList, Plugin, PluginDetail, PluginList, PluginRegistered, PluginRevisionList,
    SnapshotMode, TestPluginResponse, UpdatePluginRequest,
};
use reqwest::Method;
use serde::Serialize;

use crate::module::Upload;
use crate::request::{Call, path};
use crate::{ActeonClient, Error, Module, Progress};

const PLUGINS: &str = "v1/wasm/plugins";

/// The same methods for a plugin that is registered and for one that is replaced.
macro_rules! settings {
    ($type:ident) => {
        impl $type {
            /// What the plugin is for.
            #[must_use]
            pub fn description(self, description: impl Into<String>) -> Self {
                self.field("description", description.into())
            }

            /// Memory that one invocation may use, in bytes.
            #[must_use]
            pub fn memory_limit_bytes(self, bytes: u64) -> Self {
                self.field("memory_limit_bytes", bytes.to_string())
            }

            /// How long one invocation may take, in milliseconds.
            #[must_use]
            pub fn timeout_ms(self, milliseconds: u64) -> Self {
                self.field("timeout_ms", milliseconds.to_string())
            }

            /// Whether rules can call it at once.
            #[must_use]
            pub fn enabled(self, enabled: bool) -> Self {
                self.field("enabled", enabled.to_string())
            }

            /// The SHA-256 that the module must have, in hexadecimal.
            #[must_use]
            pub fn sha256(self, sha256: impl Into<String>) -> Self {
                self.field("sha256", sha256.into())
            }

            /// When the plugin is initialised once and its calls start from a snapshot.
            #[must_use]
            pub fn snapshot(self, mode: SnapshotMode) -> Self {
                self.field("snapshot", mode.as_str().to_owned())
            }

            /// Is called while the module is sent.
            #[must_use]
            pub fn progress(mut self, progress: Progress) -> Self {
                self.upload.watch(progress);
                self
            }

            fn field(mut self, name: &'static str, value: String) -> Self {
                self.upload.set(name, value);
                self
            }
        }
    };
}

/// A plugin to register.
#[derive(Debug)]
pub struct RegisterPlugin {
    upload: Upload,
}

settings!(RegisterPlugin);

impl RegisterPlugin {
    /// A plugin of this name with this module, and the server's defaults for all else.
    #[must_use]
    pub fn new(name: impl Into<String>, module: impl Into<Module>) -> Self {
        let this = Self {
            upload: Upload::new(module.into()),
        };
        this.field("name", name.into())
    }
}

/// The next revision of a plugin.
#[derive(Debug)]
pub struct ReplacePlugin {
    upload: Upload,
    if_match: Option<u64>,
}

settings!(ReplacePlugin);

impl ReplacePlugin {
    /// A new module; what else is not set stays as it is.
    #[must_use]
    pub fn new(module: impl Into<Module>) -> Self {
        Self {
            upload: Upload::new(module.into()),
            if_match: None,
        }
    }

    /// Only if the plugin still has this revision.
    #[must_use]
    pub fn if_match(mut self, revision: u64) -> Self {
        self.if_match = Some(revision);
        self
    }
}

/// The body of a test call; the input may be any description of an action.
#[derive(Serialize)]
struct TestCall<'a, T> {
    function: &'a str,
    input: &'a T,
}

impl ActeonClient {
    /// All plugins, by name.
    ///
    /// # Errors
    /// See [`Error`]; so for all calls.
    pub async fn list_wasm_plugins(&self) -> Result<Vec<Plugin>, Error> {
        let list: PluginList = self.fetch(Call::get(PLUGINS)).await?;
        Ok(list.plugins)
    }

    /// One plugin with all that is known of it.
    ///
    /// # Errors
    /// [`Error::is_not_found`] when there is no such plugin.
    pub async fn get_wasm_plugin(&self, name: &str) -> Result<PluginDetail, Error> {
        self.fetch(Call::get(path(PLUGINS, name, "")?)).await
    }

    /// Registers a plugin.
    ///
    /// # Errors
    /// [`Error::is_conflict`] when the name is taken, [`Error::is_invalid`] when the module or a
    /// setting is refused.
    pub async fn register_wasm_plugin(
        &self,
        plugin: RegisterPlugin,
    ) -> Result<PluginRegistered, Error> {
        let call = Call::change(Method::POST, PLUGINS);
        self.fetch(call.upload(plugin.upload)).await
    }

    /// Puts another module in a plugin's place.
    ///
    /// # Errors
    /// [`Error::is_not_found`], [`Error::is_revision_mismatch`], [`Error::is_invalid`].
    pub async fn replace_wasm_plugin(
        &self,
        name: &str,
        plugin: ReplacePlugin,
    ) -> Result<PluginDetail, Error> {
        let call = Call::change(Method::PUT, path(PLUGINS, name, "")?);
        let call = call.if_match(plugin.if_match).upload(plugin.upload);
        self.fetch(call).await
    }

    /// Changes what is set of `change`, and nothing else; with `if_match` only if the plugin still
    /// has this revision.
    ///
    /// # Errors
    /// [`Error::is_not_found`], [`Error::is_revision_mismatch`], [`Error::is_invalid`].
    pub async fn update_wasm_plugin(
        &self,
        name: &str,
        change: &UpdatePluginRequest,
        if_match: Option<u64>,
    ) -> Result<PluginDetail, Error> {
        let call = Call::change(Method::PATCH, path(PLUGINS, name, "")?);
        self.fetch(call.if_match(if_match).json(change)?).await
    }

    /// Deletes a plugin. [`Self::delete_wasm_plugin_if`] does it for a certain revision only.
    ///
    /// # Errors
    /// [`Error::is_not_found`] when there is no such plugin.
    pub async fn delete_wasm_plugin(&self, name: &str) -> Result<(), Error> {
        self.delete(name, None).await
    }

    /// Deletes a plugin if it still has this revision.
    ///
    /// # Errors
    /// [`Error::is_not_found`], [`Error::is_revision_mismatch`].
    pub async fn delete_wasm_plugin_if(&self, name: &str, revision: u64) -> Result<(), Error> {
        self.delete(name, Some(revision)).await
    }

    async fn delete(&self, name: &str, if_match: Option<u64>) -> Result<(), Error> {
        let call = Call::change(Method::DELETE, path(PLUGINS, name, "")?);
        self.send(call.if_match(if_match)).await.map(drop)
    }

    /// Calls `function` of a plugin with an action; no rule is evaluated and nothing is dispatched.
    /// Fields of the action that are left out are empty.
    ///
    /// # Errors
    /// [`Error::is_not_found`]; with status 422 when the plugin failed, and [`Error::kind`] says
    /// how.
    pub async fn test_wasm_plugin<T: Serialize + Sync>(
        &self,
        name: &str,
        function: &str,
        input: &T,
    ) -> Result<TestPluginResponse, Error> {
        let call = Call::ask(path(PLUGINS, name, "/test")?);
        self.test(call, function, input).await
    }

    /// The same, and counts what the call costs in units that are the same every time. The first
    /// such call of a module can take seconds.
    ///
    /// # Errors
    /// As for [`test_wasm_plugin`](Self::test_wasm_plugin).
    pub async fn test_wasm_plugin_with_cost<T: Serialize + Sync>(
        &self,
        name: &str,
        function: &str,
        input: &T,
    ) -> Result<TestPluginResponse, Error> {
        let call = Call::ask(path(PLUGINS, name, "/test")?).query(&[("cost", "true")])?;
        self.test(call, function, input).await
    }

    async fn test<T: Serialize + Sync>(
        &self,
        call: Call,
        function: &str,
        input: &T,
    ) -> Result<TestPluginResponse, Error> {
        let body = TestCall { function, input };
        self.fetch(call.json(&body)?).await
    }

    /// The last invocations of a plugin, newest first.
    ///
    /// # Errors
    /// [`Error::is_not_found`] when there is no such plugin.
    pub async fn list_wasm_plugin_invocations(&self, name: &str) -> Result<InvocationList, Error> {
        self.fetch(Call::get(path(PLUGINS, name, "/invocations")?))
            .await
    }

    /// The revisions of a plugin, newest first.
    ///
    /// # Errors
    /// [`Error::is_not_found`] when there is no such plugin.
    pub async fn list_wasm_plugin_revisions(
        &self,
        name: &str,
    ) -> Result<PluginRevisionList, Error> {
        self.fetch(Call::get(path(PLUGINS, name, "/revisions")?))
            .await
    }

    /// Makes a former revision of a plugin the present one; with `if_match` only if the plugin
    /// still has that revision.
    ///
    /// # Errors
    /// [`Error::is_not_found`], [`Error::is_revision_mismatch`].
    pub async fn restore_wasm_plugin_revision(
        &self,
        name: &str,
        revision: u64,
        if_match: Option<u64>,
    ) -> Result<PluginDetail, Error> {
        let after = format!("/revisions/{revision}/restore");
        let call = Call::change(Method::POST, path(PLUGINS, name, &after)?);
        self.fetch(call.if_match(if_match)).await
    }
}
