//! Which plugins are listed and in which order. Kept in the address, so that a view can be shared
//! and works without JavaScript.

use std::cmp::Ordering;

use crate::query::Query;
use acteon_api_types::Plugin;
use leptos_router::location::Url;

use super::state::State;

/// The parameter of the address that holds the filter.
pub const FILTER: &str = "q";
/// The parameter of the address that holds the column.
pub const SORT: &str = "sort";
/// The parameter of the address that holds the direction.
pub const ORDER: &str = "order";
/// The value of [`ORDER`] for a falling order.
pub const DESCENDING: &str = "desc";

const PATH: &str = "/plugins";

/// A column of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The unique name.
    #[default]
    Name,
    /// What it is for.
    Description,
    /// Whether it can answer.
    Status,
    /// Invocations ever.
    Invocations,
    /// When it was invoked last.
    LastUsed,
    /// Memory limit.
    MemoryLimit,
    /// Timeout.
    Timeout,
}

impl Column {
    /// Every column, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Description,
        Self::Status,
        Self::Invocations,
        Self::LastUsed,
        Self::MemoryLimit,
        Self::Timeout,
    ];

    /// What stands above the column.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Description => "Description",
            Self::Status => "Status",
            Self::Invocations => "Invocations",
            Self::LastUsed => "Last used",
            Self::MemoryLimit => "Memory limit",
            Self::Timeout => "Timeout",
        }
    }

    /// The column's name in the address and in the stylesheet.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Status => "status",
            Self::Invocations => "invocations",
            Self::LastUsed => "last-used",
            Self::MemoryLimit => "memory-limit",
            Self::Timeout => "timeout",
        }
    }

    /// Whether the most is what people look for first.
    const fn starts_descending(self) -> bool {
        matches!(
            self,
            Self::Invocations | Self::LastUsed | Self::MemoryLimit | Self::Timeout
        )
    }

    fn compare(self, left: &Plugin, right: &Plugin) -> Ordering {
        match self {
            Self::Name => Ordering::Equal,
            Self::Description => left
                .description
                .as_deref()
                .map(str::to_lowercase)
                .cmp(&right.description.as_deref().map(str::to_lowercase)),
            Self::Status => State::of(left).cmp(&State::of(right)),
            Self::Invocations => left.invocation_count.cmp(&right.invocation_count),
            Self::LastUsed => left.last_invoked_at.cmp(&right.last_invoked_at),
            Self::MemoryLimit => left.memory_limit_bytes.cmp(&right.memory_limit_bytes),
            Self::Timeout => left.timeout_ms.cmp(&right.timeout_ms),
        }
    }
}

/// Filter and order of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Text that name or description must contain, whatever its case; empty for all plugins.
    pub filter: String,
    /// The column that decides the order; ties are in order of name.
    pub sort: Column,
    /// From large to small.
    pub descending: bool,
}

impl ListQuery {
    /// Reads the address. What it does not know, it ignores.
    pub fn from_params(params: &Query) -> Self {
        let sort = params.get_str(SORT).unwrap_or_default();
        Self {
            filter: params.get(FILTER).unwrap_or_default(),
            sort: Column::ALL
                .into_iter()
                .find(|column| column.key() == sort)
                .unwrap_or_default(),
            descending: params.get_str(ORDER) == Some(DESCENDING),
        }
    }

    /// The address of this view; what is the default is left out.
    pub fn href(&self) -> String {
        let mut pairs = Vec::new();
        if !self.filter.is_empty() {
            pairs.push(format!("{FILTER}={}", Url::escape(&self.filter)));
        }
        if self.sort != Column::default() {
            pairs.push(format!("{SORT}={}", self.sort.key()));
        }
        if self.descending {
            pairs.push(format!("{ORDER}={DESCENDING}"));
        }
        if pairs.is_empty() {
            PATH.to_owned()
        } else {
            format!("{PATH}?{}", pairs.join("&"))
        }
    }

    /// The view after a click on a column: the other direction, or the column's first one.
    pub fn sorted_by(&self, column: Column) -> Self {
        Self {
            filter: self.filter.clone(),
            sort: column,
            descending: if self.sort == column {
                !self.descending
            } else {
                column.starts_descending()
            },
        }
    }

    /// The plugins of this view, in its order.
    pub fn apply(&self, plugins: &[Plugin]) -> Vec<Plugin> {
        let filter = self.filter.trim().to_lowercase();
        let contains = |text: &str| text.to_lowercase().contains(&filter);
        let mut shown: Vec<Plugin> = plugins
            .iter()
            .filter(|plugin| {
                contains(&plugin.name) || plugin.description.as_deref().is_some_and(contains)
            })
            .cloned()
            .collect();
        shown.sort_by(|left, right| {
            let order = self.sort.compare(left, right);
            let order = if self.descending {
                order.reverse()
            } else {
                order
            };
            let by_name = left.name.to_lowercase().cmp(&right.name.to_lowercase());
            let name_falls = self.descending && self.sort == Column::Name;
            order.then(if name_falls {
                by_name.reverse()
            } else {
                by_name
            })
        });
        shown
    }
}

