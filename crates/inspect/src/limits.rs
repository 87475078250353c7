//! Bounds on what is compiled, so that no module can keep the compiler busy for minutes.
//!
//! Code generation takes time that grows faster than the size of a single function, and a fixed
//! time for each function however small. The largest of the 2,116 functions that Go's standard
//! compiler (1.26) emits for a plugin that parses JSON has 29 KB and 20 variables, the largest of
//! the specification's sample in Rust 7 KB and 35 variables.

/// Largest body of one function, in bytes.
pub const MAX_FUNCTION_BYTES: usize = 256 * 1024;
/// Functions a module may define.
pub const MAX_FUNCTIONS: usize = 50_000;
/// Local variables a function may declare, parameters not counted.
pub const MAX_LOCALS: u64 = 10_000;
