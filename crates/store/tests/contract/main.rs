//! What every backend does ([`suite`]), and what only one of them does (a file per backend).

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod sqlite;
mod suite;
