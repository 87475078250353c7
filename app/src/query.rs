//! The query of the page's address.
//!
//! The router has a map of it, too, but decodes each value twice: `100%25` is not what it was there.

use leptos_router::hooks::use_url;

use crate::prelude::*;

/// Names and values, in the order of the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads what stands behind the `?` of an address.
    pub fn parse(text: &str) -> Self {
        form_urlencoded::parse(text.trim_start_matches('?').as_bytes())
            .into_owned()
            .collect()
    }

    /// The value of a name: the last, when there are several.
    pub fn get_str(&self, name: &str) -> Option<&str> {
        let named = self.0.iter().rev().find(|(other, _)| other == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The same, for whoever keeps it.
    pub fn get(&self, name: &str) -> Option<String> {
        self.get_str(name).map(str::to_owned)
    }
}

impl FromIterator<(String, String)> for Query {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// That of the page which is shown.
pub fn use_query() -> Memo<Query> {
    let url = use_url();
    Memo::new(move |_| url.with(|url| Query::parse(url.search())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_decoded_once() {
        let query = Query::parse("?q=100%2525&name=a+b%26c&empty=&name=last");
        assert_eq!(query.get_str("q"), Some("100%25"));
        assert_eq!(query.get_str("name"), Some("last"));
        assert_eq!(query.get_str("empty"), Some(""));
        assert_eq!(query.get_str("none"), None);
        assert_eq!(
            Query::parse("name=a+b%26c").get("name").as_deref(),
            Some("a b&c")
        );
    }
}
