//! Which records are asked for, as a condition.

use sqlx::QueryBuilder;
use sqlx::sqlite::Sqlite;

use crate::{AuditFilter, AuditScope};

/// Appends ` WHERE` and what the filter says.
pub(super) fn push_filter(query: &mut QueryBuilder<Sqlite>, filter: &AuditFilter) {
    query.push(" WHERE TRUE");
    let outcome = filter.outcome.map(|outcome| outcome.as_str());
    let verdict = filter.verdict.map(|verdict| verdict.as_str());
    for (column, value) in [
        ("namespace", filter.namespace.as_deref()),
        ("tenant", filter.tenant.as_deref()),
        ("provider", filter.provider.as_deref()),
        ("action_type", filter.action_type.as_deref()),
        ("matched_rule", filter.matched_rule.as_deref()),
        ("outcome", outcome),
        ("verdict", verdict),
    ] {
        if let Some(value) = value {
            query.push(format_args!(" AND {column} = "));
            query.push_bind(value);
        }
    }
    if let Some(plugin) = &filter.plugin {
        query.push(" AND sequence IN (SELECT sequence FROM record_plugins WHERE plugin = ");
        query.push_bind(plugin).push(")");
    }
    if let Some(from) = filter.from {
        query.push(" AND dispatched_at >= ");
        query.push_bind(from.as_microsecond());
    }
    if let Some(to) = filter.to {
        query.push(" AND dispatched_at < ");
        query.push_bind(to.as_microsecond());
    }
    push_scope(query, &filter.scope);
}

/// Appends what may be seen to a condition.
pub(super) fn push_scope(query: &mut QueryBuilder<Sqlite>, scope: &AuditScope) {
    for (column, allowed) in [("namespace", &scope.namespaces), ("tenant", &scope.tenants)] {
        if let Some(allowed) = allowed {
            query.push(format_args!(" AND {column} IN ("));
            let mut list = query.separated(", ");
            for name in allowed {
                list.push_bind(name);
            }
            query.push(")");
        }
    }
}
