//! Instants. On a server they are [`jiff::Timestamp`]; in a browser a type with the part of its
//! interface that pages need, over the browser's own `Date`. Jiff knows calendars and time zones, and
//! would be a tenth of the code that a browser loads.

#[cfg(target_family = "wasm")]
mod browser;

#[cfg(target_family = "wasm")]
pub use browser::Timestamp;
#[cfg(not(target_family = "wasm"))]
pub use jiff::Timestamp;
