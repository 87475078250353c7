//! `GET /v1/stats`

use acteon_api_types::{ErrorBody, Stats};
use acteon_gateway::StatsWindow;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{CallerOf, Query};

/// How far to look back.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StatsQuery {
    /// `5m`, `15m`, `1h`, `6h` or `24h`; 15 minutes when absent.
    window: Option<String>,
}

/// Invocations, errors, latency and verdicts of the last minutes or hours
#[utoipa::path(get, path = "/v1/stats", tag = "operations", params(StatsQuery), responses(
    (status = 200, body = Stats),
    (status = 400, description = "`window` is none of those there are", body = ErrorBody),
    (status = 401, body = ErrorBody),
))]
pub(crate) async fn stats(
    State(state): State<AppState>,
    caller: CallerOf,
    Query(query): Query<StatsQuery>,
) -> Result<Json<Stats>, ApiError> {
    let window = match query.window.as_deref() {
        None | Some("") => StatsWindow::default(),
        Some(window) => window.parse()?,
    };
    Ok(Json(state.gateway.stats_within(&caller, window)))
}
