/* The types of requests and answers. Written by clients/generate; do not edit. */

/** What was done. */
export type ChangeOperation =
  | "register"
  | "update"
  | "replace"
  | "restore"
  | "delete"
  | "enable"
  | "disable"
  | "reload"
  | (string & {});

/** What `enabled` of a rule was set by. */
export type EnabledBy =
  | "file"
  | "override"
  | (string & {});

/** What caused an invocation. A label of metrics and counters. */
export type InvocationOrigin =
  | "dispatch"
  | "playground"
  | "test"
  | (string & {});

/** What becomes of a rule whose condition fails. */
export type OnError =
  | "error"
  | "match"
  | "no_match"
  | (string & {});

/** What became of a dispatched action: the outcome of its audit record. */
export type Outcome =
  | "executed"
  | "suppressed"
  | "deduplicated"
  | "throttled"
  | "rerouted"
  | "failed"
  | "unknown"
  | (string & {});

/** Why a plugin gave no answer. Stable names on the wire. */
export type PluginFailureKind =
  | "timeout"
  | "memory_exceeded"
  | "invalid_output"
  | "input_overwritten"
  | "trap"
  | "function_not_found"
  | "plugin_not_found"
  | "plugin_disabled"
  | "plugin_failed"
  | "wasm_disabled"
  | "deadline"
  | "saturated"
  | (string & {});

/** Where a plugin comes from. */
export type PluginSource =
  | "upload"
  | "plugin_dir"
  | (string & {});

/** Whether a plugin can answer. */
export type PluginStatus =
  | "active"
  | "disabled"
  | "failed"
  | (string & {});

/** What a change was made to. */
export type ResourceKind =
  | "plugin"
  | "rule"
  | "rule_set"
  | (string & {});

/** What became of one rule. */
export type RuleResult =
  | "matched"
  | "not_matched"
  | "skipped"
  | "error"
  | (string & {});

/** How a rule's condition is written. */
export type RuleSource =
  | "yaml"
  | "cel"
  | "wasm_plugin"
  | (string & {});

/** What a caller may do; each role includes the ones before it. */
export type SessionRole =
  | "viewer"
  | "operator"
  | "admin"
  | (string & {});

/** Why a rule was not looked at. */
export type SkipReason =
  | "disabled"
  | "earlier_rule_matched"
  | (string & {});

/**
 * When a plugin is initialised once, at registration, and its calls start from the memory it then
 * has.
 */
export type SnapshotMode =
  | "auto"
  | "always"
  | "never"
  | (string & {});

/** The outcome of a decision. */
export type VerdictKind =
  | "allow"
  | "deny"
  | "suppress"
  | "deduplicate"
  | "throttle"
  | "reroute"
  | "modify"
  | "error"
  | (string & {});

/** Why an action could not be carried out. */
export interface ActionError {
  /** How often the provider was tried. */
  attempts: number;
  /** Stable name of the reason, like `PROVIDER_NOT_FOUND`. */
  code: string;
  /** What went wrong and what to do. */
  message: string;
  /** Whether the same action may succeed later. */
  retryable: boolean;
}

/** Answer of `GET /v1/audit`, newest first. */
export interface AuditPage {
  /** Most records on this page. */
  limit: number;
  /** Pass as `cursor` to get the next page; null at the end. */
  next_cursor?: string | null;
  /** Records passed over. */
  offset: number;
  /** The records. */
  records: AuditRecord[];
  /** How many records match the filters. */
  total: number;
  /** Whether there are more than `total`: it is counted to 10,000. */
  total_is_lower_bound: boolean;
}

/** One plugin call of a decision. */
export interface AuditPluginCall {
  /** Whether this call settled what became of its rule. */
  deciding: boolean;
  /** Duration of the call in microseconds. */
  duration_us: number;
  /** Why the call failed. */
  error?: string | null;
  /** The function that was called. */
  function: string;
  kind?: PluginFailureKind | null;
  /** The plugin's message. */
  message?: string | null;
  /** The plugin's metadata; `{"truncated": true}` when it is too large. */
  metadata?: unknown;
  /** Name of the plugin. */
  plugin: string;
  /** Revision of the plugin that answered. */
  revision?: number | null;
  /** The rule that made it. */
  rule: string;
  /** The plugin's answer; null when the call failed. */
  verdict?: boolean | null;
}

