"""Every wire sample of clients/fixtures is played to the client: it asks for the address that was
recorded, understands the answer, and loses nothing of it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from acteon_client import ActeonClient, ApiError, AsyncActeonClient
from acteon_client._wire import encode

FOLDER = Path(__file__).parents[2] / "fixtures"
MODULE = b"\0asm\1\0\0\0"
FIXTURES = sorted(FOLDER.glob("*.json"))


def calls(fixture: dict[str, Any]) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """The method that makes the recorded request, and its arguments."""
    request = fixture["request"]
    path, _, query = request["path"].partition("?")
    parts = path.split("/")
    body = request.get("body")
    limit = {"limit": int(query.removeprefix("limit="))} if query.startswith("limit=") else {}
    match fixture["operation"]:
        case "list_plugins":
            return "list_wasm_plugins", (), {}
        case "get_plugin":
            return "get_wasm_plugin", (parts[4],), {}
        case "register_plugin":
            return "register_wasm_plugin", ("p", MODULE), {}
        case "replace_plugin":
            return "replace_wasm_plugin", (parts[4], MODULE), {}
        case "update_plugin":
            return "update_wasm_plugin", (parts[4],), {**body, "if_match": 2}
        case "delete_plugin":
            return "delete_wasm_plugin", (parts[4],), {}
        case "test_plugin":
            return "test_wasm_plugin", (parts[4], body["function"], body["input"]), {}
        case "list_invocations":
            return "list_wasm_plugin_invocations", (parts[4],), {}
        case "list_revisions":
            return "list_wasm_plugin_revisions", (parts[4],), {}
        case "restore_plugin":
            return "restore_wasm_plugin_revision", (parts[4], int(parts[6])), {}
        case "evaluate_rules":
            return "evaluate_rules", (body,), {}
        case "set_rule_enabled":
            return "set_rule_enabled", (parts[3], False), {}
        case "rule_set_revision":
            return "rule_set_revision", (int(parts[4]),), {}
        case "dispatch":
            return "dispatch", (body,), {"dry_run": query == "dry_run=true"}
        case "dispatch_batch":
            return "dispatch_batch", (body,), {}
        case "list_records":
            return "query_audit", (), limit
        case "get_record":
            return "get_audit_record", (parts[3],), {}
        case "list_changes":
            return "list_changes", (), limit
        case "stats":
            return "stats", ("5m",), {}
        case (
            "list_rules"
            | "reload_rules"
            | "rule_coverage"
            | "health"
            | "ready"
            | "metrics"
            | "config"
            | "session"
        ) as same:
            return same, (), {}
        case other:
            pytest.fail(f"no call for `{other}`")


def wire(value: Any) -> Any:
    """What a result is on the wire."""
    if isinstance(value, list):
        return [wire(one) for one in value]
    return value.to_wire() if hasattr(value, "to_wire") else encode(value)


def without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_null(one) for key, one in value.items() if one is not None}
    return [without_null(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_sample(file: Path, is_async: bool) -> None:
    fixture = json.loads(file.read_text())
    answer = fixture["response"]
    asked: list[httpx.Request] = []

    def play(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        headers = answer.get("headers", {})
        if isinstance(answer.get("body"), str) and fixture["operation"] == "metrics":
            return httpx.Response(answer["status"], headers=headers, text=answer["body"])
        if "body" not in answer:
            return httpx.Response(answer["status"], headers=headers)
        return httpx.Response(answer["status"], headers=headers, json=answer["body"])

    method, args, kwargs = calls(fixture)

    async def call_async() -> Any:
        transport = httpx.MockTransport(play)
        async with AsyncActeonClient("http://test", retries=0, transport=transport) as client:
            return await getattr(client, method)(*args, **kwargs)

    def call() -> Any:
        if is_async:
            return asyncio.run(call_async())
        with ActeonClient("http://test", retries=0, transport=httpx.MockTransport(play)) as client:
            return getattr(client, method)(*args, **kwargs)

    if answer["status"] >= 400:
        with pytest.raises(ApiError) as caught:
            call()
        error = caught.value
        assert (error.status, error.message) == (answer["status"], answer["body"]["error"])
        assert error.kind == answer["body"].get("kind")
        assert [one.to_dict() for one in error.errors] == [
            without_null(one) for one in answer["body"].get("errors", [])
        ]
    else:
        expected = answer.get("body")
        if fixture["operation"] == "list_plugins":
            # The list itself is what the client answers with.
            expected = expected["plugins"]
        assert without_null(wire(call())) == without_null(expected)
    request = fixture["request"]
    assert (asked[0].method, asked[0].url.raw_path.decode()) == (request["method"], request["path"])


def test_every_operation_has_a_method() -> None:
    listed = json.loads((FOLDER.parent / "operations.json").read_text())["operations"]
    assert len(listed) > 20
    for operation in listed:
        for client in (ActeonClient, AsyncActeonClient):
            assert callable(getattr(client, operation["method"], None)), operation
            assert getattr(client, operation["method"]).__doc__
