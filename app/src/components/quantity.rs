//! A size in memory.

use crate::prelude::*;

use crate::format;

/// A size in the unit that people read, to the byte on hover.
#[component]
pub fn Bytes(
    /// The size in bytes.
    size: u64,
) -> impl IntoView {
    view! {
        <data value=size.to_string() title=format::exact_bytes(size)>
            {format::bytes(size)}
        </data>
    }
}
