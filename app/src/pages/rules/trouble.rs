//! Plugins that a rule names and that cannot be called.

use std::collections::BTreeMap;

use crate::prelude::*;
use acteon_api_types::{PluginStatus, Rule};

use crate::address;
use crate::components::{Glyph, Icon};

/// Why a plugin cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody has registered it.
    Missing,
    /// It is switched off.
    Disabled,
    /// Its file could not be loaded.
    Failed,
    /// No plugin can: they are switched off in the configuration.
    Off,
}

/// The plugins of a rule that cannot be called.
pub fn troubles(
    rule: &Rule,
    plugins: Option<&BTreeMap<String, PluginStatus>>,
    wasm: bool,
) -> Vec<(String, Trouble)> {
    let trouble = |name: &String| {
        if !wasm {
            return Some(Trouble::Off);
        }
        match plugins?.get(name) {
            None => Some(Trouble::Missing),
            Some(PluginStatus::Disabled) => Some(Trouble::Disabled),
            Some(PluginStatus::Failed) => Some(Trouble::Failed),
            Some(PluginStatus::Active) => None,
        }
    };
    (rule.plugins.iter())
        .filter_map(|name| Some((name.clone(), trouble(name)?)))
        .collect()
}

/// Says which plugin cannot be called and why.
pub fn mark((plugin, trouble): (String, Trouble)) -> AnyView {
    let why = match trouble {
        Trouble::Missing => "is not registered",
        Trouble::Disabled => "is disabled",
        Trouble::Failed => "could not be loaded from its file",
        Trouble::Off => "cannot be called: plugins are off, set [wasm] enabled = true",
    };
    let href = address::plugin(&plugin);
    view! {
        <p class="rule-trouble">
            <Icon glyph=Glyph::Alert/>
            <span>
                "Plugin "
                {if trouble == Trouble::Missing {
                    view! { <code>{plugin}</code> }.into_any()
                } else {
                    view! { <a href=href><code>{plugin}</code></a> }.into_any()
                }} " " {why}
            </span>
        </p>
    }
    .into_any()
}
