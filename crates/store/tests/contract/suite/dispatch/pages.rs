//! Records, a page at a time.

use acteon_store::{
    AUDIT_PAGE_BYTES, AuditFilter, AuditPageRequest, DispatchStore, EXACT_AUDIT_TOTAL,
};
use futures::future::join_all;

use super::{completion, first, record_id};
use crate::suite::Backend;

async fn fill(store: &(impl DispatchStore + ?Sized), numbers: std::ops::RangeInclusive<u32>) {
    for chunk in numbers.collect::<Vec<_>>().chunks(500) {
        let all = chunk
            .iter()
            .map(|number| store.complete(completion(*number)));
        for completed in join_all(all).await {
            completed.unwrap();
        }
    }
}

fn everything() -> AuditFilter {
    AuditFilter::default()
}

pub async fn a_cursor_is_stable_under_inserts(backend: &impl Backend) {
    let store = backend.open().await;
    for number in 1..=7 {
        fill(&*store, number..=number).await;
    }
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let request = AuditPageRequest { before, ..first(3) };
        let page = store.audit(&everything(), &request).await.unwrap();
        seen.extend(page.entries.iter().map(|entry| entry.id.clone()));
        let newer = 100 + u32::try_from(seen.len()).unwrap();
        assert_eq!(
            page.total,
            if before.is_none() {
                7
            } else {
                7 + u64::from(newer - 101) / 3
            }
        );
        fill(&*store, newer..=newer).await;
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=7).rev().map(record_id).collect::<Vec<_>>());
}

pub async fn offset_and_limit_are_bounded(backend: &impl Backend) {
    let store = backend.open().await;
    for number in 1..=5 {
        fill(&*store, number..=number).await;
    }
    for (limit, offset, expected) in [
        (2, 0, &[5, 4][..]),
        (2, 3, &[2, 1]),
        (2, 4, &[1]),
        (2, 5, &[]),
        (2, u64::MAX, &[]),
        (0, 0, &[5]),
        (u32::MAX, 0, &[5, 4, 3, 2, 1]),
    ] {
        let request = AuditPageRequest {
            offset,
            ..first(limit)
        };
        let page = store.audit(&everything(), &request).await.unwrap();
        let found: Vec<_> = page.entries.into_iter().map(|entry| entry.id).collect();
        let expected: Vec<_> = expected.iter().copied().map(record_id).collect();
        assert_eq!(found, expected, "{request:?}");
        assert_eq!((page.total, page.total_is_lower_bound), (5, false));
    }
    let request = AuditPageRequest {
        before: Some(0),
        ..first(9)
    };
    let page = store.audit(&everything(), &request).await.unwrap();
    assert_eq!((page.entries.len(), page.total, page.next), (0, 5, None));
}

pub async fn many_are_counted_up_to_a_bound(backend: &impl Backend) {
    let store = backend.open().await;
    let bound = u32::try_from(EXACT_AUDIT_TOTAL).unwrap();
    fill(&*store, 1..=bound).await;
    let page = store.audit(&everything(), &first(u32::MAX)).await.unwrap();
    assert_eq!(page.entries.len(), 1000);
    assert_eq!((page.total, page.total_is_lower_bound), (10_000, false));
    fill(&*store, bound + 1..=bound + 1).await;
    let page = store.audit(&everything(), &first(1)).await.unwrap();
    assert_eq!((page.total, page.total_is_lower_bound), (10_000, true));
}

pub async fn very_large_records_make_short_pages(backend: &impl Backend) {
    let store = backend.open().await;
    let per_page = 4;
    for number in 1..=10 {
        let mut completion = completion(number);
        completion.draft.details = "x".repeat(AUDIT_PAGE_BYTES / per_page);
        store.complete(completion).await.unwrap();
    }
    let (mut seen, mut before) = (Vec::new(), None);
    loop {
        let request = AuditPageRequest {
            before,
            ..first(1000)
        };
        let page = store.audit(&everything(), &request).await.unwrap();
        assert!((1..=per_page).contains(&page.entries.len()));
        assert_eq!(page.total, 10);
        seen.extend(page.entries.into_iter().map(|entry| entry.id));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=10).rev().map(record_id).collect::<Vec<_>>());
}
