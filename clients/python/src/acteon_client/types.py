"""The types of requests and answers. Written by clients/generate; do not edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ._wire import Wire


@dataclass(frozen=True)
class ActionError(Wire):
    """Why an action could not be carried out."""
    attempts: int
    """How often the provider was tried."""
    code: str
    """Stable name of the reason, like `PROVIDER_NOT_FOUND`."""
    message: str
    """What went wrong and what to do."""
    retryable: bool
    """Whether the same action may succeed later."""


@dataclass(frozen=True)
class AuditPage(Wire):
    """Answer of `GET /v1/audit`, newest first."""
    limit: int
    """Most records on this page."""
    offset: int
    """Records passed over."""
    records: list[AuditRecord]
    """The records."""
    total: int
    """How many records match the filters."""
    total_is_lower_bound: bool
    """Whether there are more than `total`: it is counted to 10,000."""
    next_cursor: str | None = None
    """Pass as `cursor` to get the next page; null at the end."""


@dataclass(frozen=True)
class AuditPluginCall(Wire):
    """One plugin call of a decision."""
    deciding: bool
    """Whether this call settled what became of its rule."""
    duration_us: int
    """Duration of the call in microseconds."""
    function: str
    """The function that was called."""
    plugin: str
    """Name of the plugin."""
    rule: str
    """The rule that made it."""
    error: str | None = None
    """Why the call failed."""
    kind: str | None = None
    """One of `timeout`, `memory_exceeded`, `invalid_output`, `input_overwritten`, `trap`,
    `function_not_found`, `plugin_not_found`, `plugin_disabled`, `plugin_failed`,
    `wasm_disabled`, `deadline`, `saturated`.
    """
    message: str | None = None
    """The plugin's message."""
    metadata: Any = None
    """The plugin's metadata; `{"truncated": true}` when it is too large."""
    revision: int | None = None
    """Revision of the plugin that answered."""
    verdict: bool | None = None
    """The plugin's answer; null when the call failed."""


@dataclass(frozen=True)
class AuditRecord(Wire):
    """One dispatched action: what it was, what was decided and why, and what became of it."""
    action_id: str
    """Id of the action; several records may have the same."""
    action_payload: Any
    """Content of the action, before any rule changed it."""
    action_type: str
    """Kind of the action."""
    completed_at: str
    """When its outcome was known."""
    dispatched_at: str
    """When it was dispatched; also the instant that rules and plugins saw."""
    duration_ms: int
    """Time between the two in milliseconds."""
    id: str
    """Id of the record."""
    masked: list[str]
    """JSON pointers of what was masked in this record; a masked value reads `[masked]`."""
    metadata: dict[str, str]
    """Labels of the action."""
    namespace: str
    """Namespace of the action."""
    outcome: str
    """What became of the action. One of `executed`, `suppressed`, `deduplicated`, `throttled`,
    `rerouted`, `failed`, `unknown`.
    """
    outcome_details: Any
    """What the provider answered, or why there is no answer."""
    plugin_revisions: dict[str, int]
    """Revision of each plugin that was called."""
    provider: str
    """Provider that the action named."""
    rule_set_revision: int
    """Revision of the rule set that decided."""
    rule_switches: dict[str, bool]
    """Rules whose `enabled` was set over the API when this was decided."""
    tenant: str
    """Tenant of the action."""
    verdict: str
    """What was decided. One of `allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute`,
    `modify`, `error`.
    """
    verdict_details: VerdictDetails
    """Why it was decided so."""
    action_status: str | None = None
    """The client's own note about the action."""
    caller: str | None = None
    """Name of the key that dispatched it; null without authentication."""
    created_at: str | None = None
    """When the action was made, as its client says."""
    dedup_key: str | None = None
    """The action's dedup key, if it had one."""
    matched_rule: str | None = None
    """The rule that decided; null when none matched."""


@dataclass(frozen=True)
class BatchError(Wire):
    """Why an action of a batch has no outcome."""
    code: str
    """Stable name of the reason, like `RULE_ERROR`."""
    message: str
    """What went wrong and what to do."""
    retryable: bool
    """Whether the same action may succeed later."""


