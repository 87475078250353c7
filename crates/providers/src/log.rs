//! The provider that writes actions to the log.

use std::io;

use serde::Serialize;
use serde_json::json;

use crate::{Delivery, ProviderResponse};

/// Most of a payload that the log shows, in bytes of JSON.
const MAX_PAYLOAD_BYTES: usize = 4096;

/// Writes the action to the log, and says whether the log takes it: its level may be higher.
pub(crate) fn deliver(delivery: &Delivery) -> ProviderResponse {
    let logged = tracing::enabled!(tracing::Level::INFO);
    let payload = match &delivery.log_payload {
        Some(shown) => bounded(shown),
        None => bounded(&delivery.payload),
    };
    tracing::info!(
        event = "provider.logged",
        provider = delivery.provider,
        action_id = delivery.action_id,
        namespace = delivery.namespace,
        tenant = delivery.tenant,
        action_type = delivery.action_type,
        payload,
        "action"
    );
    ProviderResponse {
        body: json!({ "provider": delivery.provider, "logged": logged }),
        headers: std::collections::BTreeMap::new(),
    }
}

/// The first bytes of a value's JSON; an ellipsis says that there are more.
fn bounded(value: &impl Serialize) -> String {
    let mut head = Head(Vec::new());
    let complete = serde_json::to_writer(&mut head, value).is_ok();
    let mut text = match String::from_utf8(head.0) {
        Ok(text) => text,
        // Cut within a character.
        Err(error) => {
            let whole = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(whole);
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    if !complete {
        text.push('…');
    }
    text
}

/// Keeps what fits, then refuses more, which ends the serialisation.
struct Head(Vec<u8>);

impl io::Write for Head {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = MAX_PAYLOAD_BYTES - self.0.len();
        let fits = bytes.len().min(room);
        self.0.extend_from_slice(&bytes[..fits]);
        // 0 is an error to whoever wanted to write more.
        Ok(fits)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_is_shown_up_to_the_bound() {
        assert_eq!(bounded(&json!({ "to": "ü" })), r#"{"to":"ü"}"#);
        for shift in 0..2 {
            let text = format!("{}{}", "x".repeat(shift), "ü".repeat(MAX_PAYLOAD_BYTES));
            let shown = bounded(&json!(text));
            let kept = shown.strip_suffix('…').unwrap();
            assert!(kept.ends_with('ü'), "a character was cut");
            assert!((MAX_PAYLOAD_BYTES - 1..=MAX_PAYLOAD_BYTES).contains(&kept.len()));
        }
    }
}
