//! Key figures above a list.

use crate::prelude::*;

/// A strip of key figures.
#[component]
pub fn Figures<C: IntoView + 'static>(
    /// Names the strip for screen readers.
    label: &'static str,
    /// Each a [`Figure`].
    children: TypedChildren<C>,
) -> impl IntoView {
    view! {
        <section class="panel" aria-label=label>
            <dl class="figures">{children.into_inner()()}</dl>
        </section>
    }
}

/// One key figure: what it is, its value, and a remark that puts it in proportion.
#[component]
pub fn Figure(
    /// What it is.
    label: &'static str,
    /// Its value.
    #[prop(into)]
    value: Signal<String>,
    /// The remark.
    #[prop(into)]
    remark: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="figure">
            <dt>{label}</dt>
            <dd class="figure-value">{value}</dd>
            <dd class="figure-remark">{remark}</dd>
        </div>
    }
}