@dataclass(frozen=True)
class ChangeEntry(Wire):
    """One change."""
    at: str
    """When it was made."""
    id: int
    """Number of the change, rising."""
    operation: str
    """What was done. One of `register`, `update`, `replace`, `restore`, `delete`, `enable`,
    `disable`, `reload`.
    """
    resource: str
    """What it was made to. One of `plugin`, `rule`, `rule_set`."""
    caller: str | None = None
    """Name of the key that made it; `system` for what the server found by itself (a file that
    changed), null without authentication.
    """
    name: str | None = None
    """Name of the plugin or rule; null for the rule set."""
    new_revision: int | None = None
    """Revision after."""
    old_revision: int | None = None
    """Revision before."""


@dataclass(frozen=True)
class ChangeList(Wire):
    """Answer of `GET /v1/changes`, newest first."""
    changes: list[ChangeEntry]
    """The changes."""
    next_before: int | None = None
    """Pass as `before` to get the next page; null at the end."""


@dataclass(frozen=True)
class ConditionPart(Wire):
    """One part of a condition and what it came to."""
    decided: bool
    """Whether this part settled the result of the condition."""
    depth: int
    """How deep the part is nested; the whole condition has depth 0."""
    start: int
    """Where the part starts in `condition_display`, in bytes of UTF-8."""
    text: str
    """The part in canonical form; a substring of `condition_display`."""
    error: str | None = None
    """Why the part failed."""
    value: Any = None
    """The value, null when the part failed. Long strings and large lists are cut and say so."""


@dataclass(frozen=True)
class CoverageEntry(Wire):
    """One combination in the coverage."""
    action_type: str
    """Kind of the actions."""
    covered: int
    """Records that a rule matched."""
    matched_rules: list[str]
    """The rules that matched, by name."""
    namespace: str
    """Namespace of the actions."""
    provider: str
    """Provider that they named."""
    tenant: str
    """Tenant of the actions."""
    total: int
    """Records of this combination."""
    uncovered: int
    """Records that no rule matched, those included whose rule failed."""


@dataclass(frozen=True)
class Action(Wire):
    """An action to dispatch: body of `POST /v1/dispatch`, item of `POST /v1/dispatch/batch`."""
    action_type: str
    """Kind of the action."""
    namespace: str
    """Namespace of the action."""
    provider: str
    """Provider asked to carry it out."""
    tenant: str
    """Tenant of the action."""
    created_at: str | None = None
    """When the action was made, for the provider and the audit record."""
    dedup_key: str | None = None
    """What makes two actions the same for `deduplicate` rules; `id` when absent."""
    id: str | None = None
    """Id of the action, made by the server when absent. Need not be unique."""
    metadata: dict[str, str] | None = None
    payload: Any = field(default_factory=dict)
    """Content of the action."""
    status: str | None = None
    """The client's own note about the action, for the audit record."""


@dataclass(frozen=True)
class EvaluateRequest(Wire):
    """Body of `POST /v1/rules/evaluate`."""
    action_type: str
    """Kind of the action."""
    namespace: str
    """Namespace of the action."""
    provider: str
    """Provider of the action."""
    tenant: str
    """Tenant of the action."""
    evaluate_all: bool | None = None
    """Go on after the first match."""
    evaluate_at: str | None = None
    """The instant to evaluate at; now when absent."""
    include_disabled: bool | None = None
    """Evaluate rules that are switched off, too."""
    metadata: dict[str, str] | None = None
    mock_state: dict[str, int | str | None] | None = None
    """Stands in for the state that dispatch keeps: dedup key to seconds since it was seen, throttle
    rule to count; null: never seen, not counted.
    """
    payload: Any = field(default_factory=dict)
    """Content of the action."""
    rule_set_revision: int | None = None
    """Evaluate the rule set that had this revision (audit records name it) instead of the one in
    force. Not together with `rules`.
    """
    rule_switches: dict[str, bool] | None = None
    """Switches rules for this evaluation: name to whether the rule is enabled."""
    rules: str | None = None
    """Text of a rule file to evaluate instead of the loaded rules."""