/** One dispatched action: what it was, what was decided and why, and what became of it. */
export interface AuditRecord {
  /** Id of the action; several records may have the same. */
  action_id: string;
  /** Content of the action, before any rule changed it. */
  action_payload: unknown;
  /** The client's own note about the action. */
  action_status?: string | null;
  /** Kind of the action. */
  action_type: string;
  /** Name of the key that dispatched it; null without authentication. */
  caller?: string | null;
  /** When its outcome was known. */
  completed_at: string;
  /** When the action was made, as its client says. */
  created_at?: string | null;
  /** The action's dedup key, if it had one. */
  dedup_key?: string | null;
  /** When it was dispatched; also the instant that rules and plugins saw. */
  dispatched_at: string;
  /** Time between the two in milliseconds. */
  duration_ms: number;
  /** Id of the record. */
  id: string;
  /** JSON pointers of what was masked in this record; a masked value reads `[masked]`. */
  masked: string[];
  /** The rule that decided; null when none matched. */
  matched_rule?: string | null;
  /** Labels of the action. */
  metadata: Record<string, string>;
  /** Namespace of the action. */
  namespace: string;
  /** What became of the action. */
  outcome: Outcome;
  /** What the provider answered, or why there is no answer. */
  outcome_details: unknown;
  /** Revision of each plugin that was called. */
  plugin_revisions: Record<string, number>;
  /** Provider that the action named. */
  provider: string;
  /** Revision of the rule set that decided. */
  rule_set_revision: number;
  /** Rules whose `enabled` was set over the API when this was decided. */
  rule_switches: Record<string, boolean>;
  /** Tenant of the action. */
  tenant: string;
  /** What was decided. */
  verdict: VerdictKind;
  /** Why it was decided so. */
  verdict_details: VerdictDetails;
}

/** Why an action of a batch has no outcome. */
export interface BatchError {
  /** Stable name of the reason, like `RULE_ERROR`. */
  code: string;
  /** What went wrong and what to do. */
  message: string;
  /** Whether the same action may succeed later. */
  retryable: boolean;
}

/** One change. */
export interface ChangeEntry {
  /** When it was made. */
  at: string;
  /**
   * Name of the key that made it; `system` for what the server found by itself (a file that
   * changed), null without authentication.
   */
  caller?: string | null;
  /** Number of the change, rising. */
  id: number;
  /** Name of the plugin or rule; null for the rule set. */
  name?: string | null;
  /** Revision after. */
  new_revision?: number | null;
  /** Revision before. */
  old_revision?: number | null;
  /** What was done. */
  operation: ChangeOperation;
  /** What it was made to. */
  resource: ResourceKind;
}

/** Answer of `GET /v1/changes`, newest first. */
export interface ChangeList {
  /** The changes. */
  changes: ChangeEntry[];
  /** Pass as `before` to get the next page; null at the end. */
  next_before?: number | null;
}

/** One part of a condition and what it came to. */
export interface ConditionPart {
  /** Whether this part settled the result of the condition. */
  decided: boolean;
  /** How deep the part is nested; the whole condition has depth 0. */
  depth: number;
  /** Why the part failed. */
  error?: string | null;
  /** Where the part starts in `condition_display`, in bytes of UTF-8. */
  start: number;
  /** The part in canonical form; a substring of `condition_display`. */
  text: string;
  /** The value, null when the part failed. Long strings and large lists are cut and say so. */
  value?: unknown;
}

/** One combination in the coverage. */
export interface CoverageEntry {
  /** Kind of the actions. */
  action_type: string;
  /** Records that a rule matched. */
  covered: number;
  /** The rules that matched, by name. */
  matched_rules: string[];
  /** Namespace of the actions. */
  namespace: string;
  /** Provider that they named. */
  provider: string;
  /** Tenant of the actions. */
  tenant: string;
  /** Records of this combination. */
  total: number;
  /** Records that no rule matched, those included whose rule failed. */
  uncovered: number;
}

/** An action to dispatch: body of `POST /v1/dispatch`, item of `POST /v1/dispatch/batch`. */
export interface Action {
  /** Kind of the action. */
  action_type: string;
  /** When the action was made, for the provider and the audit record. */
  created_at?: string | null;
  /** What makes two actions the same for `deduplicate` rules; `id` when absent. */
  dedup_key?: string | null;
  /** Id of the action, made by the server when absent. Need not be unique. */
  id?: string | null;
  metadata?: Record<string, string> | null;
  /** Namespace of the action. */
  namespace: string;
  /** Content of the action. */
  payload: unknown;
  /** Provider asked to carry it out. */
  provider: string;
  /** The client's own note about the action, for the audit record. */
  status?: string | null;
  /** Tenant of the action. */
  tenant: string;
}

