//! Regular expressions within bounds.

use regex::{Regex, RegexBuilder};

use crate::bounds::{PATTERN_BYTES, PATTERN_KIB, PATTERN_KIB_IN_ALL};

/// A compiled regular expression.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    /// Upper bound of its size when compiled.
    kib: u32,
}

impl Pattern {
    /// The source.
    pub fn as_str(&self) -> &str {
        self.regex.as_str()
    }

    /// Whether it finds something in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Steps that searching so many bytes counts. The worst case is the bytes times the size of the
    /// expression, so a large one pays more.
    pub fn steps(&self, bytes: usize) -> usize {
        bytes.saturating_mul(self.kib as usize).div_ceil(8)
    }
}

/// Compiles the regular expressions of a rule set, within one bound for all.
#[derive(Debug)]
pub struct Patterns {
    kib_left: u32,
}

impl Default for Patterns {
    fn default() -> Self {
        Self {
            kib_left: PATTERN_KIB_IN_ALL,
        }
    }
}

impl Patterns {
    /// Compiles one.
    ///
    /// # Errors
    /// Says what is wrong with it, or names the bound that was met.
    pub fn compile(&mut self, source: &str) -> Result<Pattern, String> {
        if source.len() > PATTERN_BYTES {
            return Err(format!(
                "the regular expression has {} bytes; the bound is {PATTERN_BYTES}, make it shorter",
                source.len()
            ));
        }
        // The library does not tell how large the result is, only whether it exceeds a limit.
        for kib in PATTERN_KIB {
            let Some(regex) = compile_within(source, kib)? else {
                continue;
            };
            self.kib_left = self.kib_left.checked_sub(kib).ok_or_else(|| {
                format!(
                    "the regular expressions of all files together need more than \
                     {PATTERN_KIB_IN_ALL} KiB when compiled, which is the bound; use fewer or \
                     smaller ones"
                )
            })?;
            return Ok(Pattern { regex, kib });
        }
        let largest = PATTERN_KIB.last().copied().unwrap_or_default();
        Err(format!(
            "the regular expression needs more than {largest} KiB when compiled; use smaller \
             repetition counts or fewer alternatives"
        ))
    }
}

/// None when it is larger.
fn compile_within(source: &str, kib: u32) -> Result<Option<Regex>, String> {
    let bytes = kib as usize * 1024;
    let compiled = RegexBuilder::new(source)
        .size_limit(bytes)
        .dfa_size_limit(bytes.max(64 * 1024))
        .nest_limit(50)
        .build();
    match compiled {
        Ok(regex) => Ok(Some(regex)),
        Err(regex::Error::CompiledTooBig(_)) => Ok(None),
        Err(error) => {
            let text = error.to_string();
            let reason = text.lines().last().unwrap_or_default();
            let reason = reason.strip_prefix("error: ").unwrap_or(reason);
            Err(format!("`{source}` is not a regular expression: {reason}"))
        }
    }
}
