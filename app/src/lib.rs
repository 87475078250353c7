//! The admin UI, compiled twice: with the feature `ssr` it renders pages inside the server, with
//! `hydrate` it takes them over in the browser.
//!
//! # How a server mounts it
//!
//! The UI names neither the web framework nor the gateway. A server
//!
//! 1. implements [`server::Backend`] over its use cases;
//! 2. provides a [`server::PageContext`] in the Leptos context of every page request;
//! 3. renders [`shell`] for every route of [`App`], and for every other page that a person asks
//!    for (`App` then answers with its own 404 page);
//! 4. serves the built site: the bundle under `/pkg/`, and `public/` at the root;
//! 5. allows in its Content-Security-Policy what the shell needs: scripts with the nonce that
//!    Leptos provides and `'wasm-unsafe-eval'`, styles, fonts, images and connections from
//!    `'self'`. There are no `style` attributes and no event handler attributes.
//!
//! # How it is laid out
//!
//! `pages/` has one page per file, `components/` one component per file. [`data`] is the only place
//! with two bodies, one for each side. Everything else is the same code on both.

// The types of views nest deeply.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!(
    "`ssr` and `hydrate` exclude each other: build `acteon-frontend` on its own, not with the workspace"
);
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
compile_error!("one of the features `ssr` (server) and `hydrate` (browser) is needed");

mod address;
mod app;
mod clipboard;
mod components;
pub mod data;
#[cfg(feature = "hydrate")]
mod erase;
mod error;
mod format;
mod in_step;
mod limits;
mod live;
mod pages;
mod prelude;
mod query;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
mod shell;
mod theme;

pub use address::local as local_address;
pub use app::App;
pub use data::forms::Submitted;
pub use error::ApiError;
#[cfg(feature = "hydrate")]
pub use pages::load;
#[cfg(feature = "ssr")]
pub use pages::{EVALUATE, Evaluated, PlaygroundForm};
#[cfg(feature = "ssr")]
pub use shell::shell;
pub use theme::Theme;
