//! Finds the line a key stands at.

use toml_edit::{Document, Item, TableLike};

/// Line, from 1, of the deepest part of `key` that the text has.
pub(super) fn line(text: &str, key: &str) -> Option<usize> {
    let document = Document::parse(text).ok()?;
    let key = key.replace('[', ".").replace(']', "");
    let parts: Vec<_> = key.split('.').collect();
    deepest(document.as_item(), &parts).map(|start| line_of(text, start))
}

/// Line, from 1, that the byte at `offset` lies in.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}

/// Where the deepest of `parts` starts that `item` holds.
fn deepest(item: &Item, parts: &[&str]) -> Option<usize> {
    let (part, rest) = parts.split_first()?;
    if let Some(table) = item.as_table_like() {
        return member(table, part, rest);
    }
    let index: usize = part.parse().ok()?;
    if let Some(tables) = item.as_array_of_tables() {
        let table = tables.get(index)?;
        let next = rest
            .split_first()
            .and_then(|(part, rest)| member(table, part, rest));
        return next.or(table.span().map(|span| span.start));
    }
    let value = item.as_array()?.get(index)?;
    let next = value.as_inline_table().and_then(|table| {
        rest.split_first()
            .and_then(|(part, rest)| member(table, part, rest))
    });
    next.or(value.span().map(|span| span.start))
}

fn member(table: &dyn TableLike, part: &str, rest: &[&str]) -> Option<usize> {
    let (key, item) = table.get_key_value(part)?;
    deepest(item, rest).or_else(|| key.span().or_else(|| item.span()).map(|span| span.start))
}
