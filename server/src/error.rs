//! The one table from what can go wrong to status and body.

mod answer;

use acteon_api_types::{PluginFailureKind, ReloadResponse, VerdictKind};
use acteon_gateway::GatewayError;
use acteon_gateway::auth::AuthError;
use axum::http::{Method, StatusCode, Uri};
use serde_json::json;
use tracing::error;

pub(crate) use answer::ApiError;

impl From<GatewayError> for ApiError {
    fn from(error: GatewayError) -> Self {
        use GatewayError as E;
        let message = error.to_string();
        match error {
            E::InvalidRequest(_) => Self::new(StatusCode::BAD_REQUEST, "invalid_request", message),
            E::ModuleRefused(_) => Self::new(StatusCode::BAD_REQUEST, "compilation_error", message),
            E::ModuleTooLarge { .. } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
            }
            // The specification's body, to the letter.
            E::PluginNotFound => Self::without_kind(StatusCode::NOT_FOUND, message),
            E::RevisionNotFound { .. } => {
                Self::new(StatusCode::NOT_FOUND, "revision_not_found", message)
            }
            E::RuleNotFound(_) => Self::new(StatusCode::NOT_FOUND, "rule_not_found", message),
            E::RuleSetNotFound { .. } => {
                Self::new(StatusCode::NOT_FOUND, "rule_set_not_found", message)
            }
            E::AlreadyRegistered(_) => {
                Self::new(StatusCode::CONFLICT, "already_registered", message)
            }
            E::RegistryFull { .. } => Self::new(StatusCode::CONFLICT, "registry_full", message),
            E::RevisionMismatch { .. } => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "revision_mismatch",
                message,
            ),
            E::Invocation { failure, details } => {
                invocation(failure.kind, message).with(json!({ "details": details }))
            }
            E::WasmDisabled => Self::new(StatusCode::SERVICE_UNAVAILABLE, "wasm_disabled", message),
            E::Forbidden(_) => Self::new(StatusCode::FORBIDDEN, "forbidden", message),
            E::RulesNotReady(_) => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "rules_not_ready", message)
            }
            E::Saturated {
                retry_after_seconds,
            } => Self::new(StatusCode::SERVICE_UNAVAILABLE, "saturated", message)
                .retry_after(retry_after_seconds),
            E::PluginsLoading {
                retry_after_seconds,
            } => Self::new(StatusCode::SERVICE_UNAVAILABLE, "plugins_loading", message)
                .retry_after(retry_after_seconds),
            E::RulesRefused {
                directory,
                loaded,
                problems,
            } => {
                let refused = ReloadResponse {
                    error: Some(message.clone()),
                    reloaded: false,
                    loaded,
                    directory,
                    errors: problems,
                    warnings: Vec::new(),
                };
                Self::new(StatusCode::BAD_REQUEST, "rules_refused", message).with(json!(refused))
            }
            E::DraftRefused { problems } => {
                Self::new(StatusCode::BAD_REQUEST, "rules_refused", message)
                    .with(json!({ "errors": problems }))
            }
            E::StoreUnavailable(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "storage_unavailable",
                message,
            ),
            E::RuleFailed(failed) => {
                let more = json!({
                    "code": acteon_gateway::RULE_ERROR, "message": failed.message, "retryable": failed.retryable,
                });
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "rule_error", message)
                    .with(more)
                    .about_action(failed.action_id, Some(VerdictKind::Error))
            }
            E::RecordNotFound(_) => Self::new(StatusCode::NOT_FOUND, "record_not_found", message),
            E::RecordDelayed { action_id, .. } => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "record_delayed", message)
                    .about_action(action_id, None)
            }
            E::Internal(cause) => {
                error!(event = "internal_error", cause, "a request met a defect");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
            }
        }
    }
}

/// A plugin that was tried out and failed, by the kind of failure.
fn invocation(kind: PluginFailureKind, message: String) -> ApiError {
    use PluginFailureKind as K;
    let status = match kind {
        K::Timeout
        | K::MemoryExceeded
        | K::InvalidOutput
        | K::InputOverwritten
        | K::Trap
        | K::FunctionNotFound
        | K::PluginDisabled
        | K::PluginFailed
        | K::Deadline => StatusCode::UNPROCESSABLE_ENTITY,
        K::PluginNotFound => StatusCode::NOT_FOUND,
        K::WasmDisabled | K::Saturated => StatusCode::SERVICE_UNAVAILABLE,
    };
    let error = ApiError::new(status, kind.as_str(), message);
    match kind {
        K::Saturated => error.retry_after(1),
        _ => error,
    }
}

impl From<AuthError> for ApiError {
    fn from(error: AuthError) -> Self {
        let message = error.to_string();
        match error {
            AuthError::UnknownKey => Self::unauthenticated(message),
            AuthError::TooManyAttempts {
                retry_after_seconds,
            } => Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", message)
                .retry_after(retry_after_seconds),
            AuthError::Saturated => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "saturated", message).retry_after(1)
            }
            AuthError::Internal => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
            }
        }
    }
}

/// Answers a method that a path does not have.
pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> ApiError {
    let message = format!("`{}` does not take {method}", uri.path());
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        message,
    )
}

/// Answers a path that does not exist.
pub(crate) fn not_found(path: &str) -> ApiError {
    let message = format!("there is nothing at `{path}`; /api-doc/ lists what there is");
    ApiError::new(StatusCode::NOT_FOUND, "not_found", message)
}
