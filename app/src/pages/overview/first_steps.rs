//! What to do with a server that nobody has used yet.

use crate::components::Command;
use crate::data::page::PageInfo;
use crate::prelude::*;

/// Three steps from nothing to a decision.
#[component]
pub fn FirstSteps() -> impl IntoView {
    let info = use_context::<PageInfo>().unwrap_or_default();
    let key = if info.session.is_some_and(|session| session.authentication) {
        "  -H \"authorization: Bearer $ACTEON_KEY\" \\\n"
    } else {
        ""
    };
    let command = format!(
        "curl {}/v1/dispatch \\\n{key}  \
         -H 'content-type: application/json' \\\n  \
         -d '{{\"namespace\":\"demo\",\"tenant\":\"acme\",\"provider\":\"email\",\
         \"action_type\":\"greeting\",\"payload\":{{\"to\":\"you@example.com\"}}}}'",
        info.origin
    );
    view! {
        <section class="panel first-steps" aria-labelledby="first-steps-title">
            <div class="panel-head">
                <h2 id="first-steps-title">"First steps"</h2>
            </div>
            <ol>
                <li>
                    <h3>"Register a plugin"</h3>
                    <p>
                        "A WebAssembly module with a function that rules call. It is checked in the browser before anything is sent."
                    </p>
                    <a class="button primary" href="/register-plugin">
                        "Register Plugin"
                    </a>
                </li>
                <li>
                    <h3>"Try an action in the playground"</h3>
                    <p>
                        "See what the rules would decide and why. Nothing is carried out, and draft rules can be tried there too."
                    </p>
                    <a class="button" href="/playground">
                        "Open the playground"
                    </a>
                </li>
                <li>
                    <h3>"Dispatch an action"</h3>
                    <p>"It is decided, carried out by its provider, and kept in the audit."</p>
                    <Command text=command/>
                </li>
            </ol>
        </section>
    }
    .into_any()
}
