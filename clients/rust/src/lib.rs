#![doc = include_str!("../README.md")]

mod audit;
mod client;
mod dispatch;
mod error;
mod module;
mod plugins;
mod request;
mod retry;
mod rules;
mod server;
mod tls;

/// The types of requests and answers.
pub use acteon_api_types as types;

pub use client::{ActeonClient, Builder};
pub use error::{ApiError, Error};
pub use module::{Module, Progress};
pub use plugins::{RegisterPlugin, ReplacePlugin};
