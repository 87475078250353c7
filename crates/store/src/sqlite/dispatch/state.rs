//! Dedup keys and throttle windows in the database, and what a batch makes of them.

use std::collections::HashMap;

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::bulk::{Bulk, Part, Script, Values};
use super::guards::{KeyState, Reservation, Window};
use crate::sqlite::rows::{damaged, signed};

/// Where a dedup key or throttle rule has its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place<'a> {
    pub namespace: &'a str,
    pub tenant: &'a str,
    /// The key, or the rule.
    pub name: &'a str,
}

impl Place<'_> {
    fn bind(&self, values: &mut Values) {
        values.add(self.namespace).add(self.tenant).add(self.name);
    }
}

/// What is kept at a place.
pub(super) trait Kept: Sized {
    /// Reads it at the places given: their numbers, then the state.
    const LOAD: &'static Bulk;
    /// Writes it over what is there.
    const SAVE: &'static Bulk;
    /// Removes it.
    const REMOVE: &'static Bulk;
    /// From a row of `LOAD`.
    fn read(row: &SqliteRow) -> Result<Self, sqlx::Error>;
    /// For `SAVE`, after the place.
    fn bind(&self, values: &mut Values);
    /// Whether it may be removed, as of an earlier instant.
    fn is_over(&self, before: i64) -> bool;
}

/// States at some places, changed in memory one after the other and then written at once.
pub(super) struct Overlay<'a, T> {
    numbers: HashMap<Place<'a>, usize>,
    slots: Vec<Slot<'a, T>>,
}

struct Slot<'a, T> {
    place: Place<'a>,
    state: Option<T>,
    changed: bool,
}

impl<'a, T: Kept> Overlay<'a, T> {
    /// Reads what is kept at the places.
    pub(super) async fn load(
        connection: &mut SqliteConnection,
        places: impl Iterator<Item = Place<'a>>,
    ) -> Result<Self, sqlx::Error> {
        let mut overlay = Self {
            numbers: HashMap::new(),
            slots: Vec::new(),
        };
        for place in places {
            overlay.numbers.entry(place).or_insert_with(|| {
                overlay.slots.push(Slot {
                    place,
                    state: None,
                    changed: false,
                });
                overlay.slots.len() - 1
            });
        }
        let mut found = Vec::new();
        for statement in T::LOAD.statements(&overlay.slots, |values, _, number, slot| {
            values.add(i64::try_from(number).unwrap_or(i64::MAX));
            slot.place.bind(values);
        }) {
            found.extend(statement?.query().fetch_all(&mut *connection).await?);
        }
        for row in &found {
            let number: i64 = row.try_get(0)?;
            let slot = usize::try_from(number).ok();
            if let Some(slot) = slot.and_then(|number| overlay.slots.get_mut(number)) {
                slot.state = Some(T::read(row)?);
            }
        }
        Ok(overlay)
    }

    /// What is kept at a place, as it is so far.
    pub(super) fn get(&self, place: Place<'_>) -> Option<&T> {
        self.slots.get(*self.numbers.get(&place)?)?.state.as_ref()
    }

    /// Changes what is kept at a place that was loaded.
    pub(super) fn set(&mut self, place: Place<'_>, state: Option<T>) {
        let number = self.numbers.get(&place);
        if let Some(slot) = number.and_then(|number| self.slots.get_mut(*number)) {
            slot.state = state;
            slot.changed = true;
        }
    }

    /// Every place that something is kept at.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Place<'a>, &T)> {
        (self.slots.iter()).filter_map(|slot| Some((slot.place, slot.state.as_ref()?)))
    }

    /// What writes the changes.
    pub(super) fn save(&self, script: &mut Script) -> Result<(), sqlx::Error> {
        let (mut present, mut absent) = (Vec::new(), Vec::new());
        for slot in self.slots.iter().filter(|slot| slot.changed) {
            match &slot.state {
                Some(state) => present.push((slot.place, state)),
                None => absent.push(slot.place),
            }
        }
        script.extend(T::REMOVE.statements(&absent, |values, _, _, place| place.bind(values)))?;
        script.extend(
            T::SAVE.statements(&present, |values, _, _, (place, state)| {
                place.bind(values);
                state.bind(values);
            }),
        )
    }
}

