//! Intents and records, written.

use super::batch::{Begin, Complete};
use super::bulk::{Bulk, Part, Script, Values};
use crate::sqlite::rows::signed;
use crate::{AuditDraft, Guard};

// `OR FAIL`: a conflict leaves the rows before it, and spares the database a journal of what each
// statement changes. The transaction is rolled back as a whole then.

static KEEP_INTENTS: Bulk = Bulk::new(&[Part::insert(
    "INSERT OR FAIL INTO intents (id, action_id, namespace, tenant, provider, action_type, verdict,
         matched_rule, caller, dispatched_at, plugins, details, remember, guard, guard_name,
         guard_seconds, guard_count) SELECT * FROM (VALUES",
    17,
)]);

static APPEND: Bulk = Bulk::new(&[
    Part::insert(
        "INSERT OR FAIL INTO records (sequence, id, action_id, namespace, tenant, provider, action_type,
             verdict, matched_rule, caller, dispatched_at, outcome, completed_at)
         SELECT * FROM (VALUES",
        13,
    ),
    Part::insert(
        "INSERT OR FAIL INTO bodies (sequence, plugins, details, outcome_details)
         SELECT * FROM (VALUES",
        4,
    ),
    Part::new("DELETE FROM intents WHERE id IN (VALUES", 1, ")"),
]);

static NOTE_PLUGINS: Bulk = Bulk::new(&[Part::insert(
    "INSERT OR FAIL INTO record_plugins (plugin, sequence) SELECT * FROM (VALUES",
    2,
)]);

/// What keeps the intents that were admitted.
pub(super) fn keep_intents(script: &mut Script, begins: &[&Begin]) -> Result<(), sqlx::Error> {
    script.extend(KEEP_INTENTS.statements(begins, |values, _, _, begin| {
        let intent = &begin.item;
        values.add(&begin.id.as_bytes()[..]);
        bind_draft(values, &intent.draft);
        values.add(plugins(&intent.draft));
        values.add(&*intent.draft.details);
        values.add(intent.remember.as_deref());
        let (guard, name, seconds, count) = match &intent.guard {
            Guard::None => (None, None, None, None),
            Guard::Deduplicate { key, ttl_seconds } => {
                (Some(DEDUPLICATE), Some(&**key), *ttl_seconds, None)
            }
            Guard::Throttle {
                rule,
                max_count,
                window_seconds,
            } => (
                Some(THROTTLE),
                Some(&**rule),
                Some(*window_seconds),
                Some(*max_count),
            ),
        };
        values.add(guard).add(name);
        values.add(seconds.map(signed)).add(count.map(signed));
    }))
}

/// What `intents.guard` says.
pub(super) const DEDUPLICATE: &str = "deduplicate";
pub(super) const THROTTLE: &str = "throttle";

/// What appends records, numbered from `sequence` on, and removes their intents.
pub(super) fn append(
    script: &mut Script,
    sequence: i64,
    completions: &[Complete],
) -> Result<(), sqlx::Error> {
    let numbered =
        |number: usize| sequence.saturating_add(i64::try_from(number).unwrap_or(i64::MAX));
    script.extend(
        APPEND.statements(completions, |values, part, number, complete| {
            let completion = &complete.item;
            match part {
                0 => {
                    values
                        .add(numbered(number))
                        .add(&complete.id.as_bytes()[..]);
                    bind_draft(values, &completion.draft);
                    values.add(completion.outcome.as_str());
                    values.add(completion.completed_at.as_microsecond());
                }
                1 => {
                    values.add(numbered(number)).add(plugins(&completion.draft));
                    values.add(&*completion.draft.details);
                    values.add(&*completion.outcome_details);
                }
                _ => {
                    values.add(&complete.id.as_bytes()[..]);
                }
            }
        }),
    )?;
    let asked: Vec<_> = (completions.iter().enumerate())
        .flat_map(|(number, complete)| {
            (complete.item.draft.plugins.iter()).map(move |plugin| (plugin, numbered(number)))
        })
        .collect();
    script.extend(
        NOTE_PLUGINS.statements(&asked, |values, _, _, (plugin, sequence)| {
            values.add(&***plugin).add(*sequence);
        }),
    )
}

fn bind_draft(values: &mut Values, draft: &AuditDraft) {
    values.add(&*draft.action_id);
    values.add(&*draft.namespace).add(&*draft.tenant);
    values.add(&*draft.provider).add(&*draft.action_type);
    values.add(draft.verdict.as_str());
    values.add(draft.matched_rule.as_deref());
    values.add(draft.caller.as_deref());
    values.add(draft.dispatched_at.as_microsecond());
}

/// The list as it is stored.
fn plugins(draft: &AuditDraft) -> Option<String> {
    (!draft.plugins.is_empty()).then(|| serde_json::json!(draft.plugins).to_string())
}
