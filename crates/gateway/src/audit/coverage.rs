//! Which kinds of actions the rules matched.

use std::collections::{BTreeMap, HashSet};

use acteon_api_types::{CoverageEntry, CoverageQuery, RuleCoverage};
use acteon_store::{AuditFilter, CoverageRow};

use super::query::{instant, scope};
use crate::auth::Caller;
use crate::{Gateway, GatewayError};

impl Gateway {
    /// Which combinations of namespace, tenant, provider and action type matched a rule, and which
    /// enabled rules matched none of the actions that the caller may see.
    ///
    /// # Errors
    /// An instant is malformed, no rules are loaded, or the store cannot be read.
    pub async fn coverage(
        &self,
        caller: &Caller,
        query: CoverageQuery,
    ) -> Result<RuleCoverage, GatewayError> {
        let rules = self.rules_in_force()?;
        let filter = AuditFilter {
            from: instant("from", query.from)?,
            to: instant("to", query.to)?,
            namespace: query.namespace,
            tenant: query.tenant,
            scope: scope(caller),
            ..AuditFilter::default()
        };
        let coverage = self.inner.store.coverage(&filter).await?;
        let matched: HashSet<&str> = (coverage.matched_rules.iter())
            .map(String::as_str)
            .collect();
        let unmatched_rules = (rules.set.rules().iter())
            .filter(|rule| rule.enabled() && !matched.contains(rule.name()))
            .map(|rule| rule.name().to_owned())
            .collect();
        let entries = entries(coverage.rows);
        let count = |of: fn(&CoverageEntry) -> bool| entries.iter().filter(|one| of(one)).count();
        Ok(RuleCoverage {
            scanned_from: filter.from,
            scanned_to: filter.to,
            total: coverage.records,
            truncated: coverage.truncated,
            unique_combinations: entries.len(),
            fully_covered: count(|entry| entry.uncovered == 0),
            partially_covered: count(|entry| entry.covered > 0 && entry.uncovered > 0),
            uncovered: count(|entry| entry.covered == 0),
            rules_loaded: rules.set.rules().len(),
            entries,
            unmatched_rules,
        })
    }
}

fn entries(rows: Vec<CoverageRow>) -> Vec<CoverageEntry> {
    let mut found: BTreeMap<[String; 4], CoverageEntry> = BTreeMap::new();
    for row in rows {
        let key = [
            row.namespace.clone(),
            row.tenant.clone(),
            row.provider.clone(),
            row.action_type.clone(),
        ];
        let entry = found.entry(key).or_insert_with(|| CoverageEntry {
            namespace: row.namespace,
            tenant: row.tenant,
            provider: row.provider,
            action_type: row.action_type,
            total: 0,
            covered: 0,
            uncovered: 0,
            matched_rules: Vec::new(),
        });
        entry.total += row.records;
        match row.matched_rule {
            Some(rule) => {
                entry.covered += row.records;
                entry.matched_rules.push(rule);
            }
            None => entry.uncovered += row.records,
        }
    }
    let mut entries: Vec<_> = found.into_values().collect();
    for entry in &mut entries {
        entry.matched_rules.sort_unstable();
        entry.matched_rules.dedup();
    }
    entries.sort_by_key(|entry| (entry.covered > 0, std::cmp::Reverse(entry.total)));
    entries
}