/** Body of `POST /v1/rules/evaluate`. */
export interface EvaluateRequest {
  /** Kind of the action. */
  action_type: string;
  /** Go on after the first match. */
  evaluate_all?: boolean;
  /** The instant to evaluate at; now when absent. */
  evaluate_at?: string | null;
  /** Evaluate rules that are switched off, too. */
  include_disabled?: boolean;
  metadata?: Record<string, string> | null;
  /**
   * Stands in for the state that dispatch keeps: dedup key to seconds since it was seen, throttle
   * rule to count; null: never seen, not counted.
   */
  mock_state?: Record<string, number | string | null>;
  /** Namespace of the action. */
  namespace: string;
  /** Content of the action. */
  payload: unknown;
  /** Provider of the action. */
  provider: string;
  /**
   * Evaluate the rule set that had this revision (audit records name it) instead of the one in
   * force. Not together with `rules`.
   */
  rule_set_revision?: number | null;
  /** Switches rules for this evaluation: name to whether the rule is enabled. */
  rule_switches?: Record<string, boolean>;
  /** Text of a rule file to evaluate instead of the loaded rules. */
  rules?: string | null;
  /** Tenant of the action. */
  tenant: string;
}

/** Answer of `POST /v1/rules/evaluate`. */
export interface EvaluateResponse {
  /** What the evaluation saw beside the action. */
  context: EvaluationContext;
  /** Time of the evaluation in microseconds. */
  evaluation_duration_us: number;
  /** Whether any rule failed. */
  has_errors: boolean;
  /** The rule that decided; null when none matched. */
  matched_rule?: string | null;
  /** The payload after a `modify`; null for other verdicts. */
  modified_payload?: unknown;
  /** Rules evaluated, failed ones included. */
  total_rules_evaluated: number;
  /** Rules not looked at. */
  total_rules_skipped: number;
  /** Every rule, in the order of evaluation. */
  trace: TraceEntry[];
  /** What would become of the action. */
  verdict: VerdictKind;
  /** What was ignored or is likely a mistake in `rules`. */
  warnings: RuleFileError[];
}

/** What the evaluation saw beside the action. */
export interface EvaluationContext {
  /** Keys of the state that the rules may read. */
  accessed_state_keys: string[];
  /** The time. */
  time: EvaluationTime;
}

/** The time an evaluation saw, in the zone that rules use unless they name another. */
export interface EvaluationTime {
  /** Day of the month, 1 to 31. */
  day: number;
  /** 0 to 23. */
  hour: number;
  /** 0 to 59. */
  minute: number;
  /** 1 to 12. */
  month: number;
  /** 0 to 59. */
  second: number;
  /** Unix time in seconds. */
  timestamp: number;
  /** IANA name of the time zone. */
  timezone: string;
  /** `Monday` to `Sunday`. */
  weekday: string;
  /** 1 for Monday to 7 for Sunday. */
  weekday_num: number;
  /** The year. */
  year: number;
}

/** What is known about a call that failed beside its message, for the plugin's author. */
export interface FailureDetails {
  /**
   * Names of the functions that were running, innermost first, as far as the module's name section
   * knows them; at most 16. Empty when nothing was running.
   */
  backtrace: string[];
  /** Size of the input in bytes. */
  input_bytes: number;
  /** The memory limit of the call in bytes. */
  memory_limit_bytes: number;
  /** Peak of the instance's linear memory in bytes; 0 when no instance was made. */
  memory_used_bytes: number;
  /** What the plugin printed to standard error, cut. Panics leave their message here. */
  stderr: string;
  /** What the plugin printed to standard output, cut. */
  stdout: string;
  /** The time limit of the call in milliseconds. */
  timeout_ms: number;
}

/** Answer of `GET /health`. */
export interface Health {
  /** Always `ok`: the server can serve. */
  status: string;
  /** Seconds since the server started. */
  uptime_seconds: number;
  /** The server's version. */
  version: string;
}

