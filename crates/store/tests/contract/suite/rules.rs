//! Switched rules and the number of the rule set.

use acteon_store::{
    ChangeOperation, ChangeRecord, KEPT_RULE_SETS, NewRuleSet, ResourceKind, RuleOverride,
    RuleSetFile, SetRuleOverride, Sha256Digest, Store,
};

use super::{Backend, step};

async fn set(store: &dyn Store, name: &str, enabled: bool) -> RuleOverride {
    let set = SetRuleOverride {
        name: name.to_owned(),
        enabled,
        file_enabled: true,
        caller: Some("ci".to_owned()),
        at: step(1),
    };
    store.set_rule_override(set).await.unwrap()
}

pub async fn a_switch_holds_until_it_is_cleared(backend: &impl Backend) {
    let store = backend.open().await;
    let off = set(&*store, "b", false).await;
    assert_eq!(
        off,
        RuleOverride {
            name: "b".to_owned(),
            enabled: false,
            file_enabled: true,
            revision: 1,
            caller: Some("ci".to_owned()),
            at: step(1),
        }
    );
    let other = set(&*store, "a", false).await;
    assert_eq!(store.rule_overrides().await.unwrap(), [other.clone(), off]);
    let on = set(&*store, "b", true).await;
    assert_eq!((on.enabled, on.revision), (true, 2));
    assert_eq!(store.rule_overrides().await.unwrap(), [other.clone(), on]);

    store.clear_rule_override("b").await.unwrap();
    store.clear_rule_override("b").await.unwrap();
    store.clear_rule_override("never set").await.unwrap();
    assert_eq!(store.rule_overrides().await.unwrap(), [other]);
    assert_eq!(set(&*store, "b", false).await.revision, 4);

    let changes = store.changes(None, 9).await.unwrap();
    let of_b: Vec<_> = (changes
        .iter()
        .filter(|change| change.name.as_deref() == Some("b")))
    .map(|change| {
        (
            change.resource,
            change.operation,
            change.old_revision,
            change.new_revision,
        )
    })
    .collect();
    assert_eq!(
        of_b,
        [
            (
                ResourceKind::Rule,
                ChangeOperation::Disable,
                Some(3),
                Some(4)
            ),
            (
                ResourceKind::Rule,
                ChangeOperation::Enable,
                Some(1),
                Some(2)
            ),
            (ResourceKind::Rule, ChangeOperation::Disable, None, Some(1)),
        ]
    );
}

pub async fn a_rule_set_has_one_revision_per_content(backend: &impl Backend) {
    let store = backend.open().await;
    let (a, b) = (Sha256Digest::of(b"a"), Sha256Digest::of(b"b"));
    let mut revisions = Vec::new();
    for content in [a, a, b, b, a] {
        revisions.push(
            store
                .record_rule_set(rule_set(content, "a.yaml"))
                .await
                .unwrap(),
        );
    }
    assert_eq!(revisions, [1, 1, 2, 2, 3]);
    let changes = store.changes(None, 9).await.unwrap();
    assert_eq!(changes.len(), 3);
    assert_eq!(
        changes[0],
        ChangeRecord {
            id: changes[0].id,
            at: step(2),
            caller: Some("ci".to_owned()),
            resource: ResourceKind::RuleSet,
            name: None,
            operation: ChangeOperation::Reload,
            old_revision: Some(2),
            new_revision: Some(3),
        }
    );
}

fn rule_set(content: Sha256Digest, path: &str) -> NewRuleSet {
    let file = |path: &str| RuleSetFile {
        path: path.to_owned(),
        text: format!("rules: [] # {content}"),
    };
    NewRuleSet {
        content,
        files: vec![file(path), file("z.cel")],
        caller: Some("ci".to_owned()),
        at: step(2),
    }
}

pub async fn files_of_the_newest_rule_sets_are_kept(backend: &impl Backend) {
    let store = backend.open().await;
    let content = |number: u32| Sha256Digest::of(&number.to_le_bytes());
    for number in 0..=KEPT_RULE_SETS {
        let set = rule_set(content(number), &format!("{number}.yaml"));
        store.record_rule_set(set).await.unwrap();
    }
    let oldest = store.rule_set(1).await.unwrap().unwrap();
    assert_eq!(
        (oldest.revision, oldest.at, oldest.files),
        (1, step(2), None)
    );
    let kept = store.rule_set(2).await.unwrap().unwrap();
    assert_eq!(kept.files.unwrap(), rule_set(content(1), "1.yaml").files);
    let never = u64::from(KEPT_RULE_SETS) + 2;
    assert_eq!(store.rule_set(never).await.unwrap(), None);
    // Without a rule folder there are no files, which is not the same as files that are gone.
    let nothing = NewRuleSet {
        files: Vec::new(),
        ..rule_set(Sha256Digest::of(&[]), "")
    };
    let revision = store.record_rule_set(nothing).await.unwrap();
    let empty = store.rule_set(revision).await.unwrap().unwrap();
    assert_eq!(empty.files, Some(Vec::new()));
}