@dataclass(frozen=True)
class EvaluateResponse(Wire):
    """Answer of `POST /v1/rules/evaluate`."""
    context: EvaluationContext
    """What the evaluation saw beside the action."""
    evaluation_duration_us: int
    """Time of the evaluation in microseconds."""
    has_errors: bool
    """Whether any rule failed."""
    total_rules_evaluated: int
    """Rules evaluated, failed ones included."""
    total_rules_skipped: int
    """Rules not looked at."""
    trace: list[TraceEntry]
    """Every rule, in the order of evaluation."""
    verdict: str
    """What would become of the action. One of `allow`, `deny`, `suppress`, `deduplicate`,
    `throttle`, `reroute`, `modify`, `error`.
    """
    warnings: list[RuleFileError]
    """What was ignored or is likely a mistake in `rules`."""
    matched_rule: str | None = None
    """The rule that decided; null when none matched."""
    modified_payload: Any = None
    """The payload after a `modify`; null for other verdicts."""


@dataclass(frozen=True)
class EvaluationContext(Wire):
    """What the evaluation saw beside the action."""
    accessed_state_keys: list[str]
    """Keys of the state that the rules may read."""
    time: EvaluationTime
    """The time."""


@dataclass(frozen=True)
class EvaluationTime(Wire):
    """The time an evaluation saw, in the zone that rules use unless they name another."""
    day: int
    """Day of the month, 1 to 31."""
    hour: int
    """0 to 23."""
    minute: int
    """0 to 59."""
    month: int
    """1 to 12."""
    second: int
    """0 to 59."""
    timestamp: int
    """Unix time in seconds."""
    timezone: str
    """IANA name of the time zone."""
    weekday: str
    """`Monday` to `Sunday`."""
    weekday_num: int
    """1 for Monday to 7 for Sunday."""
    year: int
    """The year."""


@dataclass(frozen=True)
class FailureDetails(Wire):
    """What is known about a call that failed beside its message, for the plugin's author."""
    backtrace: list[str]
    """Names of the functions that were running, innermost first, as far as the module's name
    section knows them; at most 16. Empty when nothing was running.
    """
    input_bytes: int
    """Size of the input in bytes."""
    memory_limit_bytes: int
    """The memory limit of the call in bytes."""
    memory_used_bytes: int
    """Peak of the instance's linear memory in bytes; 0 when no instance was made."""
    stderr: str
    """What the plugin printed to standard error, cut. Panics leave their message here."""
    stdout: str
    """What the plugin printed to standard output, cut."""
    timeout_ms: int
    """The time limit of the call in milliseconds."""


@dataclass(frozen=True)
class Health(Wire):
    """Answer of `GET /health`."""
    status: str
    """Always `ok`: the server can serve."""
    uptime_seconds: int
    """Seconds since the server started."""
    version: str
    """The server's version."""


@dataclass(frozen=True)
class InvocationEntry(Wire):
    """One invocation in the list of the last ones."""
    at: str
    """When it began."""
    duration_us: int
    """Duration in microseconds."""
    function: str
    """The function that was called."""
    memory_used_bytes: int
    """Peak of the instance's linear memory in bytes."""
    origin: str
    """What caused it. One of `dispatch`, `playground`, `test`."""
    revision: int
    """Revision of the plugin that was called."""
    details: FailureDetails | None = None
    error: str | None = None
    """Why it failed."""
    kind: str | None = None
    """One of `timeout`, `memory_exceeded`, `invalid_output`, `input_overwritten`, `trap`,
    `function_not_found`, `plugin_not_found`, `plugin_disabled`, `plugin_failed`,
    `wasm_disabled`, `deadline`, `saturated`.
    """
    message: str | None = None
    """The plugin's message."""
    verdict: bool | None = None
    """The verdict; null when it failed."""


@dataclass(frozen=True)
class InvocationList(Wire):
    """Answer of `GET /v1/wasm/plugins/{name}/invocations`, newest first, since the server started.
    """
    count: int
    """How many are listed."""
    invocations: list[InvocationEntry]
    """The invocations."""


@dataclass(frozen=True)
class LatencyFigures(Wire):
    """Durations of a plugin's invocations since the server started, in microseconds."""
    count: int
    """How many invocations the figures are made of."""
    max_us: int
    """The longest."""
    p50_us: int
    """Half were at most this long."""
    p95_us: int
    """95 of 100 were at most this long."""
    p99_us: int
    """99 of 100 were at most this long."""


@dataclass(frozen=True)
class OriginCounts(Wire):
    """Invocations by what caused them."""
    dispatch: int
    """By dispatched actions."""
    playground: int
    """By the rule playground."""
    test: int
    """By the test endpoint."""


