//! What starts anew.

use std::hash::Hash;

use crate::prelude::*;

/// Draws for one key at a time. For another key it draws anew: what was drawn before is taken away
/// with all that it watches, where a closure would write over it and leave its effects to read what is
/// there no more.
#[component]
pub fn Anew<K>(
    /// The key.
    key: Memo<K>,
    /// Draws for a key.
    children: impl Fn(K) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
{
    view! { <For each=move || [key.get()] key=|key| key.clone() children/> }.into_any()
}
