//! What a provider is given, and what it answers.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

/// An action on its way to the provider that carries it out.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    /// The action's id: the same for every attempt, also as idempotency key.
    pub action_id: String,
    /// The action's namespace.
    pub namespace: String,
    /// The action's tenant.
    pub tenant: String,
    /// The provider that carries it out.
    pub provider: String,
    /// The kind of action.
    pub action_type: String,
    /// The action's content.
    pub payload: Map<String, Value>,
    /// Labels of the action.
    pub metadata: BTreeMap<String, String>,
    /// When the client says that it was made.
    pub created_at: Option<String>,
    /// The content as a log may show it, where that differs from `payload`.
    pub log_payload: Option<Value>,
}

/// A text as a header can hold it, whatever it says: percent-encoded UTF-8 where it is not visible
/// ASCII.
#[must_use]
pub fn header_text(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// What is encoded beside what is not ASCII: control characters, spaces, which are cut off at the
/// ends of a header, and the sign of the encoding.
const ENCODED: &AsciiSet = &CONTROLS.add(b' ').add(b'%');

/// How a delivery ended.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// The provider's answer, or why there is none.
    pub result: Result<ProviderResponse, ProviderFailure>,
    /// Requests that were begun: 0 when nothing was tried, 1 for the log.
    pub attempts: u32,
    /// From the start to the answer, waits between attempts included.
    pub duration: Duration,
}

/// The answer of a provider that has carried an action out.
#[derive(Clone, Debug, PartialEq)]
pub struct ProviderResponse {
    /// What it says.
    pub body: Value,
    /// Headers of its answer, in lower case.
    pub headers: BTreeMap<String, String>,
}

/// Why a provider did not carry an action out, or does not say so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ProviderFailure {
    /// What happened.
    pub code: FailureCode,
    /// One sentence, without secrets.
    pub message: String,
    /// Whether the same action may succeed later.
    pub retryable: bool,
}

/// What kept a provider from answering with success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureCode {
    /// No connection: nothing was sent.
    Unreachable,
    /// No answer in time; the receiver may have carried the action out.
    Timeout,
    /// The receiver refused the action (4xx).
    Rejected,
    /// The receiver failed (5xx).
    Error,
    /// The receiver sent the request elsewhere (3xx), which is not followed.
    Redirected,
    /// What came back was no complete HTTP answer; the receiver may have carried the action out.
    InvalidResponse,
    /// The receiver failed too often to be asked now.
    CircuitOpen,
    /// As many deliveries as may be are on their way.
    Busy,
}

impl FailureCode {
    /// Every code.
    pub const ALL: [Self; 8] = [
        Self::Unreachable,
        Self::Timeout,
        Self::Rejected,
        Self::Error,
        Self::Redirected,
        Self::InvalidResponse,
        Self::CircuitOpen,
        Self::Busy,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "PROVIDER_UNREACHABLE",
            Self::Timeout => "PROVIDER_TIMEOUT",
            Self::Rejected => "PROVIDER_REJECTED",
            Self::Error => "PROVIDER_ERROR",
            Self::Redirected => "PROVIDER_REDIRECTED",
            Self::InvalidResponse => "PROVIDER_INVALID_RESPONSE",
            Self::CircuitOpen => "PROVIDER_CIRCUIT_OPEN",
            Self::Busy => "PROVIDER_BUSY",
        }
    }
}

impl fmt::Display for FailureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_can_stand_in_a_header() {
        for (id, header) in [
            ("order-1.2_3", "order-1.2_3"),
            (" a b ", "%20a%20b%20"),
            ("ü%\r\nx: 1\0", "%C3%BC%25%0D%0Ax:%201%00"),
        ] {
            assert_eq!(header_text(id), header);
        }
    }
}