@dataclass(frozen=True)
class Plugin(Wire):
    """A plugin in the list."""
    config: PluginConfig
    """The limits once more."""
    created_at: str
    """The same instant, as the original's clients read it."""
    enabled: bool
    """Whether it is switched on."""
    error_count: int
    """Failed invocations ever."""
    invocation_count: int
    """Invocations ever."""
    invocations_by_origin: OriginCounts
    """The same by what caused them."""
    memory_limit_bytes: int
    """Memory limit in bytes."""
    name: str
    """Unique name."""
    registered_at: str
    """When it was registered."""
    revision: int
    """Number of its present revision, also its `ETag`."""
    source: str
    """Where it comes from. One of `upload`, `plugin_dir`."""
    status: str
    """Whether it can answer. One of `active`, `disabled`, `failed`."""
    timeout_ms: int
    """Timeout in milliseconds."""
    updated_at: str
    """When it was changed last."""
    description: str | None = None
    """What it is for."""
    last_error: str | None = None
    """Message of the last failed invocation, or why its file could not be loaded."""
    last_invoked_at: str | None = None
    """When it was invoked last."""
    latency: LatencyFigures | None = None


@dataclass(frozen=True)
class PluginConfig(Wire):
    """The limits once more, as the original's clients read them."""
    memory_limit_bytes: int
    """Memory limit in bytes."""
    timeout_ms: int
    """Timeout in milliseconds."""


@dataclass(frozen=True)
class PluginCost(Wire):
    """What a call cost in units that are the same on every machine and at every time. For
    measuring, the call is repeated with a clock and random numbers that are always the same.
    """
    error: str | None = None
    """Why there are no figures."""
    fuel: int | None = None
    """Units of fuel (about one for each instruction) that placing the input and the function used;
    null when the repeated call failed.
    """
    initialisation_fuel: int | None = None
    """Units that the initialisation before it used. A call that starts from a snapshot does not pay
    them.
    """


@dataclass(frozen=True)
class PluginCounts(Wire):
    """How many plugins there are."""
    enabled: int
    """Those that rules can call: status `active`."""
    failed: int
    """Those whose file could not be loaded: status `failed`."""
    registered: int
    """All of them."""


@dataclass(frozen=True)
class PluginDetail(Wire):
    """Answer of `GET /v1/wasm/plugins/{name}`."""
    config: PluginConfig
    """The limits once more."""
    created_at: str
    """The same instant, as the original's clients read it."""
    enabled: bool
    """Whether it is switched on."""
    error_count: int
    """Failed invocations ever."""
    invocation_count: int
    """Invocations ever."""
    invocations_by_origin: OriginCounts
    """The same by what caused them."""
    memory_limit_bytes: int
    """Memory limit in bytes."""
    name: str
    """Unique name."""
    registered_at: str
    """When it was registered."""
    revision: int
    """Number of its present revision, also its `ETag`."""
    source: str
    """Where it comes from. One of `upload`, `plugin_dir`."""
    status: str
    """Whether it can answer. One of `active`, `disabled`, `failed`."""
    timeout_ms: int
    """Timeout in milliseconds."""
    updated_at: str
    """When it was changed last."""
    functions: list[str]
    """Exported functions a rule can call: those of type `(i32, i32) -> i64`."""
    imports: list[PluginImport]
    """What the module imports."""
    memory_high_water_bytes: int
    """Highest memory use of one invocation since the server started, in bytes."""
    referenced_by: list[str]
    """Names of the loaded rules that call it."""
    snapshot: PluginSnapshot
    """Whether its calls start from a snapshot taken after initialisation."""
    description: str | None = None
    """What it is for."""
    last_error: str | None = None
    """Message of the last failed invocation, or why its file could not be loaded."""
    last_invoked_at: str | None = None
    """When it was invoked last."""
    latency: LatencyFigures | None = None
    sha256: str | None = None
    """SHA-256 of the module in lower-case hex; null when its file could not be read."""
    size_bytes: int | None = None
    """Size of the module in bytes; null when its file could not be read."""


@dataclass(frozen=True)
class PluginImport(Wire):
    """One import of a module."""
    module: str
    """The module it is imported from."""
    name: str
    """Its name there."""


