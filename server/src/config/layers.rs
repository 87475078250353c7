//! The layers of the configuration and how they are put together.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::origin::{ConfigError, Invalid, Origin, ValueError};
use super::{Config, DEFAULTS};

mod place;

/// What environment variables that set a key start with.
const VARIABLE_PREFIX: &str = "ACTEON_";
/// What stands between the parts of a key in the name of a variable.
const VARIABLE_SEPARATOR: &str = "__";

/// A configuration file.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Where it was read from.
    pub path: PathBuf,
    /// Its content.
    pub text: String,
}

impl ConfigFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ConfigError::Unreadable`]
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            path: path.display().to_string(),
            reason: error.to_string(),
        })?;
        Ok(Self {
            path: path.to_owned(),
            text,
        })
    }

    /// The folder that relative paths are relative to.
    fn folder(&self) -> PathBuf {
        self.path.parent().map(Path::to_owned).unwrap_or_default()
    }
}

/// A key set on the command line.
#[derive(Clone, Debug)]
pub struct Flag {
    /// The flag, with its hyphens.
    pub flag: &'static str,
    /// The key, with dots.
    pub key: &'static str,
    /// The value.
    pub value: Value,
}

/// Everything that sets a key, the weakest first. The defaults lie below all of them.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// The file.
    pub file: Option<ConfigFile>,
    /// The environment, name and value.
    pub variables: Vec<(String, String)>,
    /// The command line.
    pub flags: Vec<Flag>,
}

impl Layers {
    /// One table of all layers, as a configuration that is not yet checked.
    pub(super) fn merge(mut self) -> Result<(Config, Self), ConfigError> {
        let variable = |(name, text): (String, String)| Some((key_of_variable(&name)?, name, text));
        let variables: Vec<_> = std::mem::take(&mut self.variables)
            .into_iter()
            .filter_map(variable)
            .collect();
        // Kept for `locate`, by the name alone.
        self.variables = variables
            .iter()
            .map(|(_, name, text)| (name.clone(), text.clone()))
            .collect();
        let mut values: Vec<Value> = variables.iter().map(|(.., text)| typed(text)).collect();
        let mut first_error: Option<ValueError> = None;
        loop {
            let table = self.table(variables.iter().map(|(key, ..)| key.as_str()).zip(&values))?;
            let error = match serde_path_to_error::deserialize(table) {
                Ok(config) => return Ok((config, self)),
                Err(error) => error,
            };
            let key = error.path().to_string();
            let found: toml::de::Error = error.into_inner();
            let located = self.locate_value(Invalid::new(key, found.message()));
            // A number or boolean in a variable may be meant as text: the type decides.
            let meant_as_text = variables
                .iter()
                .zip(&mut values)
                .find(|((_, name, _), value)| {
                    located.origin == Origin::Variable(name.clone())
                        && !matches!(value, Value::String(_) | Value::Array(_) | Value::Table(_))
                });
            match meant_as_text {
                Some(((.., text), value)) => *value = Value::String(text.clone()),
                None => return Err(ConfigError::Value(first_error.unwrap_or(located))),
            }
            first_error.get_or_insert(located);
        }
    }

    fn table<'a>(
        &self,
        variables: impl Iterator<Item = (&'a str, &'a Value)>,
    ) -> Result<Table, ConfigError> {
        let base = self
            .file
            .as_ref()
            .map(ConfigFile::folder)
            .unwrap_or_default();
        let mut table = parse(&ConfigFile {
            path: PathBuf::from("acteon.default.toml"),
            text: DEFAULTS.to_owned(),
        })?;
        if let Some(file) = &self.file {
            overlay(&mut table, parse(file)?);
        }
        for (key, value) in variables {
            set(&mut table, key, value.clone());
        }
        anchor(&mut table, &base);
        for flag in &self.flags {
            set(&mut table, flag.key, flag.value.clone());
        }
        Ok(table)
    }

    /// The place where the key of `invalid` was written.
    pub(super) fn locate(&self, invalid: Invalid) -> ConfigError {
        ConfigError::Value(self.locate_value(invalid))
    }

    fn locate_value(&self, invalid: Invalid) -> ValueError {
        ValueError {
            origin: self.origin(&invalid.key),
            key: invalid.key,
            message: invalid.message,
        }
    }

    fn origin(&self, key: &str) -> Origin {
        let concerns = |set: &str| {
            key.strip_prefix(set)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        if let Some(flag) = self.flags.iter().find(|flag| concerns(flag.key)) {
            return Origin::Flag(flag.flag);
        }
        let variable =
            |(name, _): &&(String, String)| key_of_variable(name).is_some_and(|set| concerns(&set));
        if let Some((name, _)) = self.variables.iter().find(variable) {
            return Origin::Variable(name.clone());
        }
        let line = self.file.as_ref().and_then(|file| {
            let line = place::line(&file.text, key)?;
            Some(Origin::File {
                path: file.path.clone(),
                line,
            })
        });
        line.unwrap_or(Origin::Nowhere)
    }
}

fn parse(file: &ConfigFile) -> Result<Table, ConfigError> {
    file.text
        .parse()
        .map_err(|error: toml::de::Error| ConfigError::Syntax {
            path: file.path.display().to_string(),
            line: error
                .span()
                .map_or(1, |span| place::line_of(&file.text, span.start)),
            reason: error.message().to_owned(),
        })
}

/// `ACTEON_SERVER__PORT` is `server.port`. Variables without `__` are somebody else's, unless it is
/// plain what they mean: `ACTEON_SERVER_PORT` then is an unknown key, not one that is ignored.
fn key_of_variable(name: &str) -> Option<String> {
    let key = name.strip_prefix(VARIABLE_PREFIX)?.to_ascii_lowercase();
    if key.contains(VARIABLE_SEPARATOR) {
        return Some(key.replace(VARIABLE_SEPARATOR, "."));
    }
    let (section, field) = key.split_once('_')?;
    let section = format!("\n[{section}]\n");
    let fields = &DEFAULTS[DEFAULTS.find(&section)? + section.len()..];
    let fields = fields.split("\n[").next().unwrap_or_default();
    let known = |line: &str| line.trim_start_matches('#').split(" =").next() == Some(field);
    fields.lines().any(known).then_some(key)
}

/// A variable's text as a TOML value where it is one, else as a string.
fn typed(text: &str) -> Value {
    let table: Result<Table, _> = format!("value = {text}").parse();
    match table {
        Ok(mut table) if table.len() == 1 => table.remove("value"),
        _ => None,
    }
    .unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Lays `upper` over `lower`: tables are joined, everything else is replaced.
fn overlay(lower: &mut Table, upper: Table) {
    for (key, value) in upper {
        match (lower.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => overlay(below, above),
            (_, value) => {
                lower.insert(key, value);
            }
        }
    }
}

fn set(table: &mut Table, key: &str, value: Value) {
    let value = key.rsplit('.').fold(value, |inner, part| {
        Value::Table(Table::from_iter([(part.to_owned(), inner)]))
    });
    if let Value::Table(upper) = value {
        overlay(table, upper);
    }
}

/// Makes the paths in `table` relative to `base`.
fn anchor(table: &mut Table, base: &Path) {
    for (section, key) in [
        ("server", "data_dir"),
        ("rules", "directory"),
        ("wasm", "plugin_dir"),
    ] {
        if let Some(Value::Table(section)) = table.get_mut(section) {
            anchor_value(section.get_mut(key), base);
        }
    }
    let plugins = table
        .get_mut("wasm")
        .and_then(|wasm| wasm.get_mut("plugins"));
    for plugin in plugins.and_then(Value::as_array_mut).into_iter().flatten() {
        anchor_value(plugin.get_mut("wasm_path"), base);
    }
    let providers = table.get_mut("providers").and_then(Value::as_array_mut);
    for provider in providers.into_iter().flatten() {
        anchor_value(provider.get_mut("ca_file"), base);
    }
}

fn anchor_value(value: Option<&mut Value>, base: &Path) {
    if let Some(Value::String(path)) = value
        && !path.is_empty()
    {
        *path = base.join(&*path).to_string_lossy().into_owned();
    }
}
