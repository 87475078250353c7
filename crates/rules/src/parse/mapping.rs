//! Taking the known keys out of a mapping.

use super::document::{Entry, Node, Yaml};
use super::report::{FileReport, Place};

/// A mapping of which keys are taken one by one.
pub struct Mapping<'d> {
    place: &'d Place,
    entries: Vec<&'d Entry>,
}

impl<'d> Mapping<'d> {
    /// None, with an error, when `node` is not a mapping.
    pub fn new(
        node: &'d Node,
        place: &'d Place,
        what: &str,
        report: &mut FileReport<'_>,
    ) -> Option<Self> {
        match &node.value {
            Yaml::Map(entries) => Some(Self {
                place,
                entries: entries.iter().collect(),
            }),
            _ => {
                report.error(
                    place,
                    format!("{what} must be a mapping, not {}", node.describe()),
                );
                None
            }
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// The keys not taken so far.
    pub fn keys(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.entries.iter().map(|entry| entry.key.as_str())
    }

    /// Takes a key.
    pub fn take(&mut self, key: &str) -> Option<(&'d Node, Place)> {
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        let entry = self.entries.remove(index);
        Some((&entry.node, self.place.key(key, entry.line)))
    }

    /// Takes a key that holds a text.
    pub fn take_text(
        &mut self,
        key: &str,
        report: &mut FileReport<'_>,
    ) -> Option<(&'d str, Place)> {
        let (node, place) = self.take(key)?;
        match &node.value {
            Yaml::String(text) => Some((text, place)),
            _ => {
                report.error(
                    &place,
                    format!(
                        "`{key}` must be a string, not {}; put it in quotes",
                        node.describe()
                    ),
                );
                None
            }
        }
    }

    /// Takes a key that holds a whole number of at least `least`.
    pub fn take_count(
        &mut self,
        key: &str,
        least: u64,
        report: &mut FileReport<'_>,
    ) -> Option<u64> {
        let (node, place) = self.take(key)?;
        let number = match &node.value {
            Yaml::Number(number) => number.as_u64().filter(|number| *number >= least),
            _ => None,
        };
        if number.is_none() {
            report.error(
                &place,
                format!("`{key}` must be a whole number, {least} or more"),
            );
        }
        number
    }

    /// Warns of every key not taken.
    pub fn warn_of_rest(self, known: &str, report: &mut FileReport<'_>) {
        for entry in self.entries {
            report.warning(
                &self.place.key(&entry.key, entry.line),
                format!(
                    "unknown key `{}` is ignored; the keys are {known}",
                    entry.key
                ),
            );
        }
    }

    /// Reports every key not taken as an error.
    pub fn refuse_rest(self, known: &str, report: &mut FileReport<'_>) {
        for entry in self.entries {
            report.error(
                &self.place.key(&entry.key, entry.line),
                format!("unknown key `{}`; {known}", entry.key),
            );
        }
    }
}
