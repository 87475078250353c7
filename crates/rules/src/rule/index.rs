//! Which rules can match an action, found without looking at the others.

use std::collections::HashMap;
use std::sync::Arc;

use acteon_core::Action;

use super::Rule;
use crate::condition::Field;

/// A number of lists of rules, of which those that an action selects hold every rule whose
/// requirement it meets.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// By [`Field`]: the rules that need a value in it, in order.
    by_value: [HashMap<Arc<str>, Vec<usize>>; Field::ALL.len()],
    /// The rules that need no value in any field, in order.
    rest: Vec<usize>,
}

impl Index {
    /// An index of the rules that `wanted` accepts.
    ///
    /// A rule stands in the lists of one field only. Where it needs values in several, that is the
    /// field whose lists are the shortest.
    pub fn new(rules: &[Rule], wanted: impl Fn(&Rule) -> bool) -> Self {
        let needs: Vec<(usize, Needs<'_>)> = (rules.iter().enumerate())
            .filter(|(_, rule)| wanted(rule))
            .map(|(position, rule)| (position, needs(rule)))
            .collect();
        let mut lengths: [HashMap<&str, usize>; Field::ALL.len()] = Default::default();
        for (_, needs) in &needs {
            for (lengths, values) in lengths.iter_mut().zip(needs) {
                for value in values.iter().flatten() {
                    *lengths.entry(value).or_default() += 1;
                }
            }
        }
        let mut index = Self::default();
        for (position, needs) in needs {
            let shortest = (index.by_value.iter_mut().zip(&lengths).zip(needs))
                .filter_map(|((lists, lengths), values)| Some((lists, lengths, values?)))
                .min_by_key(|(_, lengths, values)| {
                    let length = |value: &&str| lengths.get(value).copied().unwrap_or_default();
                    values.iter().map(length).fold(0, usize::saturating_add)
                });
            match shortest {
                Some((lists, _, values)) => {
                    for value in values {
                        match lists.get_mut(value) {
                            Some(list) => list.push(position),
                            None => {
                                lists.insert(value.into(), vec![position]);
                            }
                        }
                    }
                }
                None => index.rest.push(position),
            }
        }
        index
    }

    /// No index: each of so many rules is a candidate for every action.
    pub fn none(rules: usize) -> Self {
        Self {
            rest: (0..rules).collect(),
            ..Self::default()
        }
    }

    /// The same without the rules that `keep` does not accept.
    pub fn filtered(&self, keep: impl Fn(usize) -> bool) -> Self {
        let mut index = self.clone();
        for lists in &mut index.by_value {
            lists.retain(|_, list| {
                list.retain(|position| keep(*position));
                !list.is_empty()
            });
        }
        index.rest.retain(|position| keep(*position));
        index
    }

    /// The rules that can match `action`, in order, each once.
    pub fn candidates(&self, action: &Action) -> Candidates<'_> {
        let lists = Field::ALL.map(|field| {
            self.by_value
                .get(field as usize)
                .and_then(|lists| lists.get(field.get(action)))
                .map_or(&[][..], Vec::as_slice)
        });
        let [first, second, third, fourth] = lists;
        Candidates {
            lists: [first, second, third, fourth, &self.rest],
        }
    }
}

/// By [`Field`]: the values of which it has to have one, if it does.
type Needs<'r> = [Option<Vec<&'r str>>; Field::ALL.len()];

fn needs(rule: &Rule) -> Needs<'_> {
    let requirement = rule.condition().requirement();
    Field::ALL.map(|field| requirement.and_then(|requirement| requirement.values(field)))
}

/// Merges lists that have no rule in common.
#[derive(Clone, Debug)]
pub struct Candidates<'i> {
    lists: [&'i [usize]; Field::ALL.len() + 1],
}

impl Iterator for Candidates<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let next = self
            .lists
            .iter_mut()
            .filter(|list| !list.is_empty())
            .min_by_key(|list| list.first().copied())?;
        let (first, rest) = next.split_first()?;
        *next = rest;
        Some(*first)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use serde_json::json;

    use super::*;
    use crate::{LoadOptions, RuleFile, load};

    /// How many rules are looked at for an action of type, provider, tenant and namespace `1`.
    fn looked_at(condition: impl Fn(usize) -> serde_json::Value) -> usize {
        let rules: Vec<_> = (0..500)
            .map(|n| json!({"name": format!("r{n}"), "action": "deny", "condition": condition(n)}))
            .collect();
        let file = RuleFile {
            path: "rules.yaml".to_owned(),
            text: json!({"rules": rules}).to_string(),
        };
        let options = LoadOptions {
            default_timezone: TimeZone::UTC,
        };
        let set = load(&[file], &options).unwrap();
        let action = Action {
            namespace: "1".to_owned(),
            tenant: "1".to_owned(),
            provider: "1".to_owned(),
            action_type: "1".to_owned(),
            ..Action::default()
        };
        let index = Index::new(set.rules(), |_| true);
        let candidates: Vec<usize> = index.candidates(&action).collect();
        assert!(candidates.is_sorted_by(|left, right| left < right));
        candidates.len()
    }

    #[test]
    fn a_rule_is_looked_at_for_the_values_it_needs() {
        let n = |n: usize| n.to_string();
        assert_eq!(looked_at(|i| json!({"field": "tenant", "eq": n(i)})), 1);
        assert_eq!(
            looked_at(|i| json!(format!("action_type == '{i}' && payload.x == 1"))),
            1
        );
        assert_eq!(
            looked_at(|i| json!({"field": "namespace", "in": [n(i), n(i + 1), n(i)]})),
            2
        );
        assert_eq!(
            looked_at(|i| json!(format!("tenant == '{i}' || '{}' == tenant", i + 1))),
            2
        );
        assert_eq!(looked_at(|i| json!({"field": "tenant", "eq": i})), 0);
        assert_eq!(looked_at(|i| json!({"field": "tenant", "ne": n(i)})), 500);
        assert_eq!(
            looked_at(|i| json!(format!("tenant == '{i}' || payload.x == 1"))),
            500
        );
    }

    #[test]
    fn of_several_fields_the_one_that_tells_most_counts() {
        for (common, distinct) in [
            ("provider", "action_type"),
            ("action_type", "tenant"),
            ("tenant", "namespace"),
        ] {
            let both = |n: usize| {
                json!({"all": [
                    {"field": common, "eq": "1"},
                    {"field": distinct, "eq": n.to_string()},
                ]})
            };
            assert_eq!(looked_at(both), 1, "{distinct}");
        }
    }
}