#[cfg(test)]
mod tests {
    use acteon_api_types::Timestamp;
    use acteon_api_types::{OriginCounts, PluginConfig, PluginSource, PluginStatus};

    use super::*;

    fn plugin(name: &str, change: impl FnOnce(&mut Plugin)) -> Plugin {
        let mut plugin = Plugin {
            name: name.to_owned(),
            description: None,
            enabled: true,
            status: PluginStatus::Active,
            memory_limit_bytes: 1 << 24,
            timeout_ms: 100,
            config: PluginConfig {
                memory_limit_bytes: 1 << 24,
                timeout_ms: 100,
            },
            invocation_count: 0,
            invocations_by_origin: OriginCounts::default(),
            error_count: 0,
            last_invoked_at: None,
            registered_at: Timestamp::UNIX_EPOCH,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            source: PluginSource::Upload,
            revision: 1,
            last_error: None,
            latency: None,
        };
        change(&mut plugin);
        plugin
    }

    fn sample() -> Vec<Plugin> {
        vec![
            plugin("beta", |p| {
                p.invocation_count = 10;
                p.status = PluginStatus::Disabled;
            }),
            plugin("Alpha", |p| {
                p.description = Some("Scores PAYMENTS".to_owned());
                p.invocation_count = 2;
                p.timeout_ms = 250;
            }),
            plugin("gamma", |p| {
                p.invocation_count = 10;
                p.status = PluginStatus::Failed;
                p.last_invoked_at = Some(Timestamp::UNIX_EPOCH);
            }),
        ]
    }

    fn names(query: &ListQuery) -> Vec<String> {
        query
            .apply(&sample())
            .into_iter()
            .map(|plugin| plugin.name)
            .collect()
    }

    fn sorted(sort: Column, descending: bool) -> Vec<String> {
        names(&ListQuery {
            sort,
            descending,
            ..ListQuery::default()
        })
    }

    #[test]
    fn names_sort_whatever_their_case() {
        assert_eq!(sorted(Column::Name, false), ["Alpha", "beta", "gamma"]);
        assert_eq!(sorted(Column::Name, true), ["gamma", "beta", "Alpha"]);
    }

    #[test]
    fn ties_are_in_order_of_name_in_both_directions() {
        assert_eq!(
            sorted(Column::Invocations, false),
            ["Alpha", "beta", "gamma"]
        );
        assert_eq!(
            sorted(Column::Invocations, true),
            ["beta", "gamma", "Alpha"]
        );
    }

    #[test]
    fn what_needs_attention_sorts_first_and_never_used_last() {
        assert_eq!(sorted(Column::Status, false), ["gamma", "Alpha", "beta"]);
        assert_eq!(sorted(Column::LastUsed, true), ["gamma", "Alpha", "beta"]);
    }

    #[test]
    fn the_filter_looks_at_name_and_description_whatever_the_case() {
        for (filter, expected) in [
            ("", vec!["Alpha", "beta", "gamma"]),
            (" payments ", vec!["Alpha"]),
            ("ETA", vec!["beta"]),
            ("a", vec!["Alpha", "beta", "gamma"]),
            ("nothing", vec![]),
        ] {
            let query = ListQuery {
                filter: filter.to_owned(),
                ..ListQuery::default()
            };
            assert_eq!(names(&query), expected, "{filter:?}");
        }
    }

    #[test]
    fn the_address_survives_the_round_trip() {
        for query in [
            ListQuery::default(),
            ListQuery {
                filter: "a&b=c d/ü?#".to_owned(),
                sort: Column::LastUsed,
                descending: true,
            },
        ] {
            let href = query.href();
            let params = href
                .split_once('?')
                .map(|(_, search)| {
                    search
                        .split('&')
                        .filter_map(|pair| pair.split_once('='))
                        .map(|(name, value)| (name.to_owned(), Url::unescape(value)))
                        .collect::<Query>()
                })
                .unwrap_or_default();
            assert_eq!(ListQuery::from_params(&params), query, "{href}");
        }
        assert_eq!(ListQuery::default().href(), "/plugins");
    }

    #[test]
    fn an_address_with_nonsense_shows_the_default() {
        let params: Query = [("sort", "colour"), ("order", "up")]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(ListQuery::from_params(&params), ListQuery::default());
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let first = ListQuery::default().sorted_by(Column::Invocations);
        assert!(first.descending);
        assert!(!first.sorted_by(Column::Invocations).descending);
        assert!(ListQuery::default().sorted_by(Column::Name).descending);
        assert!(!first.sorted_by(Column::Status).descending);
    }
}
