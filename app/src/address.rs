//! Addresses on this server.

use leptos_router::location::Url;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Serialize;
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

/// A rule in the list of rules.
pub fn rule(name: &str) -> String {
    format!("/rules#{}", encoded(name))
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
}
