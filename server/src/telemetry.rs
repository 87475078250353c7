//! The log.

mod lines;

use std::io::IsTerminal as _;
use std::sync::OnceLock;

use tracing::error;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

use self::lines::Lines;
use crate::config::{ConfigError, LogFormat, LogSection};

/// Lines that may wait to be written.
const MAX_WAITING_LINES: usize = 16_384;

/// The process has one log.
static DROPPED: OnceLock<ErrorCounter> = OnceLock::new();

/// Writes what is left when it is dropped, unless nobody reads it.
#[must_use = "the log ends when this is dropped"]
pub struct Log {
    _writer: Option<WorkerGuard>,
}

/// Begins to log to standard error. Panics are logged too.
///
/// A thread of its own writes, so that nobody waits for whoever reads the log; when that is too
/// slow, lines are lost and counted.
///
/// # Errors
/// The level was not valid; a loaded configuration has none such.
pub fn init(log: &LogSection) -> Result<Log, ConfigError> {
    let filter = log.filter()?;
    let (writer, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(MAX_WAITING_LINES)
        .lossy(true)
        .thread_name("acteon-log")
        .finish(Lines::new(std::io::stderr(), dropped_lines));
    let counter = writer.error_counter();
    let lines = match log.format {
        LogFormat::Text => fmt::layer()
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(writer)
            .boxed(),
        LogFormat::Json => fmt::layer()
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .with_writer(writer)
            .boxed(),
    };
    let subscriber = tracing_subscriber::registry().with(lines.with_filter(filter));
    // A second start within one process, in tests, keeps the first log.
    if subscriber.try_init().is_err() {
        return Ok(Log { _writer: None });
    }
    DROPPED.get_or_init(|| counter);
    std::panic::set_hook(Box::new(|panic| {
        let message = panic
            .payload_as_str()
            .unwrap_or("a panic without a message");
        let place = panic.location().map(ToString::to_string);
        error!(event = "panic", place, message, "a defect");
    }));
    Ok(Log {
        _writer: Some(guard),
    })
}

/// Lines that were lost since the start.
pub(crate) fn dropped_lines() -> u64 {
    DROPPED
        .get()
        .map_or(0, |counter| counter.dropped_lines() as u64)
}
