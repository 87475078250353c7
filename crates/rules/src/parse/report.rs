//! Where the loader is, and what it found wrong.

use std::fmt::Write as _;

use crate::LoadProblem;
use crate::bounds::CEL_TOKENS_IN_ALL;
use crate::condition::Patterns;

/// A place in a rule file.
#[derive(Clone, Debug)]
pub struct Place {
    line: Option<u64>,
    field: String,
}

impl Place {
    /// The file as a whole.
    pub fn file() -> Self {
        Self {
            line: None,
            field: String::new(),
        }
    }

    /// The value at `line` under `key` of this place.
    pub fn key(&self, key: &str, line: u64) -> Self {
        let mut field = self.field.clone();
        if !field.is_empty() {
            field.push('.');
        }
        field.push_str(key);
        Self {
            line: Some(line),
            field,
        }
    }

    /// The element of this place at `line`.
    pub fn element(&self, index: usize, line: u64) -> Self {
        let mut field = self.field.clone();
        let _ = write!(field, "[{index}]");
        Self {
            line: Some(line),
            field,
        }
    }

    /// The same field, at another line.
    pub fn at_line(&self, line: u64) -> Self {
        Self {
            line: Some(line),
            field: self.field.clone(),
        }
    }

    pub fn line(&self) -> u64 {
        self.line.unwrap_or(1)
    }
}

/// What all files together have used of the bounds on them.
#[derive(Debug)]
pub struct Spent {
    /// Tokens of CEL that may still be parsed.
    cel_tokens_left: usize,
    /// The regular expressions.
    pub patterns: Patterns,
}

impl Default for Spent {
    fn default() -> Self {
        Self {
            cel_tokens_left: CEL_TOKENS_IN_ALL,
            patterns: Patterns::default(),
        }
    }
}

/// What is wrong in one file.
#[derive(Debug)]
pub struct FileReport<'f> {
    file: &'f str,
    pub spent: &'f mut Spent,
    pub errors: Vec<LoadProblem>,
    pub warnings: Vec<LoadProblem>,
}

impl<'f> FileReport<'f> {
    pub fn new(file: &'f str, spent: &'f mut Spent) -> Self {
        Self {
            file,
            spent,
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub fn file(&self) -> &'f str {
        self.file
    }

    /// Whether the conditions of this file are CEL expressions.
    pub fn is_cel(&self) -> bool {
        self.file.to_ascii_lowercase().ends_with(".cel")
    }

    /// Takes note of an expression that is about to be parsed.
    ///
    /// # Errors
    /// When the bound on all expressions together is met.
    pub fn count_cel_tokens(&mut self, tokens: usize) -> Result<(), String> {
        let left = &mut self.spent.cel_tokens_left;
        *left = left.checked_sub(tokens).ok_or_else(|| {
            format!(
                "the CEL expressions of all files have more than {CEL_TOKENS_IN_ALL} tokens, which \
                 is the bound; write conditions in YAML, or fewer of them"
            )
        })?;
        Ok(())
    }

    pub fn error(&mut self, place: &Place, message: impl Into<String>) {
        let problem = self.problem(place, message.into());
        self.errors.push(problem);
    }

    pub fn warning(&mut self, place: &Place, message: impl Into<String>) {
        let problem = self.problem(place, message.into());
        self.warnings.push(problem);
    }

    fn problem(&self, place: &Place, message: String) -> LoadProblem {
        LoadProblem {
            file: self.file.to_owned(),
            line: place.line,
            field: (!place.field.is_empty()).then(|| place.field.clone()),
            message,
        }
    }
}
