//! A state in one word.

use crate::prelude::*;

/// What a state means. Told by colour, by the shape of the mark and by the word beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good: a filled circle.
    Allowed,
    /// Refused: a square.
    Denied,
    /// Let through changed, elsewhere or later: a diamond.
    Changed,
    /// Out of order: a triangle.
    Errored,
    /// Not taking part: an empty circle.
    Skipped,
}

impl Tone {
    /// The name in the markup.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Changed => "changed",
            Self::Errored => "errored",
            Self::Skipped => "skipped",
        }
    }
}

/// A state in one word, with a coloured mark.
#[component]
pub fn Chip(
    /// What the state means.
    tone: Tone,
    /// The word.
    #[prop(into)]
    text: String,
    /// More about it, on hover.
    #[prop(optional_no_strip)]
    title: Option<String>,
) -> impl IntoView {
    view! {
        <span class="chip" data-tone=tone.as_str() title=title>
            {text}
        </span>
    }
}
