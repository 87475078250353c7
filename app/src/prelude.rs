//! What every page and component needs of Leptos.

pub use leptos::prelude::*;

#[cfg(feature = "hydrate")]
pub use crate::erase::IntoAny;