@dataclass(frozen=True)
class PluginList(Wire):
    """Answer of `GET /v1/wasm/plugins`, sorted by name."""
    count: int
    """How many there are."""
    plugins: list[Plugin]
    """The plugins."""
    total: int
    """The same number, as the original's clients read it."""


@dataclass(frozen=True)
class PluginRegistered(Wire):
    """Answer of a successful registration: the specification's fields, and what the server adds.
    """
    config: PluginConfig
    """The limits once more."""
    created_at: str
    """The same instant, as the original's clients read it."""
    enabled: bool
    """Whether it is switched on."""
    error_count: int
    """Failed invocations ever."""
    invocation_count: int
    """Invocations ever."""
    invocations_by_origin: OriginCounts
    """The same by what caused them."""
    memory_limit_bytes: int
    """Memory limit in bytes."""
    name: str
    """Unique name."""
    registered_at: str
    """When it was registered."""
    revision: int
    """Number of its present revision, also its `ETag`."""
    source: str
    """Where it comes from. One of `upload`, `plugin_dir`."""
    status: str
    """Whether it can answer. One of `active`, `disabled`, `failed`."""
    timeout_ms: int
    """Timeout in milliseconds."""
    updated_at: str
    """When it was changed last."""
    functions: list[str]
    """Exported functions a rule can call: those of type `(i32, i32) -> i64`."""
    imports: list[PluginImport]
    """What the module imports."""
    memory_high_water_bytes: int
    """Highest memory use of one invocation since the server started, in bytes."""
    referenced_by: list[str]
    """Names of the loaded rules that call it."""
    snapshot: PluginSnapshot
    """Whether its calls start from a snapshot taken after initialisation."""
    warnings: list[str]
    """What is worth knowing although it did not stand in the way."""
    description: str | None = None
    """What it is for."""
    last_error: str | None = None
    """Message of the last failed invocation, or why its file could not be loaded."""
    last_invoked_at: str | None = None
    """When it was invoked last."""
    latency: LatencyFigures | None = None
    sha256: str | None = None
    """SHA-256 of the module in lower-case hex; null when its file could not be read."""
    size_bytes: int | None = None
    """Size of the module in bytes; null when its file could not be read."""


@dataclass(frozen=True)
class PluginRevision(Wire):
    """One revision of a plugin."""
    created_at: str
    """When it was made."""
    current: bool
    """Whether it is the present one."""
    enabled: bool
    """Whether it was switched on."""
    memory_limit_bytes: int
    """Memory limit at the time, in bytes."""
    operation: str
    """How it came to be. One of `register`, `update`, `replace`, `restore`, `delete`, `enable`,
    `disable`, `reload`.
    """
    restorable: bool
    """Whether its module is still kept, so that it can be restored."""
    revision: int
    """Its number, rising."""
    sha256: str
    """SHA-256 of its module in lower-case hex."""
    size_bytes: int
    """Size of its module in bytes."""
    snapshot: str
    """When its calls started from a snapshot. One of `auto`, `always`, `never`."""
    timeout_ms: int
    """Timeout at the time, in milliseconds."""
    caller: str | None = None
    """Name of the key that made it; `system` for a file that changed, null without authentication.
    """
    description: str | None = None
    """Description at the time."""


@dataclass(frozen=True)
class PluginRevisionList(Wire):
    """Answer of `GET /v1/wasm/plugins/{name}/revisions`, newest first."""
    count: int
    """How many there are."""
    revisions: list[PluginRevision]
    """The revisions."""


@dataclass(frozen=True)
class PluginSnapshot(Wire):
    """Whether a plugin's calls start from a snapshot."""
    mode: str
    """What its registration asks for. One of `auto`, `always`, `never`."""
    taken: bool
    """Whether there is one."""
    reason: str | None = None
    """Why there is none, or what the initialisation read that is the same for all calls now; null
    when there is nothing to say.
    """


@dataclass(frozen=True)
class ProviderResponse(Wire):
    """What a provider answered."""
    body: Any
    """The body of the answer."""
    headers: dict[str, str]
    """Headers of the answer that matter."""
    status: str
    """Always `success`; a failure is [`DispatchOutcome::Failed`]."""


