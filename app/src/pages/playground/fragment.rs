//! What a link carries: everything that is filled in, in the part of the address that no browser
//! sends to a server.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::inputs::Inputs;

const PREFIX: &str = "s=";
/// Longest fragment that is written or read, in characters.
const MAX_LENGTH: usize = 200_000;

/// Why there is no link, or a link restores nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FragmentError {
    /// Longer than a link may be.
    #[error("this is too much for a link: it would have more than 200,000 characters")]
    TooLong,
    /// Not from this page, or cut short on the way.
    #[error("the link is damaged: what it carries cannot be read; ask for it again")]
    Damaged,
}

/// The fragment of a link, without the `#`.
///
/// # Errors
/// It would be too long.
pub fn write(inputs: &Inputs) -> Result<String, FragmentError> {
    let json = serde_json::to_string(inputs).map_err(|_| FragmentError::TooLong)?;
    let fragment = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(json));
    if fragment.len() > MAX_LENGTH {
        return Err(FragmentError::TooLong);
    }
    Ok(fragment)
}

/// What a fragment carries, with or without the `#`; none when it is no such fragment.
///
/// # Errors
/// It is too long or cannot be read.
pub fn read(fragment: &str) -> Result<Option<Inputs>, FragmentError> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let Some(carried) = fragment.strip_prefix(PREFIX) else {
        return Ok(None);
    };
    if fragment.len() > MAX_LENGTH {
        return Err(FragmentError::TooLong);
    }
    let json = URL_SAFE_NO_PAD
        .decode(carried)
        .map_err(|_| FragmentError::Damaged)?;
    let json = String::from_utf8(json).map_err(|_| FragmentError::Damaged)?;
    serde_json::from_str(&json)
        .map(Some)
        .map_err(|_| FragmentError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::playground::inputs::DraftUse;

    #[test]
    fn a_link_restores_everything() {
        let inputs = Inputs {
            namespace: "payments".to_owned(),
            payload: "{\"text\": \"ä \u{1f600} <b>&#\"}".to_owned(),
            rules: "rules:\n  - name: x\n".to_owned(),
            draft_use: DraftUse::Instead,
            evaluate_all: true,
            ..Inputs::default()
        };
        let fragment = write(&inputs).unwrap();
        assert!(
            fragment
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_=".contains(&b)),
            "{fragment}"
        );
        assert_eq!(read(&fragment), Ok(Some(inputs.clone())));
        assert_eq!(read(&format!("#{fragment}")), Ok(Some(inputs)));
    }

    #[test]
    fn links_of_other_kinds_carry_nothing() {
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("#main"), Ok(None));
    }

    #[test]
    fn what_is_missing_in_a_link_is_empty() {
        let fragment = format!(
            "s={}",
            URL_SAFE_NO_PAD.encode(r#"{"tenant":"a","later":1}"#)
        );
        let read = read(&fragment).unwrap().unwrap();
        assert_eq!(read.tenant, "a");
        assert_eq!(read.payload, "");
    }

    #[test]
    fn a_damaged_link_is_refused() {
        let wrong_kind = URL_SAFE_NO_PAD.encode(r#"{"tenant":1}"#);
        let no_text = URL_SAFE_NO_PAD.encode([0xff, 0xfe]);
        let cut = URL_SAFE_NO_PAD.encode(r#"{"tenant":"a"#);
        for carried in ["%", "!!!", "e", "", &wrong_kind, &no_text, &cut] {
            assert_eq!(
                read(&format!("s={carried}")),
                Err(FragmentError::Damaged),
                "{carried}"
            );
        }
    }

    #[test]
    fn neither_writes_nor_reads_more_than_its_bound() {
        let inputs = Inputs {
            payload: "x".repeat(MAX_LENGTH),
            ..Inputs::default()
        };
        assert_eq!(write(&inputs), Err(FragmentError::TooLong));
        let long = format!("s={}", "A".repeat(MAX_LENGTH));
        assert_eq!(read(&long), Err(FragmentError::TooLong));
    }
}
