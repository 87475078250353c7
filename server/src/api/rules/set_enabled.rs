//! `PUT /v1/rules/{name}/enabled`

use acteon_api_types::{ErrorBody, RuleEnabled, SetRuleEnabled};
use axum::Json;
use axum::extract::State;

use crate::AppState;
use crate::error::ApiError;
use crate::extract::{self, CallerOf, Path};

/// Switch a rule on or off, until its file says otherwise
#[utoipa::path(put, path = "/v1/rules/{name}/enabled", tag = "rules", params(("name" = String, Path)),
    request_body = SetRuleEnabled, responses(
    (status = 200, body = RuleEnabled),
    (status = 400, body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 404, description = "no such rule", body = ErrorBody),
    (status = 503, description = "it could not be recorded", body = ErrorBody),
))]
pub(crate) async fn set_rule_enabled(
    State(state): State<AppState>,
    caller: CallerOf,
    Path(name): Path<String>,
    extract::Json(request): extract::Json<SetRuleEnabled>,
) -> Result<Json<RuleEnabled>, ApiError> {
    Ok(Json(
        state
            .gateway
            .set_rule_enabled(&caller, &name, request.enabled)
            .await?,
    ))
}
