//! The pages.

mod not_found;
mod plugins;

pub use not_found::NotFoundPage;
pub use plugins::PluginsPage;
