//! Bounds on what is compiled, so that no module can keep the compiler busy for minutes.
//!
//! Code generation takes time that grows faster than the size of a single function, and a fixed
//! time for each function however small. The largest function that Go's standard compiler (1.26)
//! emits for the specification's sample has 33 KiB; large C++ and Rust programs stay below
//! 200 KiB.

/// Largest body of one function, in bytes.
pub const MAX_FUNCTION_BYTES: usize = 256 * 1024;
/// Functions a module may define.
pub const MAX_FUNCTIONS: usize = 50_000;
/// Local variables a function may declare, parameters not counted.
pub const MAX_LOCALS: u64 = 10_000;
