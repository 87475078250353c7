//! Bounds on what is read and compiled, so that no module can fill the memory or keep the compiler
//! busy for minutes.
//!
//! Plugins have few imports and exports: some 16 and 5 in Go, 5 and 2 for the specification's
//! sample in Rust.
//!
//! Code generation takes time that grows faster than the size of a single function, and a fixed
//! time for each function however small. The largest of the 2,116 functions that Go's standard
//! compiler (1.26) emits for a plugin that parses JSON has 29 KB and 20 variables, the largest of
//! the specification's sample in Rust 7 KB and 35 variables.

/// Imports a module may have.
pub const MAX_IMPORTS: usize = 1_000;
/// Exports a module may have.
pub const MAX_EXPORTS: usize = 10_000;
/// What the names of the exports may take together, in bytes. They stay in memory as long as the
/// plugin is registered.
pub const MAX_EXPORT_NAME_BYTES: usize = 1024 * 1024;
/// Largest body of one function, in bytes.
pub const MAX_FUNCTION_BYTES: usize = 256 * 1024;
/// Functions a module may define.
pub const MAX_FUNCTIONS: usize = 50_000;
/// Local variables a function may declare, parameters not counted.
pub const MAX_LOCALS: u64 = 10_000;
/// Local variables times the square of the number of blocks (`block`, `loop`, `if`), summed over
/// the module's large functions: what assigning registers takes at worst. 500 variables and 10,000
/// loops in one function come to 50,000,000,000 and keep the compiler busy for many seconds; Go's
/// and Rust's plugins stay below 1,000,000,000.
pub const MAX_COMPILE_WORK: u64 = 20_000_000_000;
/// Reasons of one kind that are kept; a message shows fewer.
pub(crate) const MAX_REASONS: usize = 100;
/// A function that cannot come to more than this is too small to count.
pub(crate) const NEGLIGIBLE_WORK: u64 = 100_000_000;