/** One invocation in the list of the last ones. */
export interface InvocationEntry {
  /** When it began. */
  at: string;
  details?: FailureDetails | null;
  /** Duration in microseconds. */
  duration_us: number;
  /** Why it failed. */
  error?: string | null;
  /** The function that was called. */
  function: string;
  kind?: PluginFailureKind | null;
  /** Peak of the instance's linear memory in bytes. */
  memory_used_bytes: number;
  /** The plugin's message. */
  message?: string | null;
  /** What caused it. */
  origin: InvocationOrigin;
  /** Revision of the plugin that was called. */
  revision: number;
  /** The verdict; null when it failed. */
  verdict?: boolean | null;
}

/** Answer of `GET /v1/wasm/plugins/{name}/invocations`, newest first, since the server started. */
export interface InvocationList {
  /** How many are listed. */
  count: number;
  /** The invocations. */
  invocations: InvocationEntry[];
}

/** Durations of a plugin's invocations since the server started, in microseconds. */
export interface LatencyFigures {
  /** How many invocations the figures are made of. */
  count: number;
  /** The longest. */
  max_us: number;
  /** Half were at most this long. */
  p50_us: number;
  /** 95 of 100 were at most this long. */
  p95_us: number;
  /** 99 of 100 were at most this long. */
  p99_us: number;
}

/** Invocations by what caused them. */
export interface OriginCounts {
  /** By dispatched actions. */
  dispatch: number;
  /** By the rule playground. */
  playground: number;
  /** By the test endpoint. */
  test: number;
}

/** A plugin in the list. */
export interface Plugin {
  /** The limits once more. */
  config: PluginConfig;
  /** The same instant, as the original's clients read it. */
  created_at: string;
  /** What it is for. */
  description?: string | null;
  /** Whether it is switched on. */
  enabled: boolean;
  /** Failed invocations ever. */
  error_count: number;
  /** Invocations ever. */
  invocation_count: number;
  /** The same by what caused them. */
  invocations_by_origin: OriginCounts;
  /** Message of the last failed invocation, or why its file could not be loaded. */
  last_error?: string | null;
  /** When it was invoked last. */
  last_invoked_at?: string | null;
  latency?: LatencyFigures | null;
  /** Memory limit in bytes. */
  memory_limit_bytes: number;
  /** Unique name. */
  name: string;
  /** When it was registered. */
  registered_at: string;
  /** Number of its present revision, also its `ETag`. */
  revision: number;
  /** Where it comes from. */
  source: PluginSource;
  /** Whether it can answer. */
  status: PluginStatus;
  /** Timeout in milliseconds. */
  timeout_ms: number;
  /** When it was changed last. */
  updated_at: string;
}

/** The limits once more, as the original's clients read them. */
export interface PluginConfig {
  /** Memory limit in bytes. */
  memory_limit_bytes: number;
  /** Timeout in milliseconds. */
  timeout_ms: number;
}

/**
 * What a call cost in units that are the same on every machine and at every time. For measuring,
 * the call is repeated with a clock and random numbers that are always the same.
 */
export interface PluginCost {
  /** Why there are no figures. */
  error?: string | null;
  /**
   * Units of fuel (about one for each instruction) that placing the input and the function used;
   * null when the repeated call failed.
   */
  fuel?: number | null;
  /**
   * Units that the initialisation before it used. A call that starts from a snapshot does not pay
   * them.
   */
  initialisation_fuel?: number | null;
}

/** How many plugins there are. */
export interface PluginCounts {
  /** Those that rules can call: status `active`. */
  enabled: number;
  /** Those whose file could not be loaded: status `failed`. */
  failed: number;
  /** All of them. */
  registered: number;
}

