//! The plugin use cases.

mod change;
mod files;
mod files_found;
mod load;
mod prepare;
mod query;
mod register;
mod replace;
mod test;

pub(crate) use files::FilePlugins;
pub(crate) use prepare::background_error;
pub use register::RegisterPlugin;
pub(crate) use register::finish;
pub use replace::ReplacePlugin;
