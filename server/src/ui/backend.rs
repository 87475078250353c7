//! The data behind the pages: the gateway, its errors as the REST API answers them.

use acteon_api_types::PluginList;
use acteon_app::server::Backend;
use acteon_gateway::{Gateway, GatewayError};
use async_trait::async_trait;

use crate::error::ApiError;

/// Serves pages from the gateway.
pub(super) struct GatewayBackend(pub(super) Gateway);

#[async_trait]
impl Backend for GatewayBackend {
    async fn list_plugins(&self) -> Result<PluginList, acteon_app::ApiError> {
        self.0.list_plugins().await.map_err(answered)
    }
}

fn answered(error: GatewayError) -> acteon_app::ApiError {
    let (status, message, kind) = ApiError::from(error).into_parts();
    acteon_app::ApiError::Answered {
        status,
        message,
        kind,
    }
}
