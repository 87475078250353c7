//! The log.

use std::io::IsTerminal as _;

use tracing::error;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

use crate::config::{ConfigError, LogFormat, LogSection};

/// Begins to log to standard error. Panics are logged too.
///
/// # Errors
/// The level was not valid; a loaded configuration has none such.
pub fn init(log: &LogSection) -> Result<(), ConfigError> {
    let lines = match log.format {
        LogFormat::Text => fmt::layer()
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr)
            .boxed(),
        LogFormat::Json => fmt::layer()
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .with_writer(std::io::stderr)
            .boxed(),
    };
    let subscriber = tracing_subscriber::registry().with(lines.with_filter(log.filter()?));
    // A second start within one process, in tests, keeps the first log.
    if subscriber.try_init().is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let message = panic
                .payload_as_str()
                .unwrap_or("a panic without a message");
            let place = panic.location().map(ToString::to_string);
            error!(event = "panic", place, message, "a defect");
        }));
    }
    Ok(())
}
