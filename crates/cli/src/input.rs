//! Actions and other JSON, from a file or from standard input.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::CliError;

/// A file, or `-` for standard input.
#[derive(Clone, Debug)]
pub struct Source(PathBuf);

impl std::str::FromStr for Source {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(PathBuf::from(text)))
    }
}

impl Source {
    /// How messages name it.
    pub fn path(&self) -> &Path {
        if self.is_stdin() {
            Path::new("standard input")
        } else {
            &self.0
        }
    }

    fn is_stdin(&self) -> bool {
        self.0.as_os_str() == "-"
    }

    /// All of its text.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn text(&self) -> Result<String, CliError> {
        let mut text = String::new();
        let read = if self.is_stdin() {
            io::stdin().read_to_string(&mut text).map(drop)
        } else {
            fs::read_to_string(&self.0).map(|read| text = read)
        };
        read.map_err(|error| CliError::read(self.path(), error))?;
        Ok(text)
    }

    /// The JSON in it.
    ///
    /// # Errors
    /// When it cannot be read or is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, CliError> {
        serde_json::from_str(&self.text()?).map_err(|error| CliError::Input {
            path: self.path().to_owned(),
            reason: format!("not the JSON that is expected: {error}"),
        })
    }

    /// One value, or each of the values in a list, or in lines below each other.
    ///
    /// # Errors
    /// As [`Self::json`].
    pub fn many(&self) -> Result<Vec<Value>, CliError> {
        let text = self.text()?;
        let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(&text)
            .into_iter()
            .collect();
        let mut values = values.map_err(|error| CliError::Input {
            path: self.path().to_owned(),
            reason: format!("not JSON: {error}"),
        })?;
        if let [Value::Array(list)] = values.as_mut_slice() {
            return Ok(std::mem::take(list));
        }
        Ok(values)
    }
}