/** Answer of `GET /v1/wasm/plugins/{name}`. */
export interface PluginDetail {
  /** The limits once more. */
  config: PluginConfig;
  /** The same instant, as the original's clients read it. */
  created_at: string;
  /** What it is for. */
  description?: string | null;
  /** Whether it is switched on. */
  enabled: boolean;
  /** Failed invocations ever. */
  error_count: number;
  /** Invocations ever. */
  invocation_count: number;
  /** The same by what caused them. */
  invocations_by_origin: OriginCounts;
  /** Message of the last failed invocation, or why its file could not be loaded. */
  last_error?: string | null;
  /** When it was invoked last. */
  last_invoked_at?: string | null;
  latency?: LatencyFigures | null;
  /** Memory limit in bytes. */
  memory_limit_bytes: number;
  /** Unique name. */
  name: string;
  /** When it was registered. */
  registered_at: string;
  /** Number of its present revision, also its `ETag`. */
  revision: number;
  /** Where it comes from. */
  source: PluginSource;
  /** Whether it can answer. */
  status: PluginStatus;
  /** Timeout in milliseconds. */
  timeout_ms: number;
  /** When it was changed last. */
  updated_at: string;
  /** Exported functions a rule can call: those of type `(i32, i32) -> i64`. */
  functions: string[];
  /** What the module imports. */
  imports: PluginImport[];
  /** Highest memory use of one invocation since the server started, in bytes. */
  memory_high_water_bytes: number;
  /** Names of the loaded rules that call it. */
  referenced_by: string[];
  /** SHA-256 of the module in lower-case hex; null when its file could not be read. */
  sha256?: string | null;
  /** Size of the module in bytes; null when its file could not be read. */
  size_bytes?: number | null;
  /** Whether its calls start from a snapshot taken after initialisation. */
  snapshot: PluginSnapshot;
}

/** One import of a module. */
export interface PluginImport {
  /** The module it is imported from. */
  module: string;
  /** Its name there. */
  name: string;
}

/** Answer of `GET /v1/wasm/plugins`, sorted by name. */
export interface PluginList {
  /** How many there are. */
  count: number;
  /** The plugins. */
  plugins: Plugin[];
  /** The same number, as the original's clients read it. */
  total: number;
}

/** Answer of a successful registration: the specification's fields, and what the server adds. */
export interface PluginRegistered {
  /** The limits once more. */
  config: PluginConfig;
  /** The same instant, as the original's clients read it. */
  created_at: string;
  /** What it is for. */
  description?: string | null;
  /** Whether it is switched on. */
  enabled: boolean;
  /** Failed invocations ever. */
  error_count: number;
  /** Invocations ever. */
  invocation_count: number;
  /** The same by what caused them. */
  invocations_by_origin: OriginCounts;
  /** Message of the last failed invocation, or why its file could not be loaded. */
  last_error?: string | null;
  /** When it was invoked last. */
  last_invoked_at?: string | null;
  latency?: LatencyFigures | null;
  /** Memory limit in bytes. */
  memory_limit_bytes: number;
  /** Unique name. */
  name: string;
  /** When it was registered. */
  registered_at: string;
  /** Number of its present revision, also its `ETag`. */
  revision: number;
  /** Where it comes from. */
  source: PluginSource;
  /** Whether it can answer. */
  status: PluginStatus;
  /** Timeout in milliseconds. */
  timeout_ms: number;
  /** When it was changed last. */
  updated_at: string;
  /** Exported functions a rule can call: those of type `(i32, i32) -> i64`. */
  functions: string[];
  /** What the module imports. */
  imports: PluginImport[];
  /** Highest memory use of one invocation since the server started, in bytes. */
  memory_high_water_bytes: number;
  /** Names of the loaded rules that call it. */
  referenced_by: string[];
  /** SHA-256 of the module in lower-case hex; null when its file could not be read. */
  sha256?: string | null;
  /** Size of the module in bytes; null when its file could not be read. */
  size_bytes?: number | null;
  /** Whether its calls start from a snapshot taken after initialisation. */
  snapshot: PluginSnapshot;
  /** What is worth knowing although it did not stand in the way. */
  warnings: string[];
}

/** One revision of a plugin. */
export interface PluginRevision {
  /** Name of the key that made it; `system` for a file that changed, null without authentication. */
  caller?: string | null;
  /** When it was made. */
  created_at: string;
  /** Whether it is the present one. */
  current: boolean;
  /** Description at the time. */
  description?: string | null;
  /** Whether it was switched on. */
  enabled: boolean;
  /** Memory limit at the time, in bytes. */
  memory_limit_bytes: number;
  /** How it came to be. */
  operation: ChangeOperation;
  /** Whether its module is still kept, so that it can be restored. */
  restorable: boolean;
  /** Its number, rising. */
  revision: number;
  /** SHA-256 of its module in lower-case hex. */
  sha256: string;
  /** Size of its module in bytes. */
  size_bytes: number;
  /** When its calls started from a snapshot. */
  snapshot: SnapshotMode;
  /** Timeout at the time, in milliseconds. */
  timeout_ms: number;
}

