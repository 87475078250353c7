//! What somebody fills in and the address, kept in step.

use crate::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Writes what is filled in to the address, and lets the fields follow the address when something else
/// changed it: a link, the browser's buttons.
///
/// `filled` is what the fields say, `href` the address for it, `follow` fills the fields in.
pub fn keep_in_step<T>(
    asked: Memo<T>,
    filled: Signal<T>,
    href: impl Fn(&T) -> String + 'static,
    follow: impl Fn(&T) + 'static,
) where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let navigate = use_navigate();
    // What was written to the address and has not arrived there yet.
    let pending = StoredValue::new(None::<T>);
    Effect::new(move |_| {
        let wanted = filled.get();
        let expected = pending.get_value().unwrap_or_else(|| asked.get_untracked());
        if wanted != expected {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            let address = href(&wanted);
            pending.set_value(Some(wanted));
            navigate(&address, options);
        }
    });
    Effect::new(move |last: Option<T>| {
        let asked = asked.get();
        if last.is_none_or(|last| last == asked) {
            return asked;
        }
        let written = pending.get_value();
        if written.as_ref() == Some(&asked) {
            pending.set_value(None);
        } else if written.is_none() {
            follow(&asked);
        }
        asked
    });
}
