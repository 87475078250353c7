//! Instants. On a server they are [`jiff::Timestamp`]; in a browser a type with the part of its
//! interface that pages need. Jiff knows calendars and time zones, and would be a tenth of the code
//! that a browser loads.

#[cfg(any(target_family = "wasm", test))]
mod civil;
#[cfg(any(target_family = "wasm", test))]
mod small;

#[cfg(not(target_family = "wasm"))]
pub use jiff::Timestamp;
#[cfg(target_family = "wasm")]
pub use small::Timestamp;
