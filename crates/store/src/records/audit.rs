//! Records of dispatched actions, and how they are asked for.

use acteon_core::{Outcome, VerdictKind};
use jiff::Timestamp;

/// What a record says about an action that is known once its verdict is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditDraft {
    /// The record's own id, a UUID as text; two drafts with one id are one record.
    pub id: String,
    /// The action's id. Several records may have the same.
    pub action_id: String,
    /// The action's namespace.
    pub namespace: String,
    /// The action's tenant.
    pub tenant: String,
    /// The provider that the action named.
    pub provider: String,
    /// The action's type.
    pub action_type: String,
    /// What the rules decided.
    pub verdict: VerdictKind,
    /// The rule that decided; none when none matched.
    pub matched_rule: Option<String>,
    /// The plugins that were asked, each once.
    pub plugins: Vec<String>,
    /// Who dispatched it.
    pub caller: Option<String>,
    /// When it was dispatched, stored to the microsecond.
    pub dispatched_at: Timestamp,
    /// Everything else, in the caller's words: the store neither reads nor changes it.
    pub details: String,
}

/// A record as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its place: a later record has a higher number, and no number is given twice.
    pub sequence: u64,
    /// The record's own id, a UUID in lower case with hyphens.
    pub id: String,
    /// The action's id.
    pub action_id: String,
    /// The action's namespace.
    pub namespace: String,
    /// The action's tenant.
    pub tenant: String,
    /// The provider that the action named.
    pub provider: String,
    /// The action's type.
    pub action_type: String,
    /// What the rules decided.
    pub verdict: VerdictKind,
    /// The rule that decided.
    pub matched_rule: Option<String>,
    /// The plugins that were asked.
    pub plugins: Vec<String>,
    /// Who dispatched it.
    pub caller: Option<String>,
    /// When it was dispatched, to the microsecond.
    pub dispatched_at: Timestamp,
    /// What the draft's `details` said when it was completed.
    pub details: String,
    /// What became of it.
    pub outcome: Outcome,
    /// More on the outcome, in the caller's words.
    pub outcome_details: String,
    /// When that was known, to the microsecond.
    pub completed_at: Timestamp,
}

/// What a caller may see. Without a list everything, with an empty one nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditScope {
    /// Namespaces whose records may be seen.
    pub namespaces: Option<Vec<String>>,
    /// Tenants whose records may be seen.
    pub tenants: Option<Vec<String>>,
}

/// Which records are asked for: those for which everything that is set holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of this namespace.
    pub namespace: Option<String>,
    /// Of this tenant.
    pub tenant: Option<String>,
    /// That named this provider.
    pub provider: Option<String>,
    /// Of this action type.
    pub action_type: Option<String>,
    /// With this outcome.
    pub outcome: Option<Outcome>,
    /// With this verdict.
    pub verdict: Option<VerdictKind>,
    /// That this rule decided.
    pub matched_rule: Option<String>,
    /// For which this plugin was asked.
    pub plugin: Option<String>,
    /// Dispatched at this instant or later.
    pub from: Option<Timestamp>,
    /// Dispatched before this instant.
    pub to: Option<Timestamp>,
    /// That may be seen.
    pub scope: AuditScope,
}

/// Which part of the matching records is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditPageRequest {
    /// At most so many; values outside of 1 to [`MAX_AUDIT_PAGE`](crate::MAX_AUDIT_PAGE) count as
    /// the nearer end.
    pub limit: u32,
    /// After passing over so many.
    pub offset: u64,
    /// Of those with a lower sequence than this.
    pub before: Option<u64>,
}

/// Matching records, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    /// The records. Fewer than asked for when together they would be very large: whether more follow
    /// says `next`.
    pub entries: Vec<AuditEntry>,
    /// How many match, wherever the page begins; exact up to
    /// [`EXACT_AUDIT_TOTAL`](crate::EXACT_AUDIT_TOTAL).
    pub total: u64,
    /// Whether more match than `total` says.
    pub total_is_lower_bound: bool,
    /// What to pass as `before` for the records after these; none after the last.
    pub next: Option<u64>,
}

/// What the rules met, of the matching records at one instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The most frequent combinations, most frequent first; at most
    /// [`MAX_COVERAGE_ROWS`](crate::MAX_COVERAGE_ROWS).
    pub rows: Vec<CoverageRow>,
    /// Every rule that decided one of the records, also those of combinations that are left out.
    pub matched_rules: Vec<String>,
    /// How many records match, also those of combinations that are left out.
    pub records: u64,
    /// Whether combinations are left out.
    pub truncated: bool,
}

/// How many records a combination has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// The actions' namespace.
    pub namespace: String,
    /// The actions' tenant.
    pub tenant: String,
    /// The provider that they named.
    pub provider: String,
    /// Their type.
    pub action_type: String,
    /// The rule that decided; none when none matched.
    pub matched_rule: Option<String>,
    /// How many there are.
    pub records: u64,
}
