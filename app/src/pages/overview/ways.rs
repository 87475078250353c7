//! The ways into the other pages.

use acteon_api_types::SessionRole;

use crate::components::{Glyph, Icon, refusal};
use crate::prelude::*;

/// What can be done on the other pages.
#[component]
pub fn Ways() -> impl IntoView {
    let read_only = refusal(SessionRole::Admin, "register plugins").is_some();
    let register = if read_only {
        (
            "/plugins",
            Glyph::Plugins,
            "Plugins",
            "How each of them does and what it may use",
        )
    } else {
        (
            "/register-plugin",
            Glyph::Upload,
            "Register Plugin",
            "Upload a module; its errors show at once",
        )
    };
    let ways = [
        register,
        (
            "/playground",
            Glyph::Playground,
            "Playground",
            "Why would an action be denied?",
        ),
        (
            "/rules",
            Glyph::Rules,
            "Rules",
            "What is decided in which order",
        ),
        (
            "/audit",
            Glyph::Audit,
            "Audit",
            "What was decided, and who changed what",
        ),
        (
            "/settings",
            Glyph::Settings,
            "Settings",
            "Version, limits, configuration in force",
        ),
    ];
    let links = ways.map(|(href, glyph, name, about)| {
        view! {
            <li>
                <a href=href>
                    <Icon glyph/>
                    <span>
                        <strong>{name}</strong>
                        <span class="remark">{about}</span>
                    </span>
                    <Icon glyph=Glyph::Next/>
                </a>
            </li>
        }
    });
    view! {
        <section class="panel ways" aria-label="Go on">
            <ul>{links.into_iter().collect_view()}</ul>
        </section>
    }
    .into_any()
}
