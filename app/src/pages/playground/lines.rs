//! Keys and values, one to a line: `key = value`.

/// One line that is not empty.
pub struct Numbered<'t> {
    /// Its number, from 1.
    pub number: usize,
    /// What it says, or why that cannot be read.
    pub content: Result<Line<'t>, String>,
}

/// What a line says.
pub struct Line<'t> {
    /// The key.
    pub key: String,
    /// The value, without the spaces around it.
    pub value: &'t str,
}

/// The lines of a text that are not empty. A key may stand in quotes, as in JSON, when it has
/// characters of its own at its ends, or a line break.
pub fn read(text: &str) -> impl Iterator<Item = Numbered<'_>> {
    let numbered = text.lines().enumerate();
    let filled = numbered.filter(|(_, line)| !line.trim().is_empty());
    filled.map(|(index, line)| Numbered {
        number: index + 1,
        content: content(line),
    })
}

/// The value is what follows the last `=`: keys come from actions, and may contain one.
fn content(line: &str) -> Result<Line<'_>, String> {
    let Some((key, value)) = line.rsplit_once('=') else {
        return Err("there is no `=` between a key and its value".to_owned());
    };
    let (key, value) = (key.trim(), value.trim());
    let key = if key.starts_with('"') {
        serde_json::from_str(key).map_err(|_| format!("the key {key} is not a string of JSON"))?
    } else {
        key.to_owned()
    };
    if key.is_empty() {
        return Err("there is no key before the `=`".to_owned());
    }
    Ok(Line { key, value })
}

/// The text that [`read`] reads.
pub fn write<'k>(entries: impl Iterator<Item = (&'k str, String)>) -> String {
    let mut text = String::new();
    for (key, value) in entries {
        if !text.is_empty() {
            text.push('\n');
        }
        let plain = key == key.trim() && !key.starts_with('"') && !key.contains(['\n', '\r']);
        if plain {
            text.push_str(key);
        } else {
            text.push_str(&serde_json::Value::from(key).to_string());
        }
        text.push_str(" = ");
        text.push_str(&value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Result<Vec<(String, String)>, (usize, String)> {
        read(text)
            .map(|line| match line.content {
                Ok(Line { key, value }) => Ok((key, value.to_owned())),
                Err(message) => Err((line.number, message)),
            })
            .collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let keys = [
            "plain",
            "a=b",
            "two words",
            " spaces ",
            "\"quoted\"",
            "two\nlines",
            "é",
        ];
        let written = write(keys.iter().map(|key| (*key, "1".to_owned())));
        let read: Vec<String> = entries(&written)
            .unwrap()
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        assert_eq!(read, keys);
    }

    #[test]
    fn spaces_and_empty_lines_do_not_matter() {
        assert_eq!(
            entries("\n  invoice 7=  86400 \n\n").unwrap(),
            [("invoice 7".to_owned(), "86400".to_owned())]
        );
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        for (text, line, message) in [
            (
                "a = 1\n\nb",
                3,
                "there is no `=` between a key and its value",
            ),
            ("= 1", 1, "there is no key before the `=`"),
            ("\"a = 1", 1, "the key \"a is not a string of JSON"),
        ] {
            assert_eq!(entries(text).unwrap_err(), (line, message.to_owned()));
        }
    }
}
