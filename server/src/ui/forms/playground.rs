//! The form of the playground.

use acteon_app::{Evaluated, PlaygroundForm};
use acteon_gateway::auth::Role;

use super::{FormEnd, Posted};
use crate::error::ApiError;

/// `do=evaluate`
pub(super) async fn evaluate(posted: Posted) -> Result<FormEnd, ApiError> {
    let caller = posted.caller(Role::Viewer, "evaluate an action")?;
    let form = PlaygroundForm::from_fields(&posted.fields);
    // The page says the same at each field.
    let requests = form.requests().map_err(|errors| {
        let told: Vec<String> = errors
            .iter()
            .map(|error| format!("`{}`: {}", error.field.as_str(), error.message))
            .collect();
        ApiError::invalid(told.join("; "))
    })?;
    let gateway = &posted.state.gateway;
    let answer = gateway.evaluate(&caller, requests.first.clone()).await?;
    let beside = match requests.beside {
        Some(draft) => {
            let answer = gateway.evaluate(&caller, draft).await;
            Some(answer.map_err(|error| ApiError::from(error).into()))
        }
        None => None,
    };
    let evaluated = Evaluated::new(&requests.first, answer, beside);
    let result = serde_json::to_value(evaluated).map_err(|_| ApiError::internal())?;
    Ok(FormEnd::Result(result))
}
