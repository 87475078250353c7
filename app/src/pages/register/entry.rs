//! What was filled in, and what is wrong with it.

use acteon_api_types::SnapshotMode;
use leptos::task::spawn_local;

use super::check::{self, Place};
use crate::data::module::{self, ModuleReading};
use crate::data::page::PageInfo;
use crate::data::upload::{Progress, TakenName, Upload};
use crate::limits::{self, Unit};
use crate::prelude::*;
use crate::{ApiError, Submitted};

/// The file that was chosen, and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// None yet.
    Nothing,
    /// It is being read.
    Reading(FileName),
    /// It is a module.
    Read(FileName, Box<ModuleReading>),
    /// It is none, or too large, or cannot be read: why.
    Unusable(FileName, String),
}

impl Chosen {
    /// The file.
    pub const fn file(&self) -> Option<&FileName> {
        match self {
            Self::Nothing => None,
            Self::Reading(file) | Self::Read(file, _) | Self::Unusable(file, _) => Some(file),
        }
    }
}

/// A file as the browser shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    /// Its name, without the folder.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Everything that was filled in, and how far sending it is.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Unique name.
    pub name: RwSignal<String>,
    /// What it is for.
    pub description: RwSignal<String>,
    /// The memory limit in units.
    pub amount: RwSignal<String>,
    /// The unit.
    pub unit: RwSignal<Unit>,
    /// The timeout in milliseconds.
    pub timeout: RwSignal<String>,
    /// When its calls start from a snapshot.
    pub snapshot: RwSignal<SnapshotMode>,
    /// Whether rules may call it at once.
    pub enabled: RwSignal<bool>,
    /// The module.
    pub module: RwSignal<Chosen>,
    /// Names that are taken.
    pub taken: RwSignal<Vec<TakenName>>,
    /// Whether it was tried to send it: from then on, what is missing is said.
    pub tried: RwSignal<bool>,
    /// Why the server refused it, until that part is changed.
    pub refused: RwSignal<Option<ApiError>>,
    /// How far sending it is; none while nothing is sent.
    pub progress: RwSignal<Option<Progress>>,
    /// What is being sent.
    pub upload: StoredValue<Option<Upload>>,
    /// Largest module, in bytes.
    max_module_bytes: u64,
    /// Which choice of a file this is.
    turn: StoredValue<u32>,
    /// The name that was suggested.
    suggested: StoredValue<String>,
}

impl Entry {
    /// With the server's defaults, or with what was sent without scripts.
    pub fn new(info: &PageInfo, sent: Option<&Submitted>) -> Self {
        let settings = info.plugin_settings;
        let (amount, unit) = Unit::split(settings.default_memory_limit_bytes);
        // What came after a module that is too large did not arrive.
        let text = |field: &str| sent.and_then(|sent| sent.fields.get(field).cloned());
        let complete = |sent: &&Submitted| sent.fields.contains_key("timeout_ms");
        Self {
            name: RwSignal::new(text("name").unwrap_or_default()),
            description: RwSignal::new(text("description").unwrap_or_default()),
            amount: RwSignal::new(text("memory_limit").unwrap_or_else(|| amount.to_string())),
            unit: RwSignal::new(
                sent.and_then(|sent| Unit::parse(sent.field("memory_limit_unit")))
                    .unwrap_or(unit),
            ),
            timeout: RwSignal::new(
                text("timeout_ms").unwrap_or_else(|| settings.default_timeout_ms.to_string()),
            ),
            snapshot: RwSignal::new(
                sent.and_then(|sent| SnapshotMode::parse(sent.field("snapshot")))
                    .unwrap_or_default(),
            ),
            enabled: RwSignal::new(
                sent.filter(complete)
                    .is_none_or(|sent| sent.field("enabled") == "true"),
            ),
            module: RwSignal::new(Chosen::Nothing),
            taken: RwSignal::new(Vec::new()),
            tried: RwSignal::new(false),
            refused: RwSignal::new(sent.and_then(|sent| sent.error.clone())),
            progress: RwSignal::new(None),
            upload: StoredValue::new(None),
            max_module_bytes: settings.max_module_bytes,
            turn: StoredValue::new(0),
            suggested: StoredValue::new(String::new()),
        }
    }

