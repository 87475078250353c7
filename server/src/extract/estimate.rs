//! What a JSON body needs once it is parsed, which can be a hundred times its own size.

/// A node of a map in the tree that keeps a JSON object, in bytes: one for up to [`NODE_ENTRIES`].
const NODE: usize = 640;
/// Entries that one node has room for.
const NODE_ENTRIES: usize = 11;
/// What an object takes that has one entry more than a node has room for.
const THREE_NODES: usize = 2112;
/// What each further entry takes, when they come in the order that fills the nodes least.
const ENTRY: usize = 112;
/// A JSON value, in a list.
const VALUE: usize = 32;
/// Places that the first value of a list makes.
const FIRST_PLACES: usize = 4;
/// Deeper than this a body is refused.
const MAX_DEPTH: usize = 128;

/// A list or an object that is not closed yet.
#[derive(Clone, Copy, Default)]
struct Open {
    object: bool,
    values: usize,
    /// Values that a list has room for.
    places: usize,
}

impl Open {
    /// Bytes that one more value takes beside its own.
    fn add(&mut self) -> usize {
        self.values += 1;
        if self.object {
            return match self.values {
                1 => NODE,
                values if values <= NODE_ENTRIES => 0,
                values if values == NODE_ENTRIES + 1 => THREE_NODES - NODE,
                _ => ENTRY,
            };
        }
        if self.values <= self.places {
            return 0;
        }
        // The places double, and for a moment there are the old ones beside the new ones.
        if self.places == 0 {
            self.places = FIRST_PLACES;
            return FIRST_PLACES * VALUE;
        }
        let more = self.places;
        self.places += more;
        more * (VALUE + VALUE / 2)
    }
}

/// About how many bytes the values of a JSON text take in memory, if they are kept as they are
/// written; for lists as many as are needed while they grow. What is not valid JSON counts until
/// parsing stops at it, or beyond.
///
/// The figures are those of the standard library's trees and lists and of the server's allocator;
/// docs/operations.md has them.
pub(super) fn parsed_bytes(json: &[u8]) -> usize {
    let mut levels = [Open::default(); MAX_DEPTH];
    let mut depth = 0_usize;
    let mut bytes = 0_usize;
    let mut rest = json;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'"' => {
                let (length, escaped) = string(rest);
                rest = rest.get(length + 1..).unwrap_or_default();
                bytes += text(length);
                // It is put together elsewhere first.
                bytes += if escaped { length } else { 0 };
            }
            b'{' | b'[' => {
                let object = byte == b'{';
                if let Some(level) = levels.get_mut(depth) {
                    *level = Open {
                        object,
                        ..Open::default()
                    };
                    rest = rest.trim_ascii_start();
                    if !matches!(rest.first(), Some(b'}' | b']')) {
                        bytes += level.add();
                    }
                }
                depth += 1;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => {
                // What is too deep is not kept.
                let level = depth.checked_sub(1).and_then(|at| levels.get_mut(at));
                bytes += level.map_or(0, Open::add);
            }
            _ => {}
        }
    }
    bytes
}

/// The length of a string that begins here, and whether it has escapes.
fn string(rest: &[u8]) -> (usize, bool) {
    let mut at = 0;
    let mut escaped = false;
    while let Some(&byte) = rest.get(at) {
        match byte {
            b'"' => break,
            b'\\' => {
                escaped = true;
                at += 2;
            }
            _ => at += 1,
        }
    }
    (at, escaped)
}

/// What a text of so many bytes takes: the allocator rounds up.
fn text(length: usize) -> usize {
    length.next_multiple_of(8) + length / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(item: &str, count: usize) -> String {
        format!("[{}]", vec![item; count].join(","))
    }

    fn object(entries: usize) -> String {
        let entries: Vec<_> = (0..entries).map(|i| format!("\"{i:06}\":0")).collect();
        format!("{{{}}}", entries.join(","))
    }

    /// What parsing took, measured with the server's allocator: body, bytes held, most at once.
    #[test]
    fn estimates_are_near_what_was_measured() {
        let nested = format!("{}0{}", "{\"\":".repeat(100), "}".repeat(100));
        for (body, measured) in [
            (list("0", 131_072), 6_291_456),
            (list("\"\"", 87_381), 6_291_456),
            (list("[0]", 65_536), 10_485_760),
            (list(r#"{"":0}"#, 37_449), 26_064_512),
            (list(r#"{"a":0,"b":1}"#, 18_724), 13_331_520),
            (list(r#"{"id":"abc","amount":12}"#, 10_485), 7_486_328),
            (list(&object(11), 2_131), 1_688_280),
            (list(&object(12), 1_956), 4_259_200),
            (list(&object(19), 1_242), 3_592_816),
            (list(&object(100), 237), 2_867_360),
            (list(&object(10_000), 2), 2_353_536),
            (list(&nested, 500), 32_016_384),
            (format!("\"{}\"", "x".repeat(1 << 18)), 262_144),
            (format!("\"\\n{}\"", "x".repeat(1 << 22)), 8_912_896),
        ] {
            let estimate = parsed_bytes(body.as_bytes());
            let start: String = body.chars().take(30).collect();
            let range = measured / 100 * 97..measured / 100 * 120;
            assert!(range.contains(&estimate), "{start}: {estimate}, {measured}");
        }
    }

    #[test]
    fn signs_in_strings_do_not_count() {
        let plain = parsed_bytes(br#"{"a":"12345678"}"#);
        assert_eq!(parsed_bytes(br#"{"a":"{[,]}:,,"}"#), plain);
        assert_eq!(parsed_bytes(br#"{"a":"\",[\"{,"}"#), plain + 8);
    }

    #[test]
    fn whatever_comes_is_counted_without_a_panic() {
        for body in [
            "", "\"", "\"\\", "]]]}", "[,,,", "{ }", "[ ]", ",", "\"a\\\"",
        ] {
            assert!(parsed_bytes(body.as_bytes()) <= 192, "{body}");
        }
        let deep = "[".repeat(1000);
        assert_eq!(parsed_bytes(deep.as_bytes()), MAX_DEPTH * 128);
        // A deep value of a field that nobody reads hides nothing that follows.
        let hidden = format!(
            "{{\"x\":{deep}{},\"y\":{}}}",
            "]".repeat(1000),
            object(1000)
        );
        assert!(parsed_bytes(hidden.as_bytes()) > 112 * 1000);
    }
}
