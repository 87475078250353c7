//! Conditions in canonical form, and what their parts came to.

mod layout;
mod list;
pub mod marks;

use crate::prelude::*;
use acteon_api_types::ConditionPart;

use crate::address;
use layout::{Kind, Piece, pieces};
use marks::Mark;

pub use list::ConditionParts;

/// A condition in canonical form, over several lines when it is long. The plugins that it calls are
/// links.
///
/// With the parts that an evaluation saw, what settled it is marked by what it came to.
#[component]
pub fn ConditionText(
    /// The condition.
    #[prop(into)]
    text: String,
    /// What its parts came to, as the trace or the audit has them; empty when it was not evaluated.
    #[prop(optional)]
    parts: Vec<ConditionPart>,
) -> impl IntoView {
    let pieces: Vec<_> = pieces(&text, &parts).into_iter().map(piece).collect();
    view! { <code class="condition laid-out">{pieces}</code> }.into_any()
}

fn piece(piece: Piece) -> AnyView {
    let Piece { text, kind, mark } = piece;
    let class = match kind {
        Kind::Plain => None,
        Kind::Text => Some("condition-text"),
        Kind::Operator => Some("condition-operator"),
        Kind::Plugin => Some("condition-plugin"),
    };
    let mark = mark.map(Mark::as_str);
    if kind == Kind::Plugin {
        let href = address::plugin(&text);
        return view! { <a class=class href=href data-mark=mark>{text}</a> }.into_any();
    }
    if class.is_none() && mark.is_none() {
        return text.into_any();
    }
    view! { <span class=class data-mark=mark>{text}</span> }.into_any()
}
