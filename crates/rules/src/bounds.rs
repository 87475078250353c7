//! Every bound on what a rule file may contain and an evaluation may use.

/// Size of one rule file, in bytes.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;
/// Errors that are reported of one load, and warnings.
pub const PROBLEMS: usize = 100;
/// Rules in all files together.
pub const RULES: usize = 10_000;
/// Levels of lists and mappings in a rule file.
pub const YAML_DEPTH: usize = 64;
/// Scalars, lists and mappings in a rule file, aliases expanded.
pub const YAML_NODES: usize = 200_000;

/// Length of one CEL expression, in bytes.
pub const CEL_SOURCE_BYTES: usize = 8 * 1024;
/// Tokens of one CEL expression.
pub const CEL_TOKENS: usize = 1_000;
/// Tokens of all CEL expressions of a rule set together; parsing a million takes seconds.
pub const CEL_TOKENS_IN_ALL: usize = 200_000;
/// Brackets open at once in a CEL expression.
pub const CEL_BRACKETS: usize = 24;
/// Operators in a row without a bracket or a comma in a CEL expression, `&&` and `||` not counted:
/// `1 + 1 + 1` has two.
pub const CEL_OPERATORS_IN_A_ROW: usize = 50;

/// Levels of a condition.
pub const CONDITION_DEPTH: usize = 64;
/// Parts of a condition.
pub const CONDITION_NODES: usize = 2_000;
/// Length of a regular expression, in bytes.
pub const PATTERN_BYTES: usize = 1_024;
/// Classes of the size of a compiled regular expression, in KiB; the last one is the bound.
pub const PATTERN_KIB: [u32; 4] = [4, 16, 64, 256];
/// Size of all compiled regular expressions of a rule set together, in KiB.
pub const PATTERN_KIB_IN_ALL: u32 = 64 * 1024;

/// Steps of one evaluation of a condition: a part evaluated, an element looked at, 64 bytes of text
/// compared, searched or built; [`STEPS_OF_A_CALL`] for a plugin call; for a byte searched with a
/// regular expression an eighth of its size in KiB. A step takes 10 to 50 ns; up to 400 ns in the
/// regular expressions that are the hardest to search with.
pub const STEPS: u32 = 200_000;
/// Steps of a decision, all conditions together.
pub const STEPS_OF_A_DECISION: u32 = 10_000_000;
/// Steps that a plugin call counts, besides what it takes by its own limits.
pub const STEPS_OF_A_CALL: usize = 100;
/// What one evaluation of a condition may build, in bytes: texts, lists and maps together.
pub const BUILT_BYTES: usize = 1024 * 1024;
/// Plugin calls of one evaluation of a condition.
pub const PLUGIN_CALLS: usize = 32;
/// Steps between two looks at the clock.
pub const STEPS_BETWEEN_CLOCK_READINGS: u32 = 1_000;

/// Values in the preview of one value in a trace.
pub const PREVIEW_VALUES: usize = 100;
/// Text in the preview of one value in a trace, in bytes.
pub const PREVIEW_TEXT_BYTES: usize = 4 * 1024;
/// Memory for what a trace shows of values, plugins' answers and modified payloads, in bytes. The
/// rule that decided may take more: its plugin's answer and its payload are shown in any case.
pub const TRACE_BYTES: usize = 16 * 1024 * 1024;
/// Memory for what the explanation of a decision shows of values and plugins' answers, in bytes.
pub const EXPLANATION_BYTES: usize = 64 * 1024;
/// Memory for message and metadata of one plugin's answer, in bytes.
pub const ANSWER_BYTES: usize = 2 * 1024 * 1024;
/// Memory for the metadata and messages of the calls of a decision, in bytes. The call that decided
/// is kept in any case.
pub const CALLS_BYTES: usize = 4 * 1024 * 1024;

/// Stack of the thread that reads rule files, in bytes. The CEL parser uses up to 20 KB a token in
/// a build without optimisation. The memory is only reserved.
pub const LOADER_STACK_BYTES: usize = 64 * 1024 * 1024;