/** Answer of `GET /v1/wasm/plugins/{name}/revisions`, newest first. */
export interface PluginRevisionList {
  /** How many there are. */
  count: number;
  /** The revisions. */
  revisions: PluginRevision[];
}

/** Whether a plugin's calls start from a snapshot. */
export interface PluginSnapshot {
  /** What its registration asks for. */
  mode: SnapshotMode;
  /**
   * Why there is none, or what the initialisation read that is the same for all calls now; null
   * when there is nothing to say.
   */
  reason?: string | null;
  /** Whether there is one. */
  taken: boolean;
}

/** What a provider answered. */
export interface ProviderResponse {
  /** The body of the answer. */
  body: unknown;
  /** Headers of the answer that matter. */
  headers: Record<string, string>;
  /** Always `success`; a failure is [`DispatchOutcome::Failed`]. */
  status: string;
}

/** Answer of `GET /ready`: 200 when `ready`, else 503. */
export interface Readiness {
  /** What stands in the way, and what is worth a look although it does not. */
  problems: ReadinessProblem[];
  /** Whether decisions can be made. */
  ready: boolean;
  /** Number of the rule set in force; null when none has loaded. */
  rule_set_revision?: number | null;
}

/** One problem that `/ready` reports. */
export interface ReadinessProblem {
  /** Whether it keeps the server from being ready. */
  blocking: boolean;
  /** The part concerned: `rules`, `plugins` or `storage`. */
  component: string;
  /** What is wrong and what to do. */
  error: string;
}

/** Answer of `POST /v1/rules/reload`, successful or not. */
export interface ReloadResponse {
  /** The folder they came from, as it is configured; null when none is. */
  directory?: string | null;
  /** What went wrong, in one sentence; absent on success. */
  error?: string | null;
  /** What kept the rules from loading. */
  errors: RuleFileError[];
  /** Rules now in force. */
  loaded: number;
  /** Whether the new rules are in force; when not, the former ones still are. */
  reloaded: boolean;
  /** What was ignored or is likely a mistake. */
  warnings: RuleFileError[];
}

/** A length of time. */
export interface RetryAfter {
  /** Nanoseconds beyond them, below 1,000,000,000. */
  nanos: number;
  /** Whole seconds. */
  secs: number;
}

/** A loaded rule. */
export interface Rule {
  /** Kind of the action. */
  action: string;
  /** The action with its parameters. */
  action_details: RuleAction;
  /** The condition in its canonical form. */
  condition_display: string;
  /** What it is for. */
  description?: string | null;
  /** Whether it is evaluated. */
  enabled: boolean;
  /** What `enabled` was set by. */
  enabled_by: EnabledBy;
  /** File it stands in, relative to the rule directory. */
  file: string;
  /** Line it starts at in that file, from 1. */
  line: number;
  /** Decisions of dispatched actions in which it matched, since the server started. */
  match_count: number;
  /** Unique name. */
  name: string;
  /** What becomes of the rule when its condition fails. */
  on_error: OnError;
  /** Plugins its condition may call. */
  plugins: string[];
  /** Lower is evaluated first. */
  priority: number;
  /** How its condition is written. */
  source: RuleSource;
  /** IANA time zone the rule's `time` is in. */
  timezone: string;
}

/** What a matching rule does to the action. */
export interface RuleAction {
  type: string;
  /** How long a key is remembered, in seconds; for ever when absent. */
  ttl_seconds?: number | null;
  /** Actions admitted per window. */
  max_count?: number;
  /** Length of the fixed window in seconds. */
  window_seconds?: number;
  /** The provider that gets it instead. */
  target_provider?: string;
  /** JSON merge patch (RFC 7396) applied to the payload. */
  changes?: unknown;
}

/** Answer of `GET /v1/rules/coverage`. */
export interface RuleCoverage {
  /** The combinations, those that no rule matched first, then by number of records. */
  entries: CoverageEntry[];
  /** Combinations of which every action matched a rule. */
  fully_covered: number;
  /** Combinations of which some actions matched a rule. */
  partially_covered: number;
  /** Rules in force. */
  rules_loaded: number;
  /** The audit was read from here; null: from its beginning. */
  scanned_from?: string | null;
  /** And to here; null: to its end. */
  scanned_to?: string | null;
  /** Records read. */
  total: number;
  /**
   * Whether there are too many combinations to list: the rarest are left out of `entries` and of
   * the numbers of combinations. `total` and `unmatched_rules` are complete all the same.
   */
  truncated: boolean;
  /** Combinations of which no action matched a rule. */
  uncovered: number;
  /** Different combinations of namespace, tenant, provider and action type. */
  unique_combinations: number;
  /** Enabled rules that matched no action, in the order of evaluation. */
  unmatched_rules: string[];
}

