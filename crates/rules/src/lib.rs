//! The rule engine: reads rule files, and decides what becomes of an action.
//!
//! Pure and synchronous: no I/O, no runtime, no plugin host. What it needs from outside comes
//! through two ports, [`PluginInvoker`] and [`StateSnapshot`].
//!
//! YAML conditions and CEL expressions are compiled into one tree, which one evaluator walks, so
//! that they cannot differ in meaning. Everything that a rule file, an action or a plugin's answer
//! can make large is bounded; the bounds are in `bounds.rs`.

mod allowance;
mod answer;
mod bounds;
mod cel;
mod condition;
mod decision;
mod engine;
mod error;
mod eval;
mod function;
mod operator;
mod parse;
mod ports;
mod rule;
mod time;
mod trace;
mod value;

pub use bounds::MAX_FILE_BYTES;
pub use decision::{CallMade, Decision, ErrorKind, Options, Request, RuleError, Trace};
pub use engine::evaluate;
pub use error::LoadProblem;
pub use parse::{LoadOptions, RuleFile, load};
pub use ports::{PluginInvoker, StateKeys, StateSnapshot};
pub use rule::{PluginReference, Rule, RuleSet};
