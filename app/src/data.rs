//! Where the pages get their data: the only place where server and browser differ.
//!
//! Each read has two bodies: on the server it asks the [`Backend`](crate::server::Backend), in the
//! browser the REST API. Changes are only ever made by the browser; without scripts a page sends
//! [`forms`] to itself, which the server carries out.

pub mod audit;
pub mod changes;
pub mod forms;
pub mod module;
pub mod operations;
pub mod page;
pub mod plugins;
mod read;
pub mod rules;
mod send;
pub mod session;
pub mod upload;

#[cfg(feature = "hydrate")]
mod http;

use acteon_api_types::Timestamp;
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

/// What a change answers.
pub type SendResult<T> = Result<T, ApiError>;
