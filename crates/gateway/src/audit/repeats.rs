//! Finding hidden values in other texts, all at once: what a client puts at a masked place must not
//! make this slow.

use std::collections::HashSet;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::mask::MASKED;

/// Shorter texts are hidden where they stand, but not looked for elsewhere: they would be found in
/// every other word.
pub(super) const MIN_SEARCHED_BYTES: usize = 4;
/// Most texts that are looked for.
const MAX_TEXTS: usize = 1000;
/// Most bytes of them together.
const MAX_BYTES: usize = 65_536;
/// A text from this length on may have been cut within a hidden value.
const MAYBE_CUT_BYTES: usize = 150;

/// The values to look for.
#[derive(Clone, Debug)]
pub(super) struct Repeats {
    texts: Arc<[String]>,
    whole: AhoCorasick,
    /// Their first bytes.
    starts: AhoCorasick,
}

impl Repeats {
    /// None when they are too many.
    pub(super) fn of(texts: &HashSet<String>) -> Option<Self> {
        let texts: Vec<String> = (texts.iter())
            .filter(|text| text.len() >= MIN_SEARCHED_BYTES)
            .cloned()
            .collect();
        let bytes: usize = texts.iter().map(String::len).sum();
        if texts.len() > MAX_TEXTS || bytes > MAX_BYTES {
            return None;
        }
        let whole = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&texts);
        let starts = texts
            .iter()
            .map(|text| &text.as_bytes()[..MIN_SEARCHED_BYTES]);
        Some(Self {
            whole: whole.ok()?,
            starts: AhoCorasick::new(starts).ok()?,
            texts: texts.into(),
        })
    }

    /// Hides them in a text, also one that is cut off at the end of the text.
    pub(super) fn hide(&self, text: &mut String) {
        if self.texts.is_empty() {
            return;
        }
        if self.whole.is_match(text.as_str()) {
            let replacements = vec![MASKED; self.texts.len()];
            *text = self.whole.replace_all(text, &replacements);
        }
        let (head, cut) = match text.find('…') {
            Some(end) => (&text[..end], true),
            None => (text.as_str(), text.len() >= MAYBE_CUT_BYTES),
        };
        if cut && let Some(start) = self.cut_off(head) {
            let shown = text.get(..start).unwrap_or_default();
            *text = format!("{shown}{MASKED}");
        }
    }

    /// Where a value starts that the end of `head` is the beginning of.
    fn cut_off(&self, head: &str) -> Option<usize> {
        (self.starts.find_overlapping_iter(head))
            .find(|found| {
                let text = self.texts[found.pattern().as_usize()].as_bytes();
                text.starts_with(&head.as_bytes()[found.start()..])
            })
            .map(|found| found.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(texts: &[&str], text: &str) -> String {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        let mut text = text.to_owned();
        Repeats::of(&texts).unwrap().hide(&mut text);
        text
    }

    #[test]
    fn of_values_within_each_other_the_longer_is_hidden() {
        let found = hidden(
            &["secret", "secret-key", "abc"],
            "my secret-key, a secret, abc",
        );
        assert_eq!(found, "my [masked], a [masked], abc");
    }

    #[test]
    fn a_value_that_was_cut_is_hidden_too() {
        let long = "0123456789".repeat(100);
        let shown = format!("it is {}… (1000 bytes in all)", &long[..200]);
        assert_eq!(hidden(&[&long], &shown), "it is [masked]");
        let shown = format!("{} {}", "x".repeat(150), &long[..7]);
        assert_eq!(
            hidden(&[&long], &shown),
            format!("{} [masked]", "x".repeat(150))
        );
        assert_eq!(hidden(&["test-key"], "this is a test"), "this is a test");
        assert_eq!(hidden(&["üöä-key"], "…üöä-key"), "…[masked]");
    }
}
