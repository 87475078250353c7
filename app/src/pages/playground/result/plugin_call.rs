//! The calls of plugins that a rule made.

use crate::prelude::*;
use acteon_api_types::{RuleResult, TraceEntry, WasmDetails};
use serde_json::Value;

use crate::components::{AnswerChip, Bytes, Chip, JsonTree, Tone};
use crate::{address, format};

/// The calls of a rule: the one that settled it first, the others after it.
#[component]
pub fn PluginCalls(entry: TraceEntry) -> impl IntoView {
    let deciding = entry.wasm_details.as_deref().cloned();
    let mut others = entry.wasm_calls.clone();
    if let Some(deciding) = &deciding
        && let Some(index) = others.iter().position(|call| call == deciding)
    {
        others.remove(index);
    }
    let several = deciding.is_some() && !others.is_empty();
    let first = deciding.map(|call| card(&call, Some(&entry), several));
    let others: Vec<AnyView> = others
        .iter()
        .map(|call| card(call, None, several))
        .collect();
    view! { <div class="calls">{first} {others}</div> }.into_any()
}

/// One call. `rule` is there when it is the one that settled what became of the rule.
fn card(call: &WasmDetails, rule: Option<&TraceEntry>, several: bool) -> AnyView {
    let href = address::plugin(&call.plugin);
    let fired = rule.map(|rule| match rule.result {
        RuleResult::Matched => view! { <Chip tone=Tone::Denied text="Rule fires" title=None/> },
        RuleResult::Error => view! { <Chip tone=Tone::Errored text="Rule fails" title=None/> },
        RuleResult::NotMatched | RuleResult::Skipped => {
            view! { <Chip tone=Tone::Skipped text="Rule does not fire" title=None/> }
        }
    });
    let deciding =
        (several && rule.is_some()).then(|| view! { <span class="tag decides">"decides"</span> });
    let message = call.message.clone().map(|message| {
        view! { <p class="call-message">{message}</p> }
    });
    let error = call.error.clone().map(|error| {
        let kind = call
            .kind
            .map(|kind| view! { <code class="call-kind">{kind.as_str()}</code> });
        view! { <p class="call-message failed">{error} " " {kind}</p> }
    });
    let metadata = call.metadata.clone().map(|metadata| {
        let truncated = metadata == serde_json::json!({"truncated": true});
        view! {
            <div class="call-metadata">
                <dt>"Metadata"</dt>
                <dd>{if truncated { too_large() } else { tree(metadata) }}</dd>
            </div>
        }
    });
    let revision = call.revision.map(|revision| {
        view! { <span class="tag">"revision " {revision}</span> }
    });
    let memory = call.memory_used_bytes;
    view! {
        <section class="call" aria-label=format!("Call of plugin {}", call.plugin)>
            <div class="call-head">
                <a href=href>{call.plugin.clone()}</a>
                <span class="tag" title="Function">{call.function.clone()}</span>
                {revision}
                {deciding}
            </div>
            <div class="call-answer">
                <span class="call-answered">"Answered"</span>
                <AnswerChip verdict=call.verdict/>
                {fired}
            </div>
            {message}
            {error}
            <dl>
                <div>
                    <dt>"Duration"</dt>
                    <dd>{format::duration_us(call.duration_us)}</dd>
                </div>
                <div>
                    <dt>"Memory used"</dt>
                    <dd><Bytes size=memory/></dd>
                </div>
                {metadata}
            </dl>
        </section>
    }
    .into_any()
}

fn tree(value: Value) -> AnyView {
    view! { <JsonTree value/> }.into_any()
}

fn too_large() -> AnyView {
    view! { <span class="muted">"Too large to show here; test the plugin to see it."</span> }
        .into_any()
}
