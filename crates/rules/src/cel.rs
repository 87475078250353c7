//! CEL expressions.
//!
//! The parser is that of the crate `cel`. It recurses without a bound, so an expression is scanned
//! before it is parsed, and the loader runs on a thread with a large stack. What it yields is
//! compiled into the tree that YAML conditions have, too.

mod compile;
mod scan;

use cel::Env;

use crate::condition::Node;

/// Compiles an expression. Must run on a thread with a stack of
/// [`LOADER_STACK_BYTES`](crate::bounds::LOADER_STACK_BYTES).
///
/// # Errors
/// Says what is wrong with it and what to do.
pub fn compile(source: &str) -> Result<Node, String> {
    scan::check(source)?;
    // Without macros of the library: they would be expanded into loops, and the canonical form
    // would have to be guessed.
    let parser = Env::default().with_optional_support(false).parser();
    let expression = parser.parse(source).map_err(|errors| {
        let Some(error) = errors.errors.first() else {
            return "this is not a CEL expression".to_owned();
        };
        if error.msg.contains("reserved identifier: namespace") {
            return "`namespace` is a reserved word of CEL; write `action.namespace`".to_owned();
        }
        let (line, column) = error.pos;
        format!(
            "this is not a CEL expression: {} at line {line}, column {column} of the expression",
            error.msg.to_lowercase().replace('\n', " ")
        )
    })?;
    compile::Compiler::default().expression(&expression)
}
