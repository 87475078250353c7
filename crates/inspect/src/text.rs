//! Names that a module chose, made fit for a message.

/// Longest part of a name that a message shows, in characters.
const MAX_SHOWN: usize = 120;

/// `name` for a message: control and layout characters replaced, long names cut.
#[must_use]
pub fn shown(name: &str) -> String {
    let mut shown: String = name
        .chars()
        .take(MAX_SHOWN)
        .map(|c| if is_printable(c) { c } else { '\u{fffd}' })
        .collect();
    if name.chars().nth(MAX_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Neither a control character nor one that reorders or hides the text around it.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '`' | '\u{ad}' | '\u{61c}' | '\u{feff}')
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn hostile_names_become_harmless() {
        assert_eq!(shown("plain::name"), "plain::name");
        assert_eq!(shown("a\u{1b}[31m\n"), "a\u{fffd}[31m\u{fffd}");
        assert_eq!(shown("x\u{202e}y"), "x\u{fffd}y");
        let long = shown(&"ü".repeat(500));
        assert_eq!(long.chars().count(), 121);
        assert!(long.ends_with('…'));
    }
}
