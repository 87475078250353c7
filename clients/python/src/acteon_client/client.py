"""The client."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, TypeVar

import httpx

from . import _operations as operations
from . import types
from ._call import USER_AGENT, Call, base_address, failed
from ._operations import Fields
from ._upload import Module, Progress
from .errors import ActeonError
from .outcome import BatchItem, Outcome

T = TypeVar("T")


class ActeonClient:
    """A client of one server. It keeps connections; close it, or use it in `with`.

    `address` is that of the server, such as `http://localhost:8080`; `ValueError` when it is none.
    `api_key` is sent with every request. `timeout` is in seconds, for connecting and for each
    silence of the server. A call is tried up to `retries` times more when that is safe. `transport`
    replaces the way to the server, and `sleep` the way to wait between tries.
    """

    def __init__(
        self,
        address: str,
        *,
        api_key: str | None = None,
        timeout: float = 30.0,
        retries: int = 2,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"User-Agent": USER_AGENT}
        if api_key is not None:
            headers["Authorization"] = f"Bearer {api_key}"
        self._retries = retries
        self._sleep = sleep
        self._http = httpx.Client(
            base_url=base_address(address),
            headers=headers,
            timeout=timeout,
            transport=transport,
            # A redirect could lead the key to somebody else.
            follow_redirects=False,
        )

    def list_wasm_plugins(self) -> list[types.Plugin]:
        """All plugins, by name."""
        return self._send(operations.list_plugins())

    def get_wasm_plugin(self, name: str) -> types.PluginDetail:
        """One plugin with all that is known of it.

        Raises `NotFound` when there is no such plugin.
        """
        return self._send(operations.get_plugin(name))

    def register_wasm_plugin(
        self,
        name: str,
        module: Module,
        *,
        description: str | None = None,
        memory_limit_bytes: int | None = None,
        timeout_ms: int | None = None,
        enabled: bool | None = None,
        sha256: str | None = None,
        snapshot: str | None = None,
        progress: Progress | None = None,
    ) -> types.PluginRegistered:
        """Registers a plugin. What is not given is the server's default.

        `module` is bytes, a path, or a file open for reading in binary; a file is sent while it is
        read. `progress` hears how many bytes were sent so far.

        Raises `Conflict` when the name is taken, `InvalidRequest` when the module or a setting is
        refused.
        """
        return self._send(
            operations.register_plugin(
                module,
                {
                    "name": name,
                    "description": description,
                    "memory_limit_bytes": memory_limit_bytes,
                    "timeout_ms": timeout_ms,
                    "enabled": enabled,
                    "sha256": sha256,
                    "snapshot": snapshot,
                },
                progress,
            )
        )

    def replace_wasm_plugin(
        self,
        name: str,
        module: Module,
        *,
        description: str | None = None,
        memory_limit_bytes: int | None = None,
        timeout_ms: int | None = None,
        enabled: bool | None = None,
        sha256: str | None = None,
        snapshot: str | None = None,
        if_match: int | None = None,
        progress: Progress | None = None,
    ) -> types.PluginDetail:
        """Puts another module in a plugin's place; what is not given stays as it is.

        With `if_match` only if the plugin still has this revision. Raises `NotFound`,
        `RevisionMismatch` or `InvalidRequest`.
        """
        return self._send(
            operations.replace_plugin(
                name,
                module,
                {
                    "description": description,
                    "memory_limit_bytes": memory_limit_bytes,
                    "timeout_ms": timeout_ms,
                    "enabled": enabled,
                    "sha256": sha256,
                    "snapshot": snapshot,
                },
                if_match,
                progress,
            )
        )

    def update_wasm_plugin(
        self,
        name: str,
        *,
        description: str | None = None,
        memory_limit_bytes: int | None = None,
        timeout_ms: int | None = None,
        enabled: bool | None = None,
        snapshot: str | None = None,
        if_match: int | None = None,
    ) -> types.PluginDetail:
        """Changes what is given, and nothing else.

        With `if_match` only if the plugin still has this revision. Raises `NotFound`,
        `RevisionMismatch` or `InvalidRequest`.
        """
        return self._send(
            operations.update_plugin(
                name,
                {
                    "description": description,
                    "memory_limit_bytes": memory_limit_bytes,
                    "timeout_ms": timeout_ms,
                    "enabled": enabled,
                    "snapshot": snapshot,
                },
                if_match,
            )
        )

    def delete_wasm_plugin(self, name: str, *, if_match: int | None = None) -> None:
        """Deletes a plugin, with `if_match` only if it still has this revision.

        Raises `NotFound` or `RevisionMismatch`.
        """
        return self._send(operations.delete_plugin(name, if_match))

    def test_wasm_plugin(
        self, name: str, function: str, action: Fields | types.Action, *, cost: bool = False
    ) -> types.TestPluginResponse:
        """Calls `function` of a plugin with an action; no rule is evaluated, nothing is dispatched.

        Fields of the action that are left out are empty. With `cost` the answer tells what the call
        costs in units that are the same every time; the first such call of a module can take
        seconds. Raises `NotFound`, and `PluginFailed` whose `kind` says how the plugin failed.
        """
        return self._send(operations.test_plugin(name, function, action, cost))

    def list_wasm_plugin_invocations(self, name: str) -> types.InvocationList:
        """The last invocations of a plugin, newest first."""
        return self._send(operations.list_invocations(name))

    def list_wasm_plugin_revisions(self, name: str) -> types.PluginRevisionList:
        """The revisions of a plugin, newest first."""
        return self._send(operations.list_revisions(name))

    def restore_wasm_plugin_revision(
        self, name: str, revision: int, *, if_match: int | None = None
    ) -> types.PluginDetail:
        """Makes a former revision of a plugin the present one.

        With `if_match` only if the plugin still has that revision.
        """
        return self._send(operations.restore_plugin(name, revision, if_match))

    def list_rules(self) -> list[types.Rule]:
        """The rules in force, in the order of evaluation."""
        return self._send(operations.list_rules())

    def evaluate_rules(self, request: Fields | types.EvaluateRequest) -> types.EvaluateResponse:
        """What the rules would decide about an action, and why; nothing is dispatched or recorded.

        Raises `InvalidRequest`, whose `errors` say where in a draft the mistakes are.
        """
        return self._send(operations.evaluate_rules(request))

    def reload_rules(self, directory: str | None = None) -> types.ReloadResponse:
        """Reads the rule files again, those of another folder when it is named.

        Raises `InvalidRequest` when a file is bad: `errors` says where, and the rules in force stay.
        """
        return self._send(operations.reload_rules(directory))

    def set_rule_enabled(self, name: str, enabled: bool) -> types.RuleEnabled:
        """Switches a rule, until the file's own value changes."""
        return self._send(operations.set_rule_enabled(name, enabled))

    def rule_coverage(
        self,
        *,
        namespace: str | None = None,
        tenant: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> types.RuleCoverage:
        """Which kinds of actions matched a rule, and which rules never did.

        `since` and `until` are instants (RFC 3339).
        """
        return self._send(
            operations.rule_coverage(namespace=namespace, tenant=tenant, since=since, until=until)
        )

    def rule_set_revision(self, revision: int) -> types.RuleSetRevision:
        """The files of a rule set that is or was in force."""
        return self._send(operations.rule_set_revision(revision))

    def dispatch(self, action: Fields | types.Action, *, dry_run: bool = False) -> Outcome:
        """Decides about an action and carries it out; with `dry_run` it only decides.

        That a provider failed is not an error but an outcome. An action is not sent again after a
        broken connection, because it may have been carried out.
        """
        return self._send(operations.dispatch(action, dry_run))

    def dispatch_batch(
        self, actions: Iterable[Fields | types.Action], *, dry_run: bool = False
    ) -> list[BatchItem]:
        """Dispatches many actions at once, and answers for each what became of it, in their order."""
        return self._send(operations.dispatch_batch(actions, dry_run))

    def query_audit(
        self,
        *,
        namespace: str | None = None,
        tenant: str | None = None,
        provider: str | None = None,
        action_type: str | None = None,
        outcome: str | None = None,
        verdict: str | None = None,
        matched_rule: str | None = None,
        plugin: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        cursor: str | None = None,
    ) -> types.AuditPage:
        """A page of the audit, newest first. `audit_records` walks all of them.

        `since` and `until` are instants (RFC 3339); `cursor` is the `next_cursor` of the page before.
        """
        return self._send(
            operations.query_audit(
                namespace=namespace,
                tenant=tenant,
                provider=provider,
                action_type=action_type,
                outcome=outcome,
                verdict=verdict,
                matched_rule=matched_rule,
                plugin=plugin,
                since=since,
                until=until,
                limit=limit,
                offset=offset,
                cursor=cursor,
            )
        )

    def get_audit_record(self, action_id: str) -> types.AuditRecord:
        """The newest record of an action."""
        return self._send(operations.get_audit_record(action_id))

    def list_changes(self, *, before: int | None = None, limit: int | None = None) -> types.ChangeList:
        """Who changed what, newest first: those before the change with the id `before`."""
        return self._send(operations.list_changes(before, limit))

    def health(self) -> types.Health:
        """Whether the process serves."""
        return self._send(operations.health())

    def ready(self) -> types.Readiness:
        """Whether decisions are made, and what stands in the way."""
        return self._send(operations.ready())

    def stats(self, window: str | None = None) -> types.Stats:
        """What happened lately: `window` is `5m`, `15m`, `1h`, `6h` or `24h`; 15 minutes without it."""
        return self._send(operations.stats(window))

    def metrics(self) -> str:
        """The metrics in Prometheus' text format."""
        return self._send(operations.metrics())

    def config(self) -> Fields:
        """The configuration in force, by section and key; secrets are hidden."""
        return self._send(operations.config())

    def session(self) -> types.Session:
        """As whom the server takes the caller."""
        return self._send(operations.session())

    def audit_records(self, **filters: Any) -> Iterator[types.AuditRecord]:
        """All records that the filters of `query_audit` find, newest first, page by page.

        `limit` is the size of a page.
        """
        while True:
            page = self.query_audit(**filters)
            yield from page.records
            if page.next_cursor is None:
                return
            filters = {**filters, "cursor": page.next_cursor, "offset": None}

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def __enter__(self) -> ActeonClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _send(self, call: Call[T]) -> T:
        tries = 0
        while True:
            tries += 1
            try:
                return self._once(call)
            except ActeonError as error:
                pause = call.pause(error, tries, self._retries)
                if pause is None:
                    raise
            self._sleep(pause)

    def _once(self, call: Call[T]) -> T:
        try:
            with call.request(self._http) as request:
                return call.answer(self._http.send(request))
        except httpx.TransportError as error:
            raise failed(error) from error
