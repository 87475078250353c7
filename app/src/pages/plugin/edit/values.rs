//! What is edited: as the server has it, and as somebody has entered it.

use crate::prelude::*;
use acteon_api_types::{PluginDetail, SnapshotMode, UpdatePluginRequest};

use crate::Submitted;
use crate::format;
use crate::limits::{self, Unit};

/// The values that the server has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// The revision that has them.
    pub revision: u64,
    description: String,
    memory_bytes: u64,
    timeout_ms: u32,
    snapshot: SnapshotMode,
}

/// The name of a field, and its value.
type FormField = (&'static str, fn(&Values) -> String);

impl Values {
    /// Those of a plugin.
    pub fn of(detail: &PluginDetail) -> Self {
        let plugin = &detail.plugin;
        Self {
            revision: plugin.revision,
            description: plugin.description.clone().unwrap_or_default(),
            memory_bytes: plugin.memory_limit_bytes,
            timeout_ms: plugin.timeout_ms,
            snapshot: detail.snapshot.mode,
        }
    }

    /// Fields of the form that say what the server had when the form was made: without scripts only
    /// what somebody has changed is sent on.
    pub const FIELDS: [FormField; 4] = [
        ("was_description", |values| values.description.clone()),
        ("was_memory_limit_bytes", |values| {
            values.memory_bytes.to_string()
        }),
        ("was_timeout_ms", |values| values.timeout_ms.to_string()),
        ("was_snapshot", |values| values.snapshot.as_str().to_owned()),
    ];

    /// What the server had when a form was made that was sent without scripts.
    fn before(submitted: &Submitted) -> Option<Self> {
        Some(Self {
            revision: submitted.field("revision").parse().ok()?,
            description: submitted.field("was_description").to_owned(),
            memory_bytes: submitted.field("was_memory_limit_bytes").parse().ok()?,
            timeout_ms: submitted.field("was_timeout_ms").parse().ok()?,
            snapshot: SnapshotMode::parse(submitted.field("was_snapshot"))?,
        })
    }

    /// The description in words.
    pub fn description_text(&self) -> String {
        if self.description.is_empty() {
            "none".to_owned()
        } else {
            self.description.clone()
        }
    }

    /// The memory limit with its unit.
    pub fn memory_text(&self) -> String {
        format::bytes(self.memory_bytes)
    }

    /// The timeout with its unit.
    pub fn timeout_text(&self) -> String {
        format::duration_ms(self.timeout_ms)
    }

    /// When calls start from a snapshot.
    pub fn snapshot_text(&self) -> String {
        self.snapshot.as_str().to_owned()
    }
}

/// What stands in the fields.
#[derive(Clone, Copy)]
pub struct Entered {
    /// The description.
    pub description: RwSignal<String>,
    /// The memory limit in its unit.
    pub memory: RwSignal<String>,
    /// The name of the unit.
    pub unit: RwSignal<String>,
    /// The timeout in milliseconds.
    pub timeout: RwSignal<String>,
    /// When calls start from a snapshot.
    pub snapshot: RwSignal<SnapshotMode>,
}

impl Entered {
    /// Starts with what the server has.
    pub fn new(values: Values) -> Self {
        let (amount, unit) = Unit::split(values.memory_bytes);
        Self {
            description: RwSignal::new(values.description),
            memory: RwSignal::new(amount.to_string()),
            unit: RwSignal::new(unit.as_str().to_owned()),
            timeout: RwSignal::new(values.timeout_ms.to_string()),
            snapshot: RwSignal::new(values.snapshot),
        }
    }

    /// Takes over what was sent without scripts and refused. What nobody touched is as it is now.
    pub fn restore(self, submitted: &Submitted, present: &Values) {
        for (signal, field) in [
            (self.description, "description"),
            (self.memory, "memory_limit"),
            (self.unit, "memory_limit_unit"),
            (self.timeout, "timeout_ms"),
        ] {
            if let Some(text) = submitted.fields.get(field) {
                signal.set(text.clone());
            }
        }
        if let Some(mode) = SnapshotMode::parse(submitted.field("snapshot")) {
            self.snapshot.set(mode);
        }
        if let Some(before) = Values::before(submitted) {
            self.follow(&before, present);
        }
    }

    /// Fields that nobody has touched since `before` follow to `present`; the others stay.
    pub fn follow(self, before: &Values, present: &Values) {
        let fresh = Self::new(present.clone());
        if self.same_description(before) {
            self.description.set(fresh.description.get_untracked());
        }
        if self.same_memory(before) {
            self.memory.set(fresh.memory.get_untracked());
            self.unit.set(fresh.unit.get_untracked());
        }
        if self.same_timeout(before) {
            self.timeout.set(fresh.timeout.get_untracked());
        }
        if self.same_snapshot(before) {
            self.snapshot.set(present.snapshot);
        }
    }

    /// Whether the description is as the server has it.
    pub fn same_description(&self, values: &Values) -> bool {
        self.description.with(|text| *text == values.description)
    }

    /// Whether the memory limit is as the server has it.
    pub fn same_memory(&self, values: &Values) -> bool {
        self.memory_bytes() == Ok(values.memory_bytes)
    }

    /// Whether the timeout is as the server has it.
    pub fn same_timeout(&self, values: &Values) -> bool {
        self.timeout_ms() == Ok(values.timeout_ms)
    }

    /// Whether calls start as the server has it.
    pub fn same_snapshot(&self, values: &Values) -> bool {
        self.snapshot.get() == values.snapshot
    }

    /// What is wrong with the description.
    pub fn description_error(self) -> Option<String> {
        self.description.with(|text| limits::description(text))
    }

    /// The memory limit in bytes.
    ///
    /// # Errors
    /// What is wrong with what was entered.
    pub fn memory_bytes(self) -> Result<u64, String> {
        let unit = self.unit.with(|unit| Unit::parse(unit));
        self.memory
            .with(|text| limits::memory(text, unit.unwrap_or(Unit::Bytes)))
    }

    /// The timeout in milliseconds.
    ///
    /// # Errors
    /// What is wrong with what was entered.
    pub fn timeout_ms(self) -> Result<u32, String> {
        self.timeout.with(|text| limits::timeout(text))
    }

    /// What differs from what the server has; none when something is wrong with it.
    pub fn change(self, values: &Values) -> Option<UpdatePluginRequest> {
        if self.description_error().is_some() {
            return None;
        }
        let (memory, timeout) = (self.memory_bytes().ok()?, self.timeout_ms().ok()?);
        Some(UpdatePluginRequest {
            description: (!self.same_description(values)).then(|| self.description.get()),
            memory_limit_bytes: (memory != values.memory_bytes).then_some(memory),
            timeout_ms: (timeout != values.timeout_ms).then(|| u64::from(timeout)),
            snapshot: (!self.same_snapshot(values)).then(|| self.snapshot.get()),
            enabled: None,
        })
    }
}
