//! Where the pages get their data: the only place where server and browser differ.
//!
//! Each call has two bodies. On the server it asks the [`Backend`](crate::server::Backend), in the
//! browser the REST API.

pub mod page;
pub mod plugins;

#[cfg(feature = "hydrate")]
mod http;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ApiError;

/// Data and the instant it was read, by the server's clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fetched<T> {
    /// The data.
    pub value: T,
    /// When it was read.
    pub at: Timestamp,
}

/// What a data call answers.
pub type FetchResult<T> = Result<Fetched<T>, ApiError>;
