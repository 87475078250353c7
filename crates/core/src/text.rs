//! Text that what is shown has in common with what it is shown of.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text, or a part of one, that is shared and not copied. Cheap to clone. On the wire it is a
/// string.
#[derive(Clone)]
pub struct SharedText {
    whole: Arc<str>,
    /// Always within `whole`, on boundaries of characters.
    range: Range<usize>,
}

impl SharedText {
    /// The part of this text between two bytes of it; none when they are outside of it or within a
    /// character.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Option<Self> {
        self.get(range.clone())?;
        let start = self.range.start;
        Some(Self {
            whole: Arc::clone(&self.whole),
            range: start + range.start..start + range.end,
        })
    }
}

impl Deref for SharedText {
    type Target = str;
    fn deref(&self) -> &str {
        self.whole.get(self.range.clone()).unwrap_or_default()
    }
}

impl From<Arc<str>> for SharedText {
    fn from(whole: Arc<str>) -> Self {
        Self {
            range: 0..whole.len(),
            whole,
        }
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        Arc::<str>::from(text).into()
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Arc::<str>::from(text).into()
    }
}

impl PartialEq for SharedText {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SharedText {}

impl PartialEq<str> for SharedText {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for SharedText {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Debug for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl Serialize for SharedText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for SharedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_within_the_text_and_between_characters() {
        let text = SharedText::from("aéb");
        assert_eq!(text.part(1..3).as_deref(), Some("é"));
        assert_eq!(text.part(0..4).as_ref(), Some(&text));
        let rest = text.part(1..4).unwrap();
        assert_eq!(rest.part(2..3).as_deref(), Some("b"));
        for (start, end) in [(2, 3), (0, 2), (0, 5), (3, 1)] {
            assert_eq!(text.part(start..end), None, "{start}..{end}");
        }
        assert_eq!(rest.part(0..4), None);
    }

    #[test]
    fn on_the_wire_it_is_a_string() {
        let part = SharedText::from("one two").part(4..7).unwrap();
        let json = serde_json::to_string(&part).unwrap();
        assert_eq!(json, "\"two\"");
        assert_eq!(serde_json::from_str::<SharedText>(&json).unwrap(), part);
    }
}
