"""Every method on a running server with real plugins."""

import asyncio
import json
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from acteon_client import (
    ActeonClient,
    Action,
    AsyncActeonClient,
    Conflict,
    EvaluateRequest,
    Forbidden,
    InvalidRequest,
    NotFound,
    PluginFailed,
    RevisionMismatch,
    Unauthenticated,
)
from acteon_client.outcome import DryRun, Executed

from .conftest import Setting

OPERATIONS = Path(__file__).parents[2] / "operations.json"


class Recording(httpx.HTTPTransport):
    """Remembers what was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((request.method, request.url.path))
        return super().handle_request(request)


def name() -> str:
    return f"kitchen-sink-python-{uuid.uuid4().hex}"


def receipt(tenant: str, to: str) -> dict[str, Any]:
    return {
        "namespace": "kitchen-sink",
        "tenant": tenant,
        "provider": "email",
        "action_type": "receipt",
        "payload": {"to": to},
        "metadata": {"source": "test"},
    }


def plugins(client: ActeonClient, setting: Setting) -> None:
    plugin = name()
    sent: list[int] = []
    registered = client.register_wasm_plugin(
        plugin,
        setting.plugin,
        description="Suppress low-priority actions",
        memory_limit_bytes=16_777_216,
        timeout_ms=2_000,
        progress=sent.append,
    )
    assert (registered.name, registered.revision) == (plugin, 1)
    assert sent[-1] == Path(setting.plugin).stat().st_size
    with pytest.raises(Conflict) as taken:
        client.register_wasm_plugin(plugin, setting.plugin)
    assert taken.value.kind == "already_registered"
    with pytest.raises(InvalidRequest):
        client.register_wasm_plugin(name(), b"no module")
    assert any(one.name == plugin and one.enabled for one in client.list_wasm_plugins())

    low = client.test_wasm_plugin(plugin, "evaluate", {"payload": {"priority": "low"}})
    assert (low.verdict, low.message) == (False, "low priority actions are suppressed")
    action = Action(
        namespace="n", tenant="t", provider="p", action_type="a", payload={"priority": "high"}
    )
    assert client.test_wasm_plugin(plugin, "evaluate", action).verdict is True
    costs = [client.test_wasm_plugin(plugin, "evaluate", action, cost=True).cost for _ in range(2)]
    assert costs[0] is not None and costs[0] == costs[1]
    assert costs[0].fuel and costs[0].error is None
    with pytest.raises(PluginFailed) as missing:
        client.test_wasm_plugin(plugin, "nowhere", {})
    assert missing.value.kind == "function_not_found"

    updated = client.update_wasm_plugin(plugin, enabled=False, snapshot="never", if_match=1)
    assert (updated.status, updated.revision) == ("disabled", 2)
    assert updated.snapshot.mode == "never"
    with pytest.raises(RevisionMismatch):
        client.update_wasm_plugin(plugin, enabled=True, if_match=1)
    with open(setting.plugin, "rb") as file:
        replaced = client.replace_wasm_plugin(plugin, file, description="second", if_match=2)
    assert replaced.description == "second"
    shown = client.get_wasm_plugin(plugin)
    assert (shown.functions, shown.timeout_ms) == (["evaluate"], 2_000)
    assert client.list_wasm_plugin_invocations(plugin).count >= 2
    assert client.list_wasm_plugin_revisions(plugin).count == 3
    restored = client.restore_wasm_plugin_revision(plugin, 1, if_match=3)
    assert restored.description == "Suppress low-priority actions"
    with pytest.raises(RevisionMismatch):
        client.delete_wasm_plugin(plugin, if_match=1)
    client.delete_wasm_plugin(plugin)
    with pytest.raises(NotFound):
        client.get_wasm_plugin(plugin)


def rules(client: ActeonClient) -> None:
    listed = client.list_rules()
    first = listed[0].name
    assert client.set_rule_enabled(first, False).enabled is False
    assert client.set_rule_enabled(first, True).enabled is True
    with pytest.raises(NotFound) as unknown:
        client.set_rule_enabled("no-such-rule", True)
    assert unknown.value.kind == "rule_not_found"

    draft = "rules:\n  - { name: all, condition: true, action: deny }\n"
    request = EvaluateRequest(**receipt("t", "kim"), rules=draft)
    evaluated = client.evaluate_rules(request)
    assert (evaluated.verdict, evaluated.matched_rule) == ("deny", "all")
    bad = {**receipt("t", "kim"), "rules": draft.replace("deny", "fly")}
    with pytest.raises(InvalidRequest) as refused:
        client.evaluate_rules(bad)
    assert (refused.value.kind, refused.value.errors[0].line) == ("rules_refused", 2)

    reloaded = client.reload_rules()
    assert reloaded.reloaded
    assert reloaded.loaded == len(listed)
    with pytest.raises(InvalidRequest):
        client.reload_rules("/nowhere")
    assert client.rule_coverage().rules_loaded == reloaded.loaded
    revision = client.ready().rule_set_revision
    assert revision is not None
    assert any("rules:" in file.text for file in client.rule_set_revision(revision).files)


def dispatch(client: ActeonClient, setting: Setting) -> None:
    tenant = name()
    assert isinstance(client.dispatch(receipt(tenant, "a")), Executed)
    dry = client.dispatch(Action(**receipt(tenant, "b")), dry_run=True)
    assert isinstance(dry, DryRun)
    assert dry.verdict == "allow"
    batch = client.dispatch_batch([receipt(tenant, to) for to in "cdef"])
    assert [type(one) for one in batch] == [Executed] * 4
    assert isinstance(client.dispatch_batch([receipt(tenant, "g")], dry_run=True)[0], DryRun)
    with pytest.raises(InvalidRequest):
        client.dispatch({"namespace": "shop"})
    with (
        ActeonClient(setting.url, api_key=setting.viewer_key) as viewer,
        pytest.raises(Forbidden),
    ):
        viewer.dispatch(receipt(tenant, "h"))

    page = client.query_audit(tenant=tenant, limit=2)
    assert (len(page.records), page.total) == (2, 5)
    records = list(client.audit_records(tenant=tenant, limit=2))
    assert [one.action_payload["to"] for one in records] == ["f", "e", "d", "c", "a"]
    assert client.get_audit_record(records[0].action_id).id == records[0].id
    with pytest.raises(NotFound):
        client.get_audit_record("nowhere")
    assert len(client.list_changes(limit=1).changes) == 1


def server(client: ActeonClient, setting: Setting) -> None:
    assert client.health().status == "ok"
    assert client.ready().ready
    assert client.stats("5m").window_seconds == 300
    with pytest.raises(InvalidRequest):
        client.stats("3m")
    assert "# TYPE " in client.metrics()
    assert isinstance(client.config()["wasm"]["default_timeout_ms"], int)
    assert client.session().role == "admin"
    with (
        ActeonClient(setting.url, api_key="acteon_nobody_0") as stranger,
        pytest.raises(Unauthenticated) as unknown,
    ):
        stranger.session()
    assert unknown.value.request_id


def test_every_method(setting: Setting) -> None:
    transport = Recording()
    with ActeonClient(setting.url, api_key=setting.key, transport=transport) as client:
        plugins(client, setting)
        rules(client)
        dispatch(client, setting)
        server(client, setting)
    for operation in json.loads(OPERATIONS.read_text())["operations"]:
        method, path = operation["request"].split()
        pattern = [None if part.startswith("{") else part for part in path.split("/")]
        assert any(asked == method and _fits(pattern, at.split("/")) for asked, at in transport.asked), (
            operation
        )


def _fits(pattern: list[str | None], parts: list[str]) -> bool:
    return len(pattern) == len(parts) and all(
        want is None or want == part for want, part in zip(pattern, parts, strict=True)
    )


def test_the_same_for_asyncio(setting: Setting) -> None:
    async def run() -> None:
        plugin, tenant = name(), name()
        async with AsyncActeonClient(setting.url, api_key=setting.key) as client:
            await client.register_wasm_plugin(plugin, setting.plugin, timeout_ms=2_000)
            tests = [client.test_wasm_plugin(plugin, "evaluate", {}) for _ in range(5)]
            assert all(result.verdict for result in await asyncio.gather(*tests))
            await client.delete_wasm_plugin(plugin)
            for to in "abc":
                await client.dispatch(receipt(tenant, to))
            records = [one async for one in client.audit_records(tenant=tenant, limit=2)]
            assert [one.action_payload["to"] for one in records] == ["c", "b", "a"]

    asyncio.run(run())