/** Answer of `PUT /v1/rules/{name}/enabled`. */
export interface RuleEnabled {
  /** Whether it is evaluated now. */
  enabled: boolean;
  /** The rule. */
  name: string;
  /** `enabled` or `disabled`. */
  status: string;
}

/** A place in a rule file and what is wrong there. */
export interface RuleFileError {
  /** The field concerned, for example `rules[0].condition`; null when none is. */
  field?: string | null;
  /** File, relative to the rule directory. */
  file: string;
  /** Line, from 1; null when the file as a whole is meant. */
  line?: number | null;
  /** What is wrong and what to do. */
  message: string;
}

/** A rule file as it was loaded. */
export interface RuleSetFile {
  /** Its path within the rule folder. */
  path: string;
  /** What it says. */
  text: string;
}

/** Answer of `GET /v1/rules/revisions/{revision}`. */
export interface RuleSetRevision {
  /** Its files, in their order. */
  files: RuleSetFile[];
  /** When it was put in force first. */
  loaded_at: string;
  /** Number of the rule set; audit records name it. */
  revision: number;
}

/** Answer of `GET` and `POST /v1/session`: as whom the server takes the caller. */
export interface Session {
  /** Whether the server asks for keys at all. Without, everybody is an admin without a name. */
  authentication: boolean;
  /** When the session of the browser ends; null when the request carried the key itself. */
  expires_at?: string | null;
  /** Name of the key; null without authentication. */
  name?: string | null;
  /** Namespaces the key is held to; null: all. */
  namespaces?: string[] | null;
  /** What the caller may do. */
  role: SessionRole;
  /** Tenants the key is held to; null: all. */
  tenants?: string[] | null;
}

/**
 * Answer of `GET /v1/stats`: the invocations of plugins and the verdicts of dispatches in a window
 * of time that ends now. Kept in memory: nothing is known from before the server started.
 */
export interface Stats {
  /** Length of one point of `series` in seconds. */
  bucket_seconds: number;
  /** The same by what caused them. */
  by_origin: OriginCounts;
  /** How many of the invocations failed. */
  errors: number;
  /**
   * Start of the first point. Points begin at whole multiples of their length, so that the window
   * is shorter by the part of the last point that is still to come.
   */
  from: string;
  /** Invocations of plugins in the window, of all origins together. */
  invocations: number;
  latency?: LatencyFigures | null;
  /** The plugins that there are now. */
  plugins: PluginCounts;
  /** The window in 30 to 96 points, the oldest first, without gaps. The last one is still filling. */
  series: StatsPoint[];
  /** Now, by the server's clock. */
  to: string;
  verdicts?: VerdictCounts | null;
  /** Length of the window in seconds. */
  window_seconds: number;
}

/** One point of the series. */
export interface StatsPoint {
  /** Its start; it ends `bucket_seconds` later. */
  at: string;
  /** How many of them failed. */
  errors: number;
  /** Invocations of plugins, of all origins together. */
  invocations: number;
  /** Half of the invocations took at most so many microseconds; null when there were none. */
  p50_us?: number | null;
  /** 95 of 100 took at most so many microseconds; null when there were none. */
  p95_us?: number | null;
  /** 99 of 100 took at most so many microseconds; null when there were none. */
  p99_us?: number | null;
  verdicts?: VerdictCounts | null;
}

/** What a test call that failed is answered with. */
export interface TestPluginFailed {
  /** One sentence that a user can act on. */
  error: string;
  /** Stable name of the kind of error, in snake case. */
  kind?: string | null;
  /** What the plugin's author wants to know. */
  details: FailureDetails;
}

/** Answer of a test call that succeeded. */
export interface TestPluginResponse {
  cost?: PluginCost | null;
  /** The same in milliseconds, as the original's clients read it. */
  duration_ms: number;
  /** Duration of the call in microseconds. */
  duration_us: number;
  /** Peak of the instance's linear memory in bytes. */
  memory_used_bytes: number;
  /** The plugin's message. */
  message?: string | null;
  /** The plugin's metadata. */
  metadata?: unknown;
  /** What the plugin printed to standard error, cut to 16 KiB. */
  stderr: string;
  /** What the plugin printed to standard output, cut to 16 KiB. */
  stdout: string;
  /** The plugin's verdict. */
  verdict: boolean;
}

