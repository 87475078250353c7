//! Dispatching actions, `/v1/dispatch`.

mod batch;
mod headers;
mod one;

pub(crate) use batch::*;
pub(crate) use headers::dispatch_headers;
pub(crate) use one::*;

use serde::Deserialize;

/// How to dispatch.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DispatchParams {
    /// Decide, and do nothing else.
    #[serde(default)]
    dry_run: bool,
}
