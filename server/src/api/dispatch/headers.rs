//! What the headers of an answer say about a dispatch, since its body has exactly one key.

use acteon_api_types::VerdictKind;
use acteon_providers::header_text;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

const ACTION_ID: HeaderName = HeaderName::from_static("x-acteon-action-id");
const VERDICT: HeaderName = HeaderName::from_static("x-acteon-verdict");
const MESSAGE: HeaderName = HeaderName::from_static("x-acteon-message");
/// Longest message before it is encoded, in bytes.
const MAX_MESSAGE_BYTES: usize = 1024;
/// What is encoded of a message beside what is not ASCII: control characters, and the sign of the
/// encoding. Spaces stay, so that it can be read as it is.
const ENCODED: &AsciiSet = &CONTROLS.add(b'%');

/// Adds what the body does not say: id, verdict and message, percent-encoded.
pub(crate) fn dispatch_headers(
    headers: &mut HeaderMap,
    action_id: &str,
    verdict: Option<VerdictKind>,
    message: Option<&str>,
) {
    if let Ok(id) = HeaderValue::try_from(header_text(action_id)) {
        headers.insert(ACTION_ID, id);
    }
    if let Some(verdict) = verdict {
        headers.insert(VERDICT, HeaderValue::from_static(verdict.as_str()));
    }
    let message = message.map(|message| utf8_percent_encode(cut(message), ENCODED).to_string());
    if let Some(Ok(message)) = message.map(HeaderValue::try_from) {
        headers.insert(MESSAGE, message);
    }
}

/// The beginning of a message, cut between two characters.
fn cut(message: &str) -> &str {
    &message[..message.floor_char_boundary(MAX_MESSAGE_BYTES)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_and_encoded_so_that_it_can_be_read_again() {
        let mut headers = HeaderMap::new();
        let message = format!("{}é\r\nx-other: 100%", "a".repeat(1023));
        dispatch_headers(
            &mut headers,
            "1\n2",
            Some(VerdictKind::Deny),
            Some(&message),
        );
        assert_eq!(headers["x-acteon-action-id"], "1%0A2");
        assert_eq!(headers["x-acteon-verdict"], "deny");
        assert_eq!(headers["x-acteon-message"], "a".repeat(1023));
        dispatch_headers(&mut headers, "1", None, Some("é\r\n100%"));
        assert_eq!(headers["x-acteon-message"], "%C3%A9%0D%0A100%25");
    }
}
