//! CEL expressions.
//!
//! The parser is that of the crate `cel`. It recurses without a bound, so an expression is scanned
//! before it is parsed, and the loader runs on a thread with a large stack. What it yields is
//! compiled into the tree that YAML conditions have, too.

mod compile;
mod scan;

use cel::{Env, ParseErrors};

use crate::condition::{Node, Patterns};

/// An expression within its bounds.
pub struct Scanned<'s> {
    source: &'s str,
    tokens: usize,
}

/// Checks the bounds that have to hold before an expression is parsed.
///
/// # Errors
/// Names the bound that was met.
pub fn scan(source: &str) -> Result<Scanned<'_>, String> {
    scan::check(source).map(|tokens| Scanned { source, tokens })
}

impl Scanned<'_> {
    /// How many tokens it has.
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// Compiles it. Must run on a thread with a stack of
    /// [`LOADER_STACK_BYTES`](crate::bounds::LOADER_STACK_BYTES).
    ///
    /// # Errors
    /// Says what is wrong with it and what to do.
    pub fn compile(&self, patterns: &mut Patterns) -> Result<Node, String> {
        // Without macros of the library: they would be expanded into loops, and the canonical form
        // would have to be guessed. Its bound on recursion is less exact than the scan and says
        // less.
        let parser = Env::default()
            .with_optional_support(false)
            .parser()
            .max_recursion_depth(u16::MAX);
        let expression = parser
            .parse(self.source)
            .map_err(|errors| describe(&errors))?;
        compile::Compiler::new(patterns).expression(&expression)
    }
}

fn describe(errors: &ParseErrors) -> String {
    let Some(error) = errors.errors.first() else {
        return "this is not a CEL expression".to_owned();
    };
    if error.msg.contains("reserved identifier: namespace") {
        return "`namespace` is a reserved word of CEL; write `action.namespace`".to_owned();
    }
    let (line, column) = error.pos;
    format!(
        "this is not a CEL expression, at its line {line}, column {column}: {}",
        reason(&error.msg)
    )
}

/// The parser's words, without the list of every token that could have followed.
fn reason(message: &str) -> String {
    let message = message.strip_prefix("Syntax error: ").unwrap_or(message);
    if message.starts_with("token recognition error at: '=") {
        return "a single `=`; write `==` to compare".to_owned();
    }
    let message = match message.split_once(" expecting {") {
        Some((message, _)) => message,
        None => message,
    };
    message
        .replace("mismatched input '<EOF>'", "it ends too early")
        .replace('\n', " ")
}
