//! Addresses on this server.

use leptos::prelude::{location, location_hash};
use leptos_router::location::Url;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
#[cfg(any(feature = "hydrate", test))]
use serde::Serialize;
#[cfg(any(feature = "hydrate", test))]
use serde_json::Value;

/// What stands for itself in every part of an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as one segment of a path, or as a value in a query.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// The reverse of [`encoded`]; what is no UTF-8 is replaced.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A path with the fields of `query` that are set.
#[cfg(any(feature = "hydrate", test))]
pub fn with_query<Q: Serialize>(path: &str, query: &Q) -> String {
    let mut address = path.to_owned();
    let Ok(Value::Object(fields)) = serde_json::to_value(query) else {
        return address;
    };
    let mut separator = if path.contains('?') { '&' } else { '?' };
    for (name, value) in fields {
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text,
            other => other.to_string(),
        };
        address.push(separator);
        address.push_str(&encoded(&name));
        address.push('=');
        address.push_str(&encoded(&text));
        separator = '&';
    }
    address
}

/// Where one signs in.
pub const SIGN_IN: &str = "/sign-in";

/// The address when it is a page of this server, else the first page: nobody may be led elsewhere by a
/// link to this server.
#[must_use]
pub fn local(address: &str) -> &str {
    let rooted = address.starts_with('/') && !address.starts_with("//");
    // Browsers take a backslash for a slash, and pass over tabs and line feeds.
    let plain = !address.chars().any(|c| c == '\\' || c.is_control());
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if rooted && plain && path != SIGN_IN {
        address
    } else {
        "/"
    }
}

/// Loads a page of this server anew.
pub fn open(address: &str) {
    // Fails only for an address that is not valid.
    let _ = location().assign(address);
}

/// The same with what stands behind the `#` here: it is not sent to the server, and the page that one
/// signs in for may need it.
pub fn open_with_fragment(address: &str) {
    match location_hash() {
        Some(fragment) if !fragment.is_empty() => open(&format!("{address}#{fragment}")),
        _ => open(address),
    }
}

/// Leads to where one signs in, and from there back to this page.
#[cfg(feature = "hydrate")]
pub fn open_sign_in() {
    let here = location();
    let (path, query) = (here.pathname(), here.search());
    let (path, query) = (path.unwrap_or_default(), query.unwrap_or_default());
    if path != SIGN_IN {
        let back = encoded(&format!("{path}{query}"));
        open_with_fragment(&format!("{SIGN_IN}?return={back}"));
    }
}

/// Where a decision is shown.
pub fn decision(record: &str) -> String {
    format!("/audit?record={}", encoded(record))
}

/// A page with its query.
pub fn of(url: &Url) -> String {
    match url.search() {
        "" => url.path().to_owned(),
        query => format!("{}?{query}", url.path()),
    }
}

/// A path with the pairs that have a value.
pub fn with_pairs(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let set = pairs.iter().filter(|(_, value)| !value.is_empty());
    for (index, (name, value)) in set.enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(&encoded(name));
        address.push('=');
        address.push_str(&encoded(value));
    }
    address
}

/// What the id of a rule's row starts with, so that no rule's name is the id of something else.
const RULE_ID: &str = "rule-";

/// A rule in the list of rules.
pub fn rule(name: &str) -> String {
    format!("/rules#{RULE_ID}{}", encoded(name))
}

/// The id of a rule's row in the list of rules.
pub fn rule_id(name: &str) -> String {
    format!("{RULE_ID}{name}")
}

/// The rule that the part of an address behind its `#` points at.
pub fn rule_of_hash(hash: &str) -> Option<String> {
    decoded(hash.trim_start_matches('#'))
        .strip_prefix(RULE_ID)
        .map(str::to_owned)
}

/// The page of a plugin.
pub fn plugin(name: &str) -> String {
    format!("/plugins/{}", encoded(name))
}

#[cfg(test)]
mod tests {
    use acteon_api_types::AuditQuery;

    use super::*;

    #[test]
    fn what_a_query_sets_is_in_the_address() {
        let query = AuditQuery {
            tenant: Some("a&b ä/c".to_owned()),
            limit: Some(20),
            ..AuditQuery::default()
        };
        assert_eq!(
            with_query("/v1/audit", &query),
            "/v1/audit?limit=20&tenant=a%26b%20%C3%A4%2Fc"
        );
        assert_eq!(with_query("/v1/audit", &AuditQuery::default()), "/v1/audit");
    }

    #[test]
    fn only_addresses_of_this_server_are_gone_back_to() {
        for same in [
            "/",
            "/plugins",
            "/plugins/a?sort=name&b=%2F%2Fc",
            "/sign-in-help",
            "/a//b",
            "/./",
        ] {
            assert_eq!(local(same), same);
        }
        for other in [
            "",
            "plugins",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "/a\\b",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/sign-in",
            "/sign-in?return=%2Fsign-in",
        ] {
            assert_eq!(local(other), "/", "{other:?}");
        }
    }
}
