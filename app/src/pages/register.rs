//! The page `Register Plugin`.

mod check;
mod contents;
mod entry;
mod form;
mod limits;
mod report;
mod sending;
mod zone;

use acteon_api_types::{PluginRegistered, SessionRole};

use crate::address;
use crate::components::{Glyph, Notice, PageHead, Refused, refusal};
use crate::data::page::PageInfo;
use crate::prelude::*;
use form::RegisterForm;

/// The page.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let info = use_context::<PageInfo>().unwrap_or_default();
    let sent = info
        .submitted
        .clone()
        .filter(|sent| sent.form == form::NAME);
    let registered =
        RwSignal::new(sent.as_ref().and_then(|sent| {
            serde_json::from_value::<PluginRegistered>(sent.result.clone()?).ok()
        }));
    let body = if let Some(reason) = refusal(SessionRole::Admin, "register plugins") {
        view! {
            <section class="panel">
                <Notice glyph=Glyph::Key title="Registering takes an admin">
                    <Refused reason/>
                    <a class="button" href="/plugins">
                        "Go to the plugins"
                    </a>
                </Notice>
            </section>
        }
        .into_any()
    } else if info.plugin_settings.enabled {
        let info = StoredValue::new(info);
        let sent = StoredValue::new(sent);
        (move || match registered.get() {
            Some(plugin) => view! { <Registered plugin/> }.into_any(),
            None => {
                view! { <RegisterForm info=info.get_value() sent=sent.get_value() registered/> }
                    .into_any()
            }
        })
        .into_any()
    } else {
        view! {
            <section class="panel">
                <Notice glyph=Glyph::Alert title="Plugins are switched off" wrong=true>
                    <p>
                        "Set " <code>"[wasm] enabled = true"</code>
                        " in the server's configuration and restart it. Until then, nothing can be registered, and rules that call a plugin fail."
                    </p>
                    <a class="button" href="/settings">
                        "See the configuration"
                    </a>
                </Notice>
            </section>
        }
        .into_any()
    };
    view! {
        <PageHead
            title="Register Plugin"
            summary="Upload a WebAssembly module that rules can call."
        />
        {body}
    }
    .into_any()
}

/// What is said when the plugin is registered and there is something to know about it.
#[component]
fn Registered(plugin: PluginRegistered) -> impl IntoView {
    let name = plugin.plugin.plugin.name;
    let warnings = plugin
        .warnings
        .into_iter()
        .map(|warning| view! { <p class="reason">{warning}</p> })
        .collect_view();
    view! {
        <section class="panel" role="status">
            <Notice glyph=Glyph::Check title=format!("{name} is registered")>
                {warnings}
                <div class="form-actions">
                    <a class="button primary" href=address::plugin(&name)>
                        "Open the plugin"
                    </a>
                    <a class="button" href="/plugins">
                        "Go to the plugins"
                    </a>
                </div>
            </Notice>
        </section>
    }
    .into_any()
}