@dataclass(frozen=True)
class Readiness(Wire):
    """Answer of `GET /ready`: 200 when `ready`, else 503."""
    problems: list[ReadinessProblem]
    """What stands in the way, and what is worth a look although it does not."""
    ready: bool
    """Whether decisions can be made."""
    rule_set_revision: int | None = None
    """Number of the rule set in force; null when none has loaded."""


@dataclass(frozen=True)
class ReadinessProblem(Wire):
    """One problem that `/ready` reports."""
    blocking: bool
    """Whether it keeps the server from being ready."""
    component: str
    """The part concerned: `rules`, `plugins` or `storage`."""
    error: str
    """What is wrong and what to do."""


@dataclass(frozen=True)
class ReloadResponse(Wire):
    """Answer of `POST /v1/rules/reload`, successful or not."""
    errors: list[RuleFileError]
    """What kept the rules from loading."""
    loaded: int
    """Rules now in force."""
    reloaded: bool
    """Whether the new rules are in force; when not, the former ones still are."""
    warnings: list[RuleFileError]
    """What was ignored or is likely a mistake."""
    directory: str | None = None
    """The folder they came from, as it is configured; null when none is."""
    error: str | None = None
    """What went wrong, in one sentence; absent on success."""


@dataclass(frozen=True)
class RetryAfter(Wire):
    """A length of time."""
    nanos: int
    """Nanoseconds beyond them, below 1,000,000,000."""
    secs: int
    """Whole seconds."""


@dataclass(frozen=True)
class Rule(Wire):
    """A loaded rule."""
    action: str
    """Kind of the action."""
    action_details: RuleAction
    """The action with its parameters."""
    condition_display: str
    """The condition in its canonical form."""
    enabled: bool
    """Whether it is evaluated."""
    enabled_by: str
    """What `enabled` was set by. One of `file`, `override`."""
    file: str
    """File it stands in, relative to the rule directory."""
    line: int
    """Line it starts at in that file, from 1."""
    match_count: int
    """Decisions of dispatched actions in which it matched, since the server started."""
    name: str
    """Unique name."""
    on_error: str
    """What becomes of the rule when its condition fails. One of `error`, `match`, `no_match`."""
    plugins: list[str]
    """Plugins its condition may call."""
    priority: int
    """Lower is evaluated first."""
    source: str
    """How its condition is written. One of `yaml`, `cel`, `wasm_plugin`."""
    timezone: str
    """IANA time zone the rule's `time` is in."""
    description: str | None = None
    """What it is for."""


@dataclass(frozen=True)
class RuleAction(Wire):
    """What a matching rule does to the action."""
    type: str
    ttl_seconds: int | None = None
    """How long a key is remembered, in seconds; for ever when absent."""
    max_count: int | None = None
    """Actions admitted per window."""
    window_seconds: int | None = None
    """Length of the fixed window in seconds."""
    target_provider: str | None = None
    """The provider that gets it instead."""
    changes: Any = None
    """JSON merge patch (RFC 7396) applied to the payload."""


@dataclass(frozen=True)
class RuleCoverage(Wire):
    """Answer of `GET /v1/rules/coverage`."""
    entries: list[CoverageEntry]
    """The combinations, those that no rule matched first, then by number of records."""
    fully_covered: int
    """Combinations of which every action matched a rule."""
    partially_covered: int
    """Combinations of which some actions matched a rule."""
    rules_loaded: int
    """Rules in force."""
    total: int
    """Records read."""
    truncated: bool
    """Whether there are too many combinations to list: the rarest are left out of `entries` and of
    the numbers of combinations. `total` and `unmatched_rules` are complete all the same.
    """
    uncovered: int
    """Combinations of which no action matched a rule."""
    unique_combinations: int
    """Different combinations of namespace, tenant, provider and action type."""
    unmatched_rules: list[str]
    """Enabled rules that matched no action, in the order of evaluation."""
    scanned_from: str | None = None
    """The audit was read from here; null: from its beginning."""
    scanned_to: str | None = None
    """And to here; null: to its end."""


@dataclass(frozen=True)
class RuleEnabled(Wire):
    """Answer of `PUT /v1/rules/{name}/enabled`."""
    enabled: bool
    """Whether it is evaluated now."""
    name: str
    """The rule."""
    status: str
    """`enabled` or `disabled`."""


