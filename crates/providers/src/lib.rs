//! What carries actions out.
