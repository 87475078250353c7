//! Who is signed in.

use acteon_api_types::{Session, SessionRole};

use crate::components::{SignOut, session};
use crate::format;
use crate::prelude::*;

/// As whom the server takes the caller, and the way out.
#[component]
pub fn AccountPanel() -> impl IntoView {
    let session = session();
    let content = match session {
        Some(session) if session.authentication => view! { <Account session/> }.into_any(),
        _ => view! {
            <p class="panel-body">
                "This server asks nobody for a key: whoever reaches it may do everything. An "
                <code>"[auth]"</code> " section in its configuration changes that."
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="account-title">
            <div class="panel-head">
                <h2 id="account-title">"You"</h2>
            </div>
            {content}
        </section>
    }
    .into_any()
}

#[component]
fn Account(session: Session) -> impl IntoView {
    let everywhere = "all of them";
    let scope = |names: Option<Vec<String>>| match names {
        Some(names) => names
            .into_iter()
            .map(|name| view! { <span class="tag">{name}</span> })
            .collect_view()
            .into_any(),
        None => everywhere.into_any(),
    };
    let ends = session.expires_at.map(|at| {
        view! {
            <div>
                <dt>"Session ends"</dt>
                <dd>
                    <time datetime=at.to_string()>{format::instant(at)}</time>
                </dd>
            </div>
        }
    });
    view! {
        <dl class="facts">
            <div>
                <dt>"Key"</dt>
                <dd>
                    <strong>{session.name}</strong>
                </dd>
            </div>
            <div>
                <dt>"Role"</dt>
                <dd>
                    {session.role.as_str()} <span class="remark">{may(session.role)}</span>
                </dd>
            </div>
            <div>
                <dt>"Namespaces"</dt>
                <dd class="tags">{scope(session.namespaces)}</dd>
            </div>
            <div>
                <dt>"Tenants"</dt>
                <dd class="tags">{scope(session.tenants)}</dd>
            </div>
            {ends}
        </dl>
        <div class="panel-body">
            <SignOut/>
        </div>
    }
    .into_any()
}

/// What a role may do.
const fn may(role: SessionRole) -> &'static str {
    match role {
        SessionRole::Viewer => "may read, and evaluate the loaded rules in the playground",
        SessionRole::Operator => {
            "may also dispatch, test plugins, try draft rules, and switch and reload rules"
        }
        SessionRole::Admin => "may also register, change, replace and delete plugins",
    }
}
