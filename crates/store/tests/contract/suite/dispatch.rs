//! The contract of dispatching. A backend runs it with `dispatch_tests!`.

pub mod audit;
pub mod guards;
pub mod intents;
pub mod pages;
pub mod prune;

use acteon_core::{Outcome, VerdictKind};
use acteon_store::{
    Admission, AuditDraft, AuditFilter, AuditPageRequest, Completion, DispatchStore, Guard, Intent,
    KeyEnd, Retention,
};
use jiff::{Timestamp, ToSpan};

/// Runs every case of the contract as a test of its own, each on a place of its own.
macro_rules! dispatch_tests {
    ($backend:expr) => {
        $crate::suite::dispatch::dispatch_tests!(@cases $backend;
            intents::are_kept_until_they_are_completed,
            intents::an_action_that_was_not_begun_can_be_completed,
            intents::completing_again_changes_nothing,
            intents::a_refused_operation_harms_no_other,
            guards::a_key_admits_one_at_a_time,
            guards::a_kept_key_counts_for_its_time,
            guards::a_released_key_was_seen_when_it_was_seen_before,
            guards::a_reservation_belongs_to_its_intent,
            guards::a_window_admits_so_many,
            guards::state_is_per_namespace_and_tenant,
            guards::state_survives_reopening,
            guards::of_many_callers_one_gets_the_key,
            guards::of_many_callers_the_window_admits_its_count,
            guards::mixed_operations_at_once,
            audit::a_record_reads_back,
            audit::filters_select,
            audit::scopes_hide,
            audit::a_record_is_found_by_its_action_and_by_itself,
            audit::coverage_counts_combinations,
            audit::coverage_counts_what_it_does_not_list,
            pages::a_cursor_is_stable_under_inserts,
            pages::offset_and_limit_are_bounded,
            pages::many_are_counted_up_to_a_bound,
            pages::very_large_records_make_short_pages,
            prune::removes_by_age,
            prune::removes_by_count,
            prune::removes_state_that_is_over,
        );
    };
    (@cases $backend:expr; $($group:ident::$case:ident,)+) => {
        mod dispatch_contract {
            use super::*;
            $(
                #[tokio::test]
                async fn $case() {
                    $crate::suite::dispatch::$group::$case(&$backend).await;
                }
            )+
        }
    };
}
pub(crate) use dispatch_tests;

/// The id of the record with this number.
pub fn record_id(number: u32) -> String {
    format!("01890000-0000-7000-8000-0000{number:08x}")
}

/// An instant so many seconds after the first.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_750_000_020 + seconds).unwrap()
}

/// A record of an action by its number, dispatched at that second.
pub fn draft(number: u32) -> AuditDraft {
    AuditDraft {
        id: record_id(number),
        action_id: format!("action {number}"),
        namespace: "shop".to_owned(),
        tenant: "acme".to_owned(),
        provider: "email".to_owned(),
        action_type: "receipt".to_owned(),
        verdict: VerdictKind::Allow,
        matched_rule: None,
        plugins: Vec::new(),
        caller: None,
        dispatched_at: at(i64::from(number)),
        details: format!("{{\"number\":{number}}}"),
    }
}

pub fn completion(number: u32) -> Completion {
    Completion {
        draft: draft(number),
        outcome: Outcome::Executed,
        outcome_details: "{}".to_owned(),
        completed_at: at(i64::from(number)) + 5.milliseconds(),
        key: KeyEnd::None,
    }
}

pub fn intent(number: u32, guard: Guard) -> Intent {
    Intent {
        draft: draft(number),
        guard,
        remember: None,
    }
}

/// As [`intent`], dispatched at another second.
pub fn intent_at(number: u32, seconds: i64, guard: Guard) -> Intent {
    let mut intent = intent(number, guard);
    intent.draft.dispatched_at = at(seconds);
    intent
}

pub fn deduplicate(key: &str, ttl_seconds: Option<u64>) -> Guard {
    Guard::Deduplicate {
        key: key.to_owned(),
        ttl_seconds,
    }
}

/// Per minute.
pub fn throttle(rule: &str, max_count: u64) -> Guard {
    Guard::Throttle {
        rule: rule.to_owned(),
        max_count,
        window_seconds: 60,
    }
}

fn keep(key: &str, ttl_seconds: Option<u64>, seconds: i64) -> KeyEnd {
    KeyEnd::Keep {
        key: key.to_owned(),
        ttl_seconds,
        at: at(seconds),
    }
}

fn release(key: &str) -> KeyEnd {
    KeyEnd::Release {
        key: key.to_owned(),
    }
}

/// What removes nothing.
pub const fn keep_everything() -> Retention {
    Retention {
        records_before: Timestamp::MIN,
        keep_records: u64::MAX,
        keys_before: Timestamp::MIN,
        windows_before: Timestamp::MIN,
    }
}

/// Completes an action, with this end for its key.
async fn end(store: &(impl DispatchStore + ?Sized), number: u32, key: KeyEnd) {
    let mut completion = completion(number);
    completion.key = key;
    store.complete(completion).await.unwrap();
}

async fn begin(store: &(impl DispatchStore + ?Sized), intent: Intent) -> Admission {
    store.begin(intent).await.unwrap()
}

/// Everything, newest first, as ids.
pub async fn records(store: &(impl DispatchStore + ?Sized)) -> Vec<String> {
    select(store, &AuditFilter::default()).await
}

/// The matching records, newest first, as ids.
async fn select(store: &(impl DispatchStore + ?Sized), filter: &AuditFilter) -> Vec<String> {
    let found = store.audit(filter, &first(1000)).await.unwrap();
    assert_eq!(found.total, found.entries.len() as u64);
    assert_eq!(found.next, None);
    found.entries.into_iter().map(|entry| entry.id).collect()
}

/// The first page.
const fn first(limit: u32) -> AuditPageRequest {
    AuditPageRequest {
        limit,
        offset: 0,
        before: None,
    }
}

/// The ids of the intents that are kept.
pub async fn unfinished(store: &(impl DispatchStore + ?Sized)) -> Vec<String> {
    let kept = store.unfinished().await.unwrap();
    kept.into_iter().map(|intent| intent.draft.id).collect()
}
