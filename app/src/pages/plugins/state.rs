//! The state of a plugin, and how it is told.

use acteon_api_types::{Plugin, PluginStatus};
use leptos::prelude::*;

use crate::components::{Chip, Tone};
use crate::format;

/// The state of a plugin, in the order in which it deserves attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its file could not be loaded.
    Failed,
    /// Rules can call it, and some calls failed.
    Troubled,
    /// Rules can call it.
    Enabled,
    /// Switched off.
    Disabled,
}

impl State {
    /// The state of a plugin.
    pub const fn of(plugin: &Plugin) -> Self {
        match plugin.status {
            PluginStatus::Failed => Self::Failed,
            PluginStatus::Disabled => Self::Disabled,
            PluginStatus::Active if plugin.error_count > 0 => Self::Troubled,
            PluginStatus::Active => Self::Enabled,
        }
    }
}

/// The state as a chip, failed invocations as a second one beside it.
#[component]
pub fn StateChips(plugin: Plugin) -> impl IntoView {
    let (tone, text) = match State::of(&plugin) {
        State::Failed => (Tone::Denied, "Failed"),
        State::Troubled | State::Enabled => (Tone::Allowed, "Enabled"),
        State::Disabled => (Tone::Skipped, "Disabled"),
    };
    let trouble = (plugin.error_count > 0).then(|| {
        let title = format!(
            "{} of {} failed",
            format::count(plugin.error_count),
            format::counted(plugin.invocation_count, "invocation", "invocations"),
        );
        let text = format::counted(plugin.error_count, "error", "errors");
        view! { <Chip tone=Tone::Errored text title=Some(title)/> }
    });
    view! {
        <span class="chips">
            <Chip tone text title=None/>
            {trouble}
        </span>
    }
}
