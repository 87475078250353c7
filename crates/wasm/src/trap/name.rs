//! Names of functions as their authors wrote them.

use std::fmt::{self, Write};

/// Longest name that is looked at, in bytes; compilers write shorter ones.
const MAX_NAME_BYTES: usize = 4 * 1024;
/// How much of a readable name is written, in bytes. The mangled form repeats parts by reference,
/// so that a few bytes can stand for a megabyte.
const MAX_WRITTEN_BYTES: usize = 512;

/// The readable form of a name from the name section, cut when it is long; none when the name is
/// too long to be one.
pub(super) fn demangled(name: &str) -> Option<String> {
    if name.len() > MAX_NAME_BYTES {
        return None;
    }
    let mut written = Bounded(String::new());
    // It ends early when there is more than is kept.
    let _ = write!(written, "{:#}", rustc_demangle::demangle(name));
    Some(written.0)
}

/// Takes text up to a bound.
struct Bounded(String);

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = MAX_WRITTEN_BYTES - self.0.len();
        let fits = text.floor_char_boundary(room);
        let (fitting, rest) = text.split_at(fits);
        self.0.push_str(fitting);
        if rest.is_empty() {
            Ok(())
        } else {
            Err(fmt::Error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_WRITTEN_BYTES, demangled};

    #[test]
    fn names_are_made_readable() {
        for (name, readable) in [
            ("_ZN6plugin4eval17h0123456789abcdefE", "plugin::eval"),
            ("_RNvC6plugin4eval", "plugin::eval"),
            ("runtime.run", "runtime.run"),
        ] {
            assert_eq!(demangled(name).as_deref(), Some(readable));
        }
    }

    #[test]
    fn long_names_are_cut_or_ignored() {
        assert_eq!(demangled(&"x".repeat(4_097)), None);
        let cut = demangled(&"ü".repeat(2_000)).unwrap();
        assert_eq!(cut, "ü".repeat(MAX_WRITTEN_BYTES / 2));
    }

    /// Each level is a pair of the one before: 2^20 names from some hundred bytes.
    #[test]
    fn a_name_that_expands_is_cut() {
        let mut name = "_RINvC1a1fTjjE".to_owned();
        let mut pair = "_RINvC1a1f".len() - "_R".len();
        for _ in 0..20 {
            let back = reference(pair);
            pair = name.len() - "_R".len();
            name += &format!("T{back}{back}E");
        }
        name += "E";
        let whole = format!("{:#}", rustc_demangle::demangle(&name));
        assert!(whole.len() > 100_000, "{whole}");
        let cut = demangled(&name).unwrap();
        assert!(cut.starts_with("a::f::<"), "{cut}");
        assert!(cut.len() <= MAX_WRITTEN_BYTES);
    }

    /// A reference to the place `at` in a name.
    fn reference(at: usize) -> String {
        const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let mut digits = String::new();
        let mut rest = at;
        if rest > 0 {
            rest -= 1;
            loop {
                digits.insert(0, DIGITS[rest % 62] as char);
                rest /= 62;
                if rest == 0 {
                    break;
                }
            }
        }
        format!("B{digits}_")
    }
}