/** One rule in the trace of an evaluation. Fields that do not apply are null. */
export interface TraceEntry {
  /** Kind of the rule's action, lower case (`Allow` in the fallthrough entry). */
  action: string;
  /** The condition in its canonical form. */
  condition_display: string;
  /** The rule's description. */
  description?: string | null;
  /** Whether the rule is switched on. */
  enabled: boolean;
  /** Why the rule failed. */
  error?: string | null;
  /** Time this rule took, in microseconds. */
  evaluation_duration_us: number;
  /** The payload after that patch; null as above. */
  modified_payload_preview?: unknown;
  /**
   * The merge patch of a `modify` action that was taken. Null when the trace has become too large
   * and this rule did not decide.
   */
  modify_patch?: unknown;
  /**
   * The value of every part of the condition that was evaluated, outermost first; ends where the
   * trace has become too large.
   */
  parts: ConditionPart[];
  /** Lower is evaluated first. */
  priority: number;
  /** What became of the rule. */
  result: RuleResult;
  /** Name of the rule; `(default fallthrough)` for the last entry when nothing matched. */
  rule_name: string;
  skip_reason?: SkipReason | null;
  /** `yaml`, `cel` or `wasm_plugin` (`System` in the fallthrough entry). */
  source: string;
  /**
   * Every plugin call of the rule, in the order they were made; ends where the trace has become too
   * large.
   */
  wasm_calls: WasmDetails[];
  wasm_details?: WasmDetails | null;
}

/** Body of `PATCH /v1/wasm/plugins/{name}`; what is absent stays as it is. */
export interface UpdatePluginRequest {
  /** New description; an empty one removes it. */
  description?: string | null;
  /** Switch on or off. */
  enabled?: boolean | null;
  /** New memory limit in bytes, 65536 to 268435456. */
  memory_limit_bytes?: number | null;
  snapshot?: SnapshotMode | null;
  /** New timeout in milliseconds, 1 to 30000. */
  timeout_ms?: number | null;
}

/** Dispatched actions by verdict. */
export interface VerdictCounts {
  /** Passed. */
  allow: number;
  /** Passed once per dedup key. */
  deduplicate: number;
  /** Refused. */
  deny: number;
  /** A rule failed; nothing was dispatched. */
  error: number;
  /** Passed with a changed payload. */
  modify: number;
  /** Went to another provider. */
  reroute: number;
  /** Dropped silently. */
  suppress: number;
  /** Passed while the window had room. */
  throttle: number;
}

/** Why an action was decided as it was. */
export interface VerdictDetails {
  /** The condition of the rule that decided, in canonical form; null when none matched. */
  condition_display?: string | null;
  /** Why the rule that decided failed. */
  error?: string | null;
  /** The kind of that failure. */
  error_kind?: string | null;
  /** The payload after a `modify`; null for other verdicts. */
  modified_payload?: unknown;
  /** The value of every part of that condition that was evaluated. */
  parts: ConditionPart[];
  /**
   * The state that the rules could read: dedup key to seconds since it was seen (null: never),
   * throttle rule to count. May stand as `mock_state` in the playground.
   */
  state: Record<string, number | null>;
  /** What was decided. */
  verdict: VerdictKind;
  /** Every plugin call that was made, in order. */
  wasm: AuditPluginCall[];
}

/** One plugin call of a rule (specification, "Rule Playground Integration"). */
export interface WasmDetails {
  /** Duration of the call in microseconds. */
  duration_us: number;
  /** Why the call failed. */
  error?: string | null;
  /** The function that was called. */
  function: string;
  kind?: PluginFailureKind | null;
  /** Peak of the instance's linear memory in bytes. */
  memory_used_bytes: number;
  /** The plugin's message. */
  message?: string | null;
  /** The plugin's metadata; `{"truncated": true}` when it is too large. */
  metadata?: unknown;
  /** Name of the plugin. */
  plugin: string;
  /** Revision of the plugin that answered. */
  revision?: number | null;
  /** The plugin's answer; null when the call failed. */
  verdict?: boolean | null;
}
