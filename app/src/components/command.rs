//! A shell command to copy.

use crate::prelude::*;

use super::CopyButton;

/// A shell command with a button that copies it.
#[component]
pub fn Command(
    /// The command.
    text: String,
) -> impl IntoView {
    view! {
        <div class="command">
            <pre tabindex="0" aria-label="Command">
                <code>{text.clone()}</code>
            </pre>
            <CopyButton text/>
        </div>
    }
}
