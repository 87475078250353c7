//! How a condition is laid out: lines, links and marks. Pure.

use std::ops::Range;

use acteon_api_types::ConditionPart;

use super::marks::{Mark, stretches};

/// A group longer than so many bytes has each of its members on a line of its own.
const LINE: usize = 56;
/// What a group starts with, or `any(`: its members stand below one another.
const GROUP: &str = "all(";
/// Deepest indentation.
const MAX_INDENT: usize = 12;
/// What a call of a plugin starts with.
const CALL: &str = "wasm(\"";

/// What a piece of a condition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything else.
    Plain,
    /// A string.
    Text,
    /// `&&` or `||`.
    Operator,
    /// The name of a plugin.
    Plugin,
}

/// A piece of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text, line breaks included.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// How it is marked.
    pub mark: Option<Mark>,
}

/// The pieces of a condition, in order.
pub fn pieces(text: &str, parts: &[ConditionPart]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut marks = marks(text, parts).into_iter().peekable();
    for (range, kind, broken) in tokens(text) {
        let mut at = range.start;
        while at < range.end {
            while marks.next_if(|(marked, _)| marked.end <= at).is_some() {}
            let (end, mark) = match marks.peek() {
                Some((marked, mark)) if marked.start <= at => (marked.end, Some(*mark)),
                Some((marked, _)) => (marked.start, None),
                None => (range.end, None),
            };
            let end = end.min(range.end);
            // Offsets come from a server and might not fall between characters.
            let Some(piece) = text.get(at..end) else {
                return vec![plain(text.to_owned())];
            };
            pieces.push(Piece {
                text: piece.to_owned(),
                kind,
                mark,
            });
            at = end;
        }
        if let Some(indent) = broken {
            pieces.push(plain(format!(
                "\n{:width$}",
                "",
                width = GROUP.len() * indent.min(MAX_INDENT)
            )));
        }
    }
    pieces
}

fn plain(text: String) -> Piece {
    Piece {
        text,
        kind: Kind::Plain,
        mark: None,
    }
}

/// What is marked, in order, without overlap; nothing when the condition was not evaluated.
fn marks(text: &str, parts: &[ConditionPart]) -> Vec<(Range<usize>, Mark)> {
    if parts.is_empty() {
        return Vec::new();
    }
    let mut end = 0;
    (stretches(text, parts).into_iter())
        .map(|stretch| {
            let start = end;
            end += stretch.text.len();
            (start..end, stretch.mark)
        })
        .collect()
}

/// What stands where: a range of the text, what it is, and whether the line ends after it, with the
/// indentation of the next.
type Token = (Range<usize>, Kind, Option<usize>);

/// Cuts a condition up. Looks at each byte a bounded number of times, whatever is in it.
fn tokens(text: &str) -> Vec<Token> {
    let ends = group_ends(text);
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token> = Vec::new();
    // Whether each open parenthesis is one of a group over several lines.
    let mut open: Vec<bool> = Vec::new();
    let mut indent = 0;
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(CALL.as_bytes()) && !follows_word(bytes, at) {
            let name = at + CALL.len();
            let end = string_end(bytes, name - 1);
            tokens.push((start..name, Kind::Plain, None));
            tokens.push((name..end.saturating_sub(1).max(name), Kind::Plugin, None));
            open.push(false);
            (start, at) = (end.saturating_sub(1).max(name), end);
        } else if rest[0] == b'"' {
            let end = string_end(bytes, at);
            tokens.push((start..at, Kind::Plain, None));
            tokens.push((at..end, Kind::Text, None));
            (start, at) = (end, end);
        } else if rest[0] == b'(' {
            let group = at >= 3
                && matches!(&bytes[at - 3..at], b"all" | b"any")
                && !follows_word(bytes, at - 3);
            let long = group && ends.get(&at).is_some_and(|end| end - at > LINE);
            open.push(long);
            indent += usize::from(long);
            at += 1;
        } else if rest[0] == b')' {
            indent -= usize::from(open.pop() == Some(true));
            at += 1;
        } else if rest.starts_with(b" && ") || rest.starts_with(b" || ") {
            let broken = (open.last() == Some(&true)).then_some(indent);
            tokens.push((start..at + 1, Kind::Plain, None));
            tokens.push((at + 1..at + 3, Kind::Operator, broken));
            at += if broken.is_some() { 4 } else { 3 };
            start = at;
        } else {
            at += 1;
        }
    }
    tokens.push((start..bytes.len(), Kind::Plain, None));
    tokens
}

/// Where each parenthesis that opens is closed.
fn group_ends(text: &str) -> std::collections::HashMap<usize, usize> {
    let bytes = text.as_bytes();
    let mut ends = std::collections::HashMap::new();
    let mut open = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at = string_end(bytes, at);
                continue;
            }
            b'(' => open.push(at),
            b')' => {
                if let Some(start) = open.pop() {
                    ends.insert(start, at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    ends
}

/// The end of the string that starts at `at`, its quotes included.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 2,
            b'"' => return end + 1,
            _ => end += 1,
        }
    }
    bytes.len()
}

/// Whether what starts at `at` is the end of a longer word.
fn follows_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        bytes[before].is_ascii_alphanumeric() || b"_.".contains(&bytes[before])
    })
}

#[cfg(test)]
mod tests;
