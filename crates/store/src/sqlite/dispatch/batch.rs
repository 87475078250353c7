//! Many operations in one transaction.

use sqlx::SqliteConnection;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::bulk::Script;
use super::guards::{KeyState, Reservation, Window};
use super::records;
use super::state::{Overlay, Place};
use crate::{Admission, Completion, Guard, Intent, KeyEnd, StoreError};

/// An operation that somebody waits for. If nobody does any more it is done all the same.
pub(super) struct Queued<T, A> {
    /// The id of its record.
    pub id: Uuid,
    pub item: T,
    pub reply: oneshot::Sender<Result<A, StoreError>>,
}

pub(super) type Begin = Queued<Intent, Admission>;
pub(super) type Complete = Queued<Completion, ()>;

/// Operations that were queued at the same time. Since none of them has been answered, their order
/// is free: completions go first.
#[derive(Default)]
pub(super) struct Batch {
    pub begins: Vec<Begin>,
    pub completions: Vec<Complete>,
}

impl Batch {
    pub(super) const fn len(&self) -> usize {
        self.begins.len() + self.completions.len()
    }

    /// Does everything in one transaction; answers what becomes of each begin. Records get the
    /// numbers from `sequence` on. What is read before the transaction stays true: nothing else
    /// writes.
    pub(super) async fn run(
        &self,
        connection: &mut SqliteConnection,
        sequence: i64,
    ) -> Result<Vec<Admission>, sqlx::Error> {
        let mut keys = Overlay::load(connection, self.keys()).await?;
        for complete in &self.completions {
            end_key(&mut keys, complete);
        }
        let mut windows = Overlay::load(connection, self.windows()).await?;
        let admissions: Vec<_> = (self.begins.iter())
            .map(|begin| admit(&mut keys, &mut windows, begin))
            .collect();
        let mut script = Script::default();
        keys.save(&mut script)?;
        windows.save(&mut script)?;
        let admitted: Vec<_> = (self.begins.iter().zip(&admissions))
            .filter(|(_, admission)| matches!(admission, Admission::Admitted))
            .map(|(begin, _)| begin)
            .collect();
        records::keep_intents(&mut script, &admitted)?;
        records::append(&mut script, sequence, &self.completions)?;
        script.run(connection).await?;
        Ok(admissions)
    }

    /// The dedup keys that are asked for or changed.
    fn keys(&self) -> impl Iterator<Item = Place<'_>> {
        let ended = self.completions.iter().filter_map(ended_key);
        ended.chain(self.begins.iter().filter_map(guarded_key))
    }

    fn windows(&self) -> impl Iterator<Item = Place<'_>> {
        self.begins.iter().filter_map(guarded_window)
    }

    /// Answers everybody.
    pub(super) fn answer(self, admissions: Vec<Admission>) {
        // Whoever has stopped waiting misses nothing.
        for (begin, admission) in self.begins.into_iter().zip(admissions) {
            let _ = begin.reply.send(Ok(admission));
        }
        for complete in self.completions {
            let _ = complete.reply.send(Ok(()));
        }
    }

    /// Tells everybody that nothing was done.
    pub(super) fn refuse(self, error: &StoreError) {
        for begin in self.begins {
            let _ = begin.reply.send(Err(error.clone()));
        }
        for complete in self.completions {
            let _ = complete.reply.send(Err(error.clone()));
        }
    }

    /// Two halves of a batch of several operations.
    pub(super) fn split(mut self) -> [Self; 2] {
        let half = self.len() / 2;
        let completions = (self.completions).split_off(half.min(self.completions.len()));
        let begins = self.begins.split_off(half - self.completions.len());
        let other = Self {
            begins,
            completions,
        };
        [self, other]
    }
}

fn ended_key(complete: &Complete) -> Option<Place<'_>> {
    let (KeyEnd::Keep { key, .. } | KeyEnd::Release { key }) = &complete.item.key else {
        return None;
    };
    Some(Place {
        namespace: &complete.item.draft.namespace,
        tenant: &complete.item.draft.tenant,
        name: key,
    })
}

fn guarded_key(begin: &Begin) -> Option<Place<'_>> {
    let Guard::Deduplicate { key, .. } = &begin.item.guard else {
        return None;
    };
    Some(Place {
        namespace: &begin.item.draft.namespace,
        tenant: &begin.item.draft.tenant,
        name: key,
    })
}

fn guarded_window(begin: &Begin) -> Option<Place<'_>> {
    let Guard::Throttle { rule, .. } = &begin.item.guard else {
        return None;
    };
    Some(Place {
        namespace: &begin.item.draft.namespace,
        tenant: &begin.item.draft.tenant,
        name: rule,
    })
}

fn end_key(keys: &mut Overlay<'_, KeyState>, complete: &Complete) {
    let Some(place) = ended_key(complete) else {
        return;
    };
    let mut key = keys.get(place).cloned().unwrap_or_default();
    match &complete.item.key {
        KeyEnd::Keep {
            ttl_seconds, at, ..
        } => key.keep(complete.id, at.as_microsecond(), *ttl_seconds),
        KeyEnd::Release { .. } => key.release(complete.id),
        KeyEnd::None => {}
    }
    keys.set(place, Some(key).filter(|key| !key.is_blank()));
}

fn admit(
    keys: &mut Overlay<'_, KeyState>,
    windows: &mut Overlay<'_, Window>,
    begin: &Begin,
) -> Admission {
    let now = begin.item.draft.dispatched_at;
    if let (Some(place), Guard::Deduplicate { ttl_seconds, .. }) =
        (guarded_key(begin), &begin.item.guard)
    {
        let mut key = keys.get(place).cloned().unwrap_or_default();
        if key.is_taken(now.as_microsecond(), *ttl_seconds) {
            return Admission::Duplicate;
        }
        key.reserved = Some(Reservation {
            intent: begin.id,
            at: now.as_microsecond(),
        });
        keys.set(place, Some(key));
    }
    if let (
        Some(place),
        Guard::Throttle {
            max_count,
            window_seconds,
            ..
        },
    ) = (guarded_window(begin), &begin.item.guard)
    {
        let last = windows.get(place).copied();
        let mut window = Window::at(now.as_microsecond(), *window_seconds, last);
        if window.admitted >= *max_count {
            return Admission::Throttled {
                window_ends_at: window.end(),
            };
        }
        window.admitted += 1;
        windows.set(place, Some(window));
    }
    Admission::Admitted
}
