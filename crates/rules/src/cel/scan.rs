//! Bounds that have to hold before an expression is parsed.

use crate::bounds::{CEL_BRACKETS, CEL_OPERATORS_IN_A_ROW, CEL_SOURCE_BYTES, CEL_TOKENS};

/// Checks length, tokens, brackets and operators in a row, and counts the tokens.
///
/// # Errors
/// Names the bound that was met.
pub fn check(source: &str) -> Result<usize, String> {
    if source.len() > CEL_SOURCE_BYTES {
        return Err(format!(
            "the CEL expression has {} bytes; the bound is {CEL_SOURCE_BYTES}, split the rule",
            source.len()
        ));
    }
    let mut tokens = 0;
    // Operators and dots in a row so far, in each open bracket and outside of all.
    let mut rows = vec![Row::default()];
    for token in (Tokens { rest: source }) {
        tokens += 1;
        if tokens > CEL_TOKENS {
            return Err(format!(
                "the CEL expression has more than {CEL_TOKENS} tokens, which is the bound; split \
                 the rule"
            ));
        }
        match token {
            Token::Open => rows.push(Row::default()),
            Token::Close if rows.len() > 1 => {
                rows.pop();
            }
            Token::Close | Token::Other => {}
            Token::Separator | Token::Operator | Token::Dot => {
                if let Some(row) = rows.last_mut() {
                    row.count(&token)?;
                }
            }
        }
        if rows.len() > CEL_BRACKETS + 1 {
            return Err(format!(
                "the CEL expression has more than {CEL_BRACKETS} brackets open at once, which is \
                 the bound; split the rule"
            ));
        }
    }
    Ok(tokens)
}

/// What makes the syntax tree deeper without a bracket.
#[derive(Default)]
struct Row {
    operators: usize,
    dots: usize,
}

impl Row {
    fn count(&mut self, token: &Token) -> Result<(), String> {
        match token {
            Token::Separator => *self = Self::default(),
            Token::Dot => self.dots += 1,
            _ => {
                self.operators += 1;
                self.dots = 0;
            }
        }
        if self.operators.max(self.dots) > CEL_OPERATORS_IN_A_ROW {
            return Err(format!(
                "the CEL expression has more than {CEL_OPERATORS_IN_A_ROW} operators in a row, \
                 which is the bound; split the rule"
            ));
        }
        Ok(())
    }
}

enum Token {
    Open,
    Close,
    /// A comma, or an operator whose operands the parser keeps in a flat list.
    Separator,
    /// An operator whose operands the parser nests.
    Operator,
    Dot,
    Other,
}

/// The tokens of an expression, as coarsely as the bounds need them. What is not CEL at all is one
/// token a character, and left for the parser to refuse.
struct Tokens<'s> {
    rest: &'s str,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            self.rest = self.rest.trim_start();
            let Some(comment) = self.rest.strip_prefix("//") else {
                break;
            };
            self.rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        }
        let (token, length) = scan(self.rest)?;
        self.rest = self.rest.get(length..).unwrap_or_default();
        Some(token)
    }
}

/// The token at the start, and its length in bytes, at least 1.
fn scan(text: &str) -> Option<(Token, usize)> {
    let first = text.chars().next()?;
    if let Some(length) = string_length(text) {
        return Some((Token::Other, length));
    }
    if first.is_ascii_alphanumeric() || first == '_' {
        let length = text
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(text.len());
        let token = if text.get(..length) == Some("in") {
            Token::Operator
        } else {
            Token::Other
        };
        return Some((token, length));
    }
    for separator in ["&&", "||", ","] {
        if text.starts_with(separator) {
            return Some((Token::Separator, separator.len()));
        }
    }
    for operator in ["==", "!=", "<=", ">="] {
        if text.starts_with(operator) {
            return Some((Token::Operator, operator.len()));
        }
    }
    let token = match first {
        '(' | '[' | '{' => Token::Open,
        ')' | ']' | '}' => Token::Close,
        '+' | '-' | '*' | '/' | '%' | '<' | '>' | '?' | '!' => Token::Operator,
        '.' => Token::Dot,
        _ => Token::Other,
    };
    Some((token, first.len_utf8()))
}

/// The length of the string or bytes literal at the start, if there is one; up to the end of the
/// text when it is not closed.
fn string_length(text: &str) -> Option<usize> {
    let quoted = text.trim_start_matches(['r', 'R', 'b', 'B']);
    let prefix = text.len() - quoted.len();
    if prefix > 2 {
        return None;
    }
    let raw = text.get(..prefix)?.contains(['r', 'R']);
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let triple = quote.to_string().repeat(3);
    let close = if quoted.starts_with(&triple) {
        triple
    } else {
        quote.to_string()
    };
    let mut at = close.len();
    loop {
        let rest = quoted.get(at..)?;
        if rest.starts_with(&close) {
            return Some(prefix + at + close.len());
        }
        let mut characters = rest.chars();
        match characters.next() {
            None => return Some(text.len()),
            Some('\\') if !raw => {
                at += 1 + characters.next().map_or(0, char::len_utf8);
            }
            Some(c) => at += c.len_utf8(),
        }
    }
}
