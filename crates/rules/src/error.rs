//! What is wrong with a rule file.

use std::fmt;

/// A place in a rule file, and what is wrong there and what to do about it.
///
/// Both errors and warnings have this shape.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct LoadProblem {
    /// The file, as it was named in [`RuleFile::path`](crate::RuleFile::path).
    pub file: String,
    /// Line from 1; none when the file as a whole is meant.
    pub line: Option<u64>,
    /// The field, for example `rules[2].condition.all[0].gt`; none when the text is not YAML.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for LoadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ": {field}")?;
        }
        write!(f, ": {}", self.message)
    }
}