@dataclass(frozen=True)
class RuleFileError(Wire):
    """A place in a rule file and what is wrong there."""
    file: str
    """File, relative to the rule directory."""
    message: str
    """What is wrong and what to do."""
    field: str | None = None
    """The field concerned, for example `rules[0].condition`; null when none is."""
    line: int | None = None
    """Line, from 1; null when the file as a whole is meant."""


@dataclass(frozen=True)
class RuleSetFile(Wire):
    """A rule file as it was loaded."""
    path: str
    """Its path within the rule folder."""
    text: str
    """What it says."""


@dataclass(frozen=True)
class RuleSetRevision(Wire):
    """Answer of `GET /v1/rules/revisions/{revision}`."""
    files: list[RuleSetFile]
    """Its files, in their order."""
    loaded_at: str
    """When it was put in force first."""
    revision: int
    """Number of the rule set; audit records name it."""


@dataclass(frozen=True)
class Session(Wire):
    """Answer of `GET` and `POST /v1/session`: as whom the server takes the caller."""
    authentication: bool
    """Whether the server asks for keys at all. Without, everybody is an admin without a name."""
    role: str
    """What the caller may do. One of `viewer`, `operator`, `admin`."""
    expires_at: str | None = None
    """When the session of the browser ends; null when the request carried the key itself."""
    name: str | None = None
    """Name of the key; null without authentication."""
    namespaces: list[str] | None = None
    """Namespaces the key is held to; null: all."""
    tenants: list[str] | None = None
    """Tenants the key is held to; null: all."""


@dataclass(frozen=True)
class Stats(Wire):
    """Answer of `GET /v1/stats`: the invocations of plugins and the verdicts of dispatches in a
    window of time that ends now. Kept in memory: nothing is known from before the server
    started.
    """
    bucket_seconds: int
    """Length of one point of `series` in seconds."""
    by_origin: OriginCounts
    """The same by what caused them."""
    errors: int
    """How many of the invocations failed."""
    from_: str
    """Start of the first point. Points begin at whole multiples of their length, so that the window
    is shorter by the part of the last point that is still to come.
    """
    invocations: int
    """Invocations of plugins in the window, of all origins together."""
    plugins: PluginCounts
    """The plugins that there are now."""
    series: list[StatsPoint]
    """The window in 30 to 96 points, the oldest first, without gaps. The last one is still filling.
    """
    to: str
    """Now, by the server's clock."""
    window_seconds: int
    """Length of the window in seconds."""
    latency: LatencyFigures | None = None
    verdicts: VerdictCounts | None = None


@dataclass(frozen=True)
class StatsPoint(Wire):
    """One point of the series."""
    at: str
    """Its start; it ends `bucket_seconds` later."""
    errors: int
    """How many of them failed."""
    invocations: int
    """Invocations of plugins, of all origins together."""
    p50_us: int | None = None
    """Half of the invocations took at most so many microseconds; null when there were none."""
    p95_us: int | None = None
    """95 of 100 took at most so many microseconds; null when there were none."""
    p99_us: int | None = None
    """99 of 100 took at most so many microseconds; null when there were none."""
    verdicts: VerdictCounts | None = None


@dataclass(frozen=True)
class TestPluginFailed(Wire):
    """What a test call that failed is answered with."""
    error: str
    """One sentence that a user can act on."""
    details: FailureDetails
    """What the plugin's author wants to know."""
    kind: str | None = None
    """Stable name of the kind of error, in snake case."""


@dataclass(frozen=True)
class TestPluginResponse(Wire):
    """Answer of a test call that succeeded."""
    duration_ms: float
    """The same in milliseconds, as the original's clients read it."""
    duration_us: int
    """Duration of the call in microseconds."""
    memory_used_bytes: int
    """Peak of the instance's linear memory in bytes."""
    stderr: str
    """What the plugin printed to standard error, cut to 16 KiB."""
    stdout: str
    """What the plugin printed to standard output, cut to 16 KiB."""
    verdict: bool
    """The plugin's verdict."""
    cost: PluginCost | None = None
    message: str | None = None
    """The plugin's message."""
    metadata: Any = None
    """The plugin's metadata."""


