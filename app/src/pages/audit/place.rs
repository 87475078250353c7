//! Which records are on the screen. Kept in the address, so that a view can be shared and works
//! without JavaScript.

use crate::query::Query;
use acteon_api_types::{AuditQuery, Outcome, VerdictKind};
use serde_json::{Map, Value};

use crate::address::with_pairs;
use crate::components::{Choice, FilterField};

/// The path of the page.
pub const PATH: &str = "/audit";
/// The parameter of the address that holds the view.
pub const TAB: &str = "tab";
/// The value of [`TAB`] for the changes.
pub const CHANGES: &str = "changes";
/// The parameter of the address that holds the page.
const CURSOR: &str = "cursor";
/// The parameter of the address that holds the record that is open.
const RECORD: &str = "record";

/// The filters; their names are those of the REST API.
pub const FILTERS: &[FilterField] = &[
    filter("verdict", "Verdict", Choice::OneOf(verdicts), true),
    filter("outcome", "Outcome", Choice::OneOf(outcomes), true),
    filter("matched_rule", "Rule", Choice::Text, true),
    filter("plugin", "Plugin", Choice::Text, true),
    filter("tenant", "Tenant", Choice::Text, true),
    filter("action_type", "Action type", Choice::Text, true),
    filter("namespace", "Namespace", Choice::Text, false),
    filter("provider", "Provider", Choice::Text, false),
    filter("from", "From", Choice::Instant, false),
    filter("to", "To", Choice::Instant, false),
];

const fn filter(
    name: &'static str,
    label: &'static str,
    choice: Choice,
    first: bool,
) -> FilterField {
    FilterField {
        name,
        label,
        choice,
        first,
    }
}

fn verdicts() -> Vec<&'static str> {
    VerdictKind::ALL.map(VerdictKind::as_str).to_vec()
}

fn outcomes() -> Vec<&'static str> {
    Outcome::ALL.map(Outcome::as_str).to_vec()
}

/// The values of the filters in the address, in the order of [`FILTERS`]; empty for none.
pub fn filters(params: &Query) -> Vec<String> {
    (FILTERS.iter())
        .map(|field| params.get(field.name).unwrap_or_default())
        .collect()
}

/// The record that is open; empty when none is.
pub fn open_record(params: &Query) -> String {
    params.get(RECORD).unwrap_or_default()
}

/// A page of the records that the filters let through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The filters, in the order of [`FILTERS`].
    pub filters: Vec<String>,
    /// Where the page starts; empty for the newest.
    pub cursor: String,
}

impl Place {
    /// Reads the address.
    pub fn from_params(params: &Query) -> Self {
        Self {
            filters: filters(params),
            cursor: params.get(CURSOR).unwrap_or_default(),
        }
    }

    /// Whether a filter is in force.
    pub fn narrowed(&self) -> bool {
        self.filters.iter().any(|value| !value.is_empty())
    }

    /// What is asked of the server.
    pub fn query(&self) -> AuditQuery {
        let mut query: Map<String, Value> = (FILTERS.iter().zip(&self.filters))
            .map(|(field, value)| (field.name.to_owned(), Value::from(value.as_str())))
            .collect();
        query.insert(CURSOR.to_owned(), Value::from(self.cursor.as_str()));
        // Every field is a text, and the names are those of the query.
        serde_json::from_value(Value::Object(query)).unwrap_or_default()
    }

    /// Its address, with a record open unless `record` is empty.
    pub fn href(&self, record: &str) -> String {
        let mut pairs: Vec<(&str, &str)> = (FILTERS.iter().zip(&self.filters))
            .map(|(field, value)| (field.name, value.as_str()))
            .collect();
        pairs.push((CURSOR, &self.cursor));
        pairs.push((RECORD, record));
        with_pairs(PATH, &pairs)
    }

    /// Another page of the same records; empty for the newest.
    pub fn page(&self, cursor: &str) -> Self {
        Self {
            filters: self.filters.clone(),
            cursor: cursor.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos_router::location::Url;

    use super::*;

    fn params(address: &str) -> Query {
        address
            .split_once('?')
            .map(|(_, search)| search)
            .unwrap_or_default()
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), Url::unescape(value)))
            .collect()
    }

    #[test]
    fn every_filter_reaches_the_server() {
        let mut expected = AuditQuery {
            namespace: Some("a".to_owned()),
            tenant: Some("b&c=ü +".to_owned()),
            provider: Some("d".to_owned()),
            action_type: Some("e".to_owned()),
            outcome: Some("failed".to_owned()),
            verdict: Some("deny".to_owned()),
            matched_rule: Some("f".to_owned()),
            plugin: Some("g".to_owned()),
            from: Some("2026-03-01T12:00:00+01:00".to_owned()),
            to: Some("h".to_owned()),
            ..AuditQuery::default()
        };
        let address = crate::address::with_query(PATH, &expected);
        let place = Place::from_params(&params(&address));
        assert_eq!(place.query(), expected);
        assert!(place.narrowed());
        expected.cursor = Some("17".to_owned());
        assert_eq!(place.page("17").query(), expected);
        assert_eq!(
            Place::from_params(&params(&place.page("17").href("x"))),
            place.page("17")
        );
    }

    #[test]
    fn the_address_without_anything_is_the_page() {
        let place = Place::from_params(&params("/audit?colour=red"));
        assert_eq!(place.href(""), "/audit");
        assert_eq!(place.href("a b"), "/audit?record=a%20b");
        assert_eq!(place.query(), AuditQuery::default());
        assert!(!place.narrowed());
        assert_eq!(open_record(&params("/audit?record=a%20b")), "a b");
    }
}
