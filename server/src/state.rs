//! What every request handler can reach.

use std::ops::Deref;
use std::sync::Arc;

use acteon_gateway::auth::Authenticator;
use acteon_gateway::{Clock, Gateway, OpenError, SystemClock};

use crate::bodies::Bodies;
use crate::config::{Config, ConfigError};
use crate::extract;
use crate::hosts::HostPolicy;
use crate::http_metrics::HttpMetrics;
use crate::ui::Site;

/// The state of the server. Cheap to clone; all clones are the same state.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

/// The parts of the state.
pub struct Inner {
    /// The use cases.
    pub gateway: Gateway,
    /// The configuration in force.
    pub config: Config,
    /// Recognises callers; none without `[auth]`.
    pub(crate) authenticator: Option<Authenticator>,
    pub(crate) hosts: HostPolicy,
    pub(crate) http_metrics: HttpMetrics,
    pub(crate) bodies: Arc<Bodies>,
    pub(crate) site: Site,
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The gateway: its store, its plugin host.
    #[error(transparent)]
    Gateway(#[from] OpenError),
    /// Two metrics have the same name: a defect.
    #[error("metrics: {0}")]
    Metrics(#[from] prometheus::Error),
    /// The network.
    #[error("cannot listen on `{address}`: {reason}")]
    Listen {
        /// The address that was asked for.
        address: String,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The UI inside the binary is incomplete.
    #[error("the UI inside this binary is incomplete: {0}")]
    Site(String),
}

/// Opens the gateway and puts everything together. Plugins load once `gateway.start()` was called.
///
/// # Errors
/// One sentence that says what to change.
pub async fn build_state(config: Config) -> Result<AppState, StartError> {
    build_state_with_clock(config, Arc::new(SystemClock)).await
}

/// The same with a clock other than the machine's.
///
/// # Errors
/// One sentence that says what to change.
pub async fn build_state_with_clock(
    config: Config,
    clock: Arc<dyn Clock>,
) -> Result<AppState, StartError> {
    let authenticator = config.authenticator(Arc::clone(&clock))?;
    let site = Site::open().map_err(StartError::Site)?;
    let gateway = Gateway::open(config.gateway()?, clock).await?;
    let http_metrics = HttpMetrics::register(gateway.metrics().registry())?;
    Ok(AppState(Arc::new(Inner {
        authenticator,
        hosts: HostPolicy::new(&config.server),
        bodies: Bodies::new(
            config.server.max_buffered_body_bytes,
            extract::largest_body(&config),
            http_metrics.bodies.clone(),
        ),
        http_metrics,
        site,
        gateway,
        config,
    })))
}