static LOAD_KEYS: Bulk = Bulk::new(&[Part::new(
    "SELECT wanted.column1, seen_at, kept_until, reserved_by, reserved_at FROM (VALUES",
    4,
    ") AS wanted
     CROSS JOIN seen_keys ON namespace = wanted.column2 AND tenant = wanted.column3
                         AND key = wanted.column4",
)]);
static SAVE_KEYS: Bulk = Bulk::new(&[Part::insert(
    "INSERT OR REPLACE INTO seen_keys (namespace, tenant, key, seen_at, kept_until, reserved_by,
         reserved_at) SELECT * FROM (VALUES",
    7,
)]);
static REMOVE_KEYS: Bulk = Bulk::new(&[Part::new(
    "DELETE FROM seen_keys WHERE (namespace, tenant, key) IN (VALUES",
    3,
    ")",
)]);

impl Kept for KeyState {
    const LOAD: &'static Bulk = &LOAD_KEYS;
    const SAVE: &'static Bulk = &SAVE_KEYS;
    const REMOVE: &'static Bulk = &REMOVE_KEYS;

    fn read(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let reserved_by: Option<&[u8]> = row.try_get(3)?;
        let reserved_by = (reserved_by.map(Uuid::from_slice).transpose()).map_err(damaged("id"))?;
        let reserved_at: Option<i64> = row.try_get(4)?;
        Ok(Self {
            seen_at: row.try_get(1)?,
            kept_until: row.try_get(2)?,
            reserved: (reserved_by.zip(reserved_at)).map(|(intent, at)| Reservation { intent, at }),
        })
    }

    fn bind(&self, values: &mut Values) {
        let reserved_by = self
            .reserved
            .as_ref()
            .map(|held| &held.intent.as_bytes()[..]);
        values.add(self.seen_at).add(self.kept_until);
        values
            .add(reserved_by)
            .add(self.reserved.map(|held| held.at));
    }

    fn is_over(&self, before: i64) -> bool {
        self.reserved.is_none() && self.kept_until.is_some_and(|until| until < before)
    }
}

static LOAD_WINDOWS: Bulk = Bulk::new(&[Part::new(
    "SELECT wanted.column1, ends_at, admitted FROM (VALUES",
    4,
    ") AS wanted
     CROSS JOIN throttle_windows ON namespace = wanted.column2 AND tenant = wanted.column3
                                AND rule = wanted.column4",
)]);
static SAVE_WINDOWS: Bulk = Bulk::new(&[Part::insert(
    "INSERT OR REPLACE INTO throttle_windows (namespace, tenant, rule, ends_at, admitted)
     SELECT * FROM (VALUES",
    5,
)]);
static REMOVE_WINDOWS: Bulk = Bulk::new(&[Part::new(
    "DELETE FROM throttle_windows WHERE (namespace, tenant, rule) IN (VALUES",
    3,
    ")",
)]);

impl Kept for Window {
    const LOAD: &'static Bulk = &LOAD_WINDOWS;
    const SAVE: &'static Bulk = &SAVE_WINDOWS;
    const REMOVE: &'static Bulk = &REMOVE_WINDOWS;

    fn read(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let admitted: i64 = row.try_get(2)?;
        Ok(Self {
            ends_at: row.try_get(1)?,
            admitted: admitted.try_into().map_err(damaged("admitted"))?,
        })
    }

    fn bind(&self, values: &mut Values) {
        values.add(self.ends_at).add(signed(self.admitted));
    }

    fn is_over(&self, before: i64) -> bool {
        self.ends_at < before
    }
}