    /// Takes the file that was chosen and reads it; none takes it back.
    pub fn choose(self, file: Option<web_sys::File>) {
        self.changed(Place::Module);
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        let Some(file) = file else {
            self.module.set(Chosen::Nothing);
            return;
        };
        let about = FileName {
            name: file.name(),
            size: file.size() as u64,
        };
        self.suggest(&about.name);
        if about.size > self.max_module_bytes {
            let reason = format!(
                "the module has {} bytes; at most {} are accepted (`[wasm] max_module_bytes`)",
                about.size, self.max_module_bytes
            );
            self.module.set(Chosen::Unusable(about, reason));
            return;
        }
        self.module.set(Chosen::Reading(about.clone()));
        spawn_local(async move {
            let read = module::read(file).await;
            // Another file was chosen meanwhile, or the page was left.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.module.set(match read {
                Ok(reading) => Chosen::Read(about, Box::new(reading)),
                Err(error) => Chosen::Unusable(about, error.to_string()),
            });
        });
    }

    /// Suggests a name, unless a person has given one.
    fn suggest(self, file: &str) {
        let suggestion = check::suggestion(file);
        let current = self.name.get_untracked();
        if current.is_empty() || current == self.suggested.get_value() {
            self.name.set(suggestion.clone());
            self.suggested.set_value(suggestion);
        }
    }

    /// A part was changed: what the server said about it is of the past.
    pub fn changed(self, place: Place) {
        let about = |error: &ApiError| Place::of(error) == place;
        if self
            .refused
            .with_untracked(|refused| refused.as_ref().is_some_and(about))
        {
            self.refused.set(None);
        }
    }

    /// The memory limit in bytes, unless it is not valid.
    pub fn limit(self) -> Option<u64> {
        self.amount
            .with(|amount| limits::memory(amount, self.unit.get()).ok())
    }

    /// Everything the server would refuse the module for.
    pub fn refusals(self) -> Vec<String> {
        let limit = self.limit().unwrap_or(u64::MAX);
        self.module.with(|chosen| match chosen {
            Chosen::Nothing | Chosen::Reading(_) => Vec::new(),
            Chosen::Read(_, reading) => reading
                .report
                .refusals(limit)
                .iter()
                .map(ToString::to_string)
                .collect(),
            Chosen::Unusable(_, reason) => vec![reason.clone()],
        })
    }

    /// Why it cannot be sent although it is filled in.
    pub fn obstacle(self) -> Option<&'static str> {
        if self
            .module
            .with(|chosen| matches!(chosen, Chosen::Reading(_)))
        {
            return Some("The module is still being read.");
        }
        (!self.refusals().is_empty())
            .then_some("The server would refuse this module; the reasons stand with the file.")
    }

    /// What is wrong with a part.
    pub fn problem(self, place: Place) -> Option<String> {
        let refused = self.refused.with(|refused| {
            let error = refused.as_ref()?;
            (Place::of(error) == place).then(|| error.to_string())
        });
        refused.or_else(|| {
            let tried = self.tried.get();
            match place {
                Place::Module => {
                    let missing = self.module.with(|chosen| *chosen == Chosen::Nothing);
                    (tried && missing).then(|| "choose the module's `.wasm` file".to_owned())
                }
                Place::Name => self
                    .name
                    .with(|name| check::name(name).filter(|_| tried || !name.is_empty()))
                    .or_else(|| self.taken_by_upload()),
                Place::Description => self.description.with(|text| limits::description(text)),
                Place::Memory => self
                    .amount
                    .with(|amount| limits::memory(amount, self.unit.get()).err())
                    .or_else(|| self.too_little()),
                Place::Timeout => self.timeout.with(|timeout| limits::timeout(timeout).err()),
                Place::Form => None,
            }
        })
    }

    /// Who has the name already.
    pub fn taken(self) -> Option<TakenName> {
        let name = self.name.get();
        self.taken
            .with(|taken| taken.iter().find(|taken| taken.name == name).cloned())
    }

    fn taken_by_upload(self) -> Option<String> {
        let taken = self.taken()?;
        (taken.source == acteon_api_types::PluginSource::Upload)
            .then(|| format!("`{}` is already registered", taken.name))
    }

    fn too_little(self) -> Option<String> {
        let limit = self.limit()?;
        self.module.with(|chosen| match chosen {
            Chosen::Read(_, reading) => reading.report.above_limit(limit).map(|_| {
                format!(
                    "the module starts with {}",
                    crate::format::exact_bytes(reading.report.declared_bytes())
                )
            }),
            _ => None,
        })
    }
}
