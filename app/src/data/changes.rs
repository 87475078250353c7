//! Who changed what.

use acteon_api_types::ChangeList;

use super::read::read;

read! {
    /// The newest changes, or those before the change `before`.
    list(before: Option<u64>) -> ChangeList,
    server: |backend| backend.changes(before),
    browser: before.map_or_else(
        || "/v1/changes".to_owned(),
        |before| format!("/v1/changes?before={before}"),
    ),
}