@dataclass(frozen=True)
class TraceEntry(Wire):
    """One rule in the trace of an evaluation. Fields that do not apply are null."""
    action: str
    """Kind of the rule's action, lower case (`Allow` in the fallthrough entry)."""
    condition_display: str
    """The condition in its canonical form."""
    enabled: bool
    """Whether the rule is switched on."""
    evaluation_duration_us: int
    """Time this rule took, in microseconds."""
    parts: list[ConditionPart]
    """The value of every part of the condition that was evaluated, outermost first; ends where the
    trace has become too large.
    """
    priority: int
    """Lower is evaluated first."""
    result: str
    """What became of the rule. One of `matched`, `not_matched`, `skipped`, `error`."""
    rule_name: str
    """Name of the rule; `(default fallthrough)` for the last entry when nothing matched."""
    source: str
    """`yaml`, `cel` or `wasm_plugin` (`System` in the fallthrough entry)."""
    wasm_calls: list[WasmDetails]
    """Every plugin call of the rule, in the order they were made; ends where the trace has become
    too large.
    """
    description: str | None = None
    """The rule's description."""
    error: str | None = None
    """Why the rule failed."""
    modified_payload_preview: Any = None
    """The payload after that patch; null as above."""
    modify_patch: Any = None
    """The merge patch of a `modify` action that was taken. Null when the trace has become too large
    and this rule did not decide.
    """
    skip_reason: str | None = None
    """One of `disabled`, `earlier_rule_matched`."""
    wasm_details: WasmDetails | None = None


@dataclass(frozen=True)
class UpdatePluginRequest(Wire):
    """Body of `PATCH /v1/wasm/plugins/{name}`; what is absent stays as it is."""
    description: str | None = None
    """New description; an empty one removes it."""
    enabled: bool | None = None
    """Switch on or off."""
    memory_limit_bytes: int | None = None
    """New memory limit in bytes, 65536 to 268435456."""
    snapshot: str | None = None
    """One of `auto`, `always`, `never`."""
    timeout_ms: int | None = None
    """New timeout in milliseconds, 1 to 30000."""


@dataclass(frozen=True)
class VerdictCounts(Wire):
    """Dispatched actions by verdict."""
    allow: int
    """Passed."""
    deduplicate: int
    """Passed once per dedup key."""
    deny: int
    """Refused."""
    error: int
    """A rule failed; nothing was dispatched."""
    modify: int
    """Passed with a changed payload."""
    reroute: int
    """Went to another provider."""
    suppress: int
    """Dropped silently."""
    throttle: int
    """Passed while the window had room."""


@dataclass(frozen=True)
class VerdictDetails(Wire):
    """Why an action was decided as it was."""
    parts: list[ConditionPart]
    """The value of every part of that condition that was evaluated."""
    state: dict[str, int | None]
    """The state that the rules could read: dedup key to seconds since it was seen (null: never),
    throttle rule to count. May stand as `mock_state` in the playground.
    """
    verdict: str
    """What was decided. One of `allow`, `deny`, `suppress`, `deduplicate`, `throttle`, `reroute`,
    `modify`, `error`.
    """
    wasm: list[AuditPluginCall]
    """Every plugin call that was made, in order."""
    condition_display: str | None = None
    """The condition of the rule that decided, in canonical form; null when none matched."""
    error: str | None = None
    """Why the rule that decided failed."""
    error_kind: str | None = None
    """The kind of that failure."""
    modified_payload: Any = None
    """The payload after a `modify`; null for other verdicts."""


@dataclass(frozen=True)
class WasmDetails(Wire):
    """One plugin call of a rule (specification, "Rule Playground Integration")."""
    duration_us: int
    """Duration of the call in microseconds."""
    function: str
    """The function that was called."""
    memory_used_bytes: int
    """Peak of the instance's linear memory in bytes."""
    plugin: str
    """Name of the plugin."""
    error: str | None = None
    """Why the call failed."""
    kind: str | None = None
    """One of `timeout`, `memory_exceeded`, `invalid_output`, `input_overwritten`, `trap`,
    `function_not_found`, `plugin_not_found`, `plugin_disabled`, `plugin_failed`,
    `wasm_disabled`, `deadline`, `saturated`.
    """
    message: str | None = None
    """The plugin's message."""
    metadata: Any = None
    """The plugin's metadata; `{"truncated": true}` when it is too large."""
    revision: int | None = None
    """Revision of the plugin that answered."""
    verdict: bool | None = None
    """The plugin's answer; null when the call failed."""
