//! What plugins are held to.

use acteon_core::{MEMORY_LIMIT_BYTES, TIMEOUT_MS, consts};

use crate::components::Bytes;
use crate::data::page::PageInfo;
use crate::format;
use crate::prelude::*;

/// The limits of plugins: what one gets that names none, and what one may ask for.
#[component]
pub fn Limits() -> impl IntoView {
    let settings = use_context::<PageInfo>()
        .unwrap_or_default()
        .plugin_settings;
    let timeout = u32::try_from(settings.default_timeout_ms).unwrap_or(u32::MAX);
    view! {
        <section class="panel" aria-labelledby="limits-title">
            <div class="panel-head">
                <h2 id="limits-title">"Limits of plugins"</h2>
            </div>
            <dl class="facts">
                <div>
                    <dt>"Plugins run"</dt>
                    <dd>
                        {if settings.enabled {
                            "yes"
                        } else {
                            "no: set `enabled = true` in the section [wasm]"
                        }}
                    </dd>
                </div>
                <div>
                    <dt>"Memory of a call"</dt>
                    <dd>
                        <Bytes size=settings.default_memory_limit_bytes/>
                        <span class="remark">
                            "may be set from " <Bytes size=*MEMORY_LIMIT_BYTES.start()/> " to "
                            <Bytes size=*MEMORY_LIMIT_BYTES.end()/>
                        </span>
                    </dd>
                </div>
                <div>
                    <dt>"Time of a call"</dt>
                    <dd>
                        {format::duration_ms(timeout)}
                        <span class="remark">
                            "may be set from " {format::duration_ms(*TIMEOUT_MS.start())} " to "
                            {format::duration_ms(*TIMEOUT_MS.end())}
                        </span>
                    </dd>
                </div>
                <div>
                    <dt>"Size of a module"</dt>
                    <dd>
                        "at most " <Bytes size=settings.max_module_bytes/>
                    </dd>
                </div>
                <div>
                    <dt>"Answer of a call"</dt>
                    <dd>
                        "at most " <Bytes size=consts::MAX_OUTPUT_BYTES as u64/>
                    </dd>
                </div>
                <div>
                    <dt>"Number of plugins"</dt>
                    <dd>"at most " {format::count(consts::MAX_PLUGINS as u64)}</dd>
                </div>
            </dl>
        </section>
    }
    .into_any()
}
