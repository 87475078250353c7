//! What an attempt without success means: for the caller, for the next attempt, for the circuit.

use std::error::Error;
use std::time::Duration;

use hyper::header::RETRY_AFTER;
use hyper::{HeaderMap, StatusCode};
use hyper_util::client::legacy;
use jiff::Timestamp;
use jiff::fmt::rfc2822;

use crate::{FailureCode, ProviderFailure};

/// An attempt without success.
#[derive(Debug)]
pub(super) struct Setback {
    /// What the caller is told unless a further attempt succeeds.
    pub(super) failure: ProviderFailure,
    /// Whether a further attempt is safe.
    pub(super) again: Again,
    /// Whether the receiver showed that it is alive.
    pub(super) alive: bool,
}

/// Whether a further attempt is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Again {
    /// No: the receiver may have carried the action out, or would say the same again.
    No,
    /// Yes, and not before the receiver wants it, if it said so.
    After(Option<Duration>),
}

impl Setback {
    fn new(code: FailureCode, message: String) -> Self {
        Self {
            failure: ProviderFailure {
                code,
                message,
                retryable: true,
            },
            again: Again::No,
            alive: false,
        }
    }

    /// The receiver, at `origin`, answered with another status than success.
    pub(super) fn status(
        origin: &str,
        status: StatusCode,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Self {
        let wait = retry_after(headers, now);
        let mut message = format!("`{origin}` answered {status}");
        if let Some(wait) = wait {
            message.push_str(&format!(" and asks to wait {} s", wait.as_secs()));
        }
        let code = match status.as_u16() {
            300..=399 => {
                message.push_str("; redirects are not followed, correct the `url`");
                FailureCode::Redirected
            }
            400..=499 => FailureCode::Rejected,
            500..=599 => FailureCode::Error,
            _ => FailureCode::InvalidResponse,
        };
        let mut setback = Self::new(code, message);
        setback.alive = matches!(code, FailureCode::Redirected | FailureCode::Rejected);
        setback.failure.retryable = match code {
            FailureCode::Redirected => false,
            FailureCode::Rejected => matches!(status.as_u16(), 408 | 425 | 429),
            _ => true,
        };
        if matches!(status.as_u16(), 429 | 502 | 503 | 504) {
            setback.again = Again::After(wait);
        }
        setback
    }

    /// No answer within `timeout`.
    pub(super) fn timeout(origin: &str, timeout: Duration) -> Self {
        let message = format!(
            "`{origin}` did not answer within {} ms; it may have carried the action out",
            timeout.as_millis()
        );
        Self::new(FailureCode::Timeout, message)
    }

    /// The request could not be sent, or its answer not be understood.
    pub(super) fn exchange(origin: &str, error: &legacy::Error, connect: Duration) -> Self {
        if !error.is_connect() {
            return Self::broken(origin, &root(error));
        }
        let reason = if timed_out(error) {
            format!("no connection within {} ms", connect.as_millis())
        } else {
            root(error)
        };
        let message = format!("cannot connect to `{origin}`: {reason}");
        let mut setback = Self::new(FailureCode::Unreachable, message);
        setback.again = Again::After(None);
        setback
    }

    /// The answer broke off, or is no HTTP.
    pub(super) fn broken(origin: &str, reason: &str) -> Self {
        let message = format!(
            "`{origin}` did not answer completely: {reason}; it may have carried the action out"
        );
        Self::new(FailureCode::InvalidResponse, message)
    }
}

/// What lies at the bottom of an error.
pub(super) fn root(error: &(dyn Error + 'static)) -> String {
    let mut root = error;
    while let Some(source) = root.source() {
        root = source;
    }
    // An I/O error does not name what it was made of as its source.
    while let Some(inner) = root
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref)
    {
        root = inner;
    }
    if let Some(rustls::Error::InvalidCertificate(error)) = root.downcast_ref() {
        return certificate(error).to_owned();
    }
    let text = root.to_string();
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_lowercase().chain(rest).collect(),
        None => text,
    }
}

/// Why a receiver's certificate is refused.
fn certificate(error: &rustls::CertificateError) -> &'static str {
    use rustls::CertificateError as E;
    match error {
        E::Expired | E::ExpiredContext { .. } => "its certificate has expired",
        E::NotValidYet | E::NotValidYetContext { .. } => "its certificate is not valid yet",
        E::NotValidForName | E::NotValidForNameContext { .. } => {
            "its certificate is for another name"
        }
        E::UnknownIssuer | E::BadSignature => {
            "its certificate is from an authority that is not trusted; `ca_file` can add it"
        }
        E::Revoked => "its certificate is revoked",
        _ => {
            "its certificate cannot be accepted; one that signs itself has to be issued by an \
             authority of its own, whose certificate goes into `ca_file`"
        }
    }
}

fn timed_out(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<tower::timeout::error::Elapsed>() {
            return true;
        }
        next = error.source();
    }
    false
}

/// `Retry-After`, in seconds or as a date.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(at.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-23T16:00:00Z".parse().unwrap();
        let wait = |text: &str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            retry_after(&headers, now).map(|wait| wait.as_secs())
        };
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Mon, 23 Nov 2026 16:00:07 GMT"), Some(7));
        assert_eq!(wait("Mon, 23 Nov 2026 15:00:00 GMT"), Some(0), "is over");
        assert_eq!(wait("18446744073709551615"), Some(u64::MAX));
        for nonsense in ["", "-1", "soon", "18446744073709551616"] {
            assert_eq!(wait(nonsense), None, "{nonsense}");
        }
    }

    /// Each row of the table in docs/providers.md.
    #[test]
    fn each_status_has_its_meaning() {
        for (status, code, again, alive, retryable) in [
            (101, FailureCode::InvalidResponse, false, false, true),
            (301, FailureCode::Redirected, false, true, false),
            (400, FailureCode::Rejected, false, true, false),
            (404, FailureCode::Rejected, false, true, false),
            (408, FailureCode::Rejected, false, true, true),
            (425, FailureCode::Rejected, false, true, true),
            (429, FailureCode::Rejected, true, true, true),
            (500, FailureCode::Error, false, false, true),
            (501, FailureCode::Error, false, false, true),
            (502, FailureCode::Error, true, false, true),
            (503, FailureCode::Error, true, false, true),
            (504, FailureCode::Error, true, false, true),
            (999, FailureCode::InvalidResponse, false, false, true),
        ] {
            let answered = StatusCode::from_u16(status).unwrap();
            let setback = Setback::status("x", answered, &HeaderMap::new(), Timestamp::MIN);
            let said = (
                setback.failure.code,
                setback.again != Again::No,
                setback.alive,
                setback.failure.retryable,
            );
            assert_eq!(said, (code, again, alive, retryable), "{status}");
        }
    }
}
