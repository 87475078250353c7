"""How requests are sent: tries, redirects, encoding, uploads, answers of others than Acteon."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from acteon_client import (
    ActeonClient,
    ActeonError,
    ApiError,
    ConnectionFailed,
    DecodeError,
    TimedOut,
    Unavailable,
)

BUSY = {"error": "busy", "kind": "saturated"}
AWAY = {"error": "the record is delayed", "kind": "record_delayed"}


class Server:
    """Gives its answers one after the other, the last again and again."""

    def __init__(self, *answers: Any, address: str = "http://test") -> None:
        self.answers = answers
        self.asked: list[httpx.Request] = []
        self.slept: list[float] = []
        self.client = ActeonClient(
            address,
            api_key="acteon_x_1",
            transport=httpx.MockTransport(self.play),
            sleep=self.slept.append,
        )

    def play(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        status, body, *headers = answer
        if isinstance(body, str):
            return httpx.Response(status, text=body, headers=dict(*headers))
        return httpx.Response(status, json=body, headers=dict(*headers))


def test_what_only_reads_is_tried_again() -> None:
    server = Server((503, AWAY, {"retry-after": "7"}), (200, []))
    assert server.client.list_rules() == []
    assert server.slept == [7]
    server = Server((503, AWAY, {"retry-after": "3600"}))
    with pytest.raises(Unavailable) as caught:
        server.client.list_rules()
    assert (len(server.asked), server.slept) == (3, [10, 10])
    assert (caught.value.retry_after, caught.value.kind) == (3600, "record_delayed")
    server = Server(httpx.ConnectError("refused"), (200, []))
    assert server.client.list_rules() == []
    assert 0 <= server.slept[0] <= 0.2
    server = Server((500, BUSY))
    with pytest.raises(ApiError):
        server.client.list_rules()
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        ((503, BUSY), 2),
        ((503, {"error": "x", "kind": "plugins_loading"}), 2),
        ((429, {"error": "x"}), 2),
        ((503, AWAY), 1),
        ((503, "<html>the proxy is tired</html>"), 1),
        ((500, BUSY), 1),
        (httpx.ReadError("broken"), 1),
    ],
)
def test_a_change_is_tried_again_only_when_nothing_was_done(answer: Any, tries: int) -> None:
    server = Server(answer, (200, "Deduplicated"), (200, "Deduplicated"))
    server.answers = (answer, (200, {"Suppressed": {"rule": "r"}}))
    if tries == 2:
        server.client.dispatch({})
    else:
        with pytest.raises(ActeonError):
            server.client.dispatch({})
    assert len(server.asked) == tries


def test_not_ready_is_an_answer() -> None:
    server = Server((503, {"ready": False, "problems": [], "rule_set_revision": None}))
    assert server.client.ready().ready is False
    assert len(server.asked) == 1


def test_a_module_is_the_same_from_memory_a_file_and_a_stream(tmp_path: Path) -> None:
    module = bytes(range(256)) * 4_000
    path = tmp_path / "plugin.wasm"
    path.write_bytes(module)
    opened = io.BytesIO(module)
    sources: list[tuple[Any, int]] = [(module, 3), (path, 3), (str(path), 3), (opened, 1)]
    for source, tries in sources:
        server = Server((503, BUSY))
        sent: list[int] = []
        with pytest.raises(Unavailable):
            server.client.register_wasm_plugin("p", source, timeout_ms=50, progress=sent.append)
        assert len(server.asked) == tries
        for request in server.asked:
            assert module in request.content
            assert b'name="wasm_file"; filename="plugin.wasm"' in request.content
            assert b'name="timeout_ms"\r\n\r\n50\r\n' in request.content
        assert sent[-1] == len(module)
    assert not opened.closed
    with pytest.raises(FileNotFoundError):
        Server((200, {})).client.register_wasm_plugin("p", tmp_path / "missing.wasm")


def test_names_cannot_lead_elsewhere() -> None:
    server = Server((204, ""))
    for name, path in [
        ("a/../b", b"/v1/wasm/plugins/a%2F..%2Fb"),
        ("a?b#c", b"/v1/wasm/plugins/a%3Fb%23c"),
        ("größe", b"/v1/wasm/plugins/gr%C3%B6%C3%9Fe"),
    ]:
        server.client.delete_wasm_plugin(name)
        assert server.asked[-1].url.raw_path == path
    for name in ("", ".", ".."):
        with pytest.raises(ValueError, match="cannot be the name"):
            server.client.delete_wasm_plugin(name)


def test_a_key_goes_to_its_server_only() -> None:
    server = Server(
        (307, "", {"location": "http://elsewhere/v1/rules"}), address="http://test/behind/a/proxy"
    )
    with pytest.raises(ApiError, match="leads elsewhere"):
        server.client.list_rules()
    (request,) = server.asked
    assert request.url == "http://test/behind/a/proxy/v1/rules"
    assert request.headers["authorization"] == "Bearer acteon_x_1"
    assert request.headers["user-agent"].startswith("acteon-client-python/")


def test_what_is_not_acteons_is_told_apart() -> None:
    html = "<html>502 Bad Gateway</html>"
    with pytest.raises(ApiError) as caught:
        Server((502, html, {"x-request-id": "r-1"})).client.list_rules()
    error = caught.value
    assert (error.status, error.kind, error.body, error.request_id) == (502, None, html, "r-1")
    answers: list[Callable[[ActeonClient], Any]] = [
        lambda client: client.list_rules(),
        lambda client: client.health(),
    ]
    for call in answers:
        with pytest.raises(DecodeError) as undecoded:
            call(Server((200, html)).client)
        assert undecoded.value.body == html
    with pytest.raises(DecodeError, match=r"Health\.uptime_seconds: int was expected"):
        Server((200, {"status": "ok", "version": "1", "uptime_seconds": "x"})).client.health()
    with pytest.raises(ConnectionFailed):
        Server(httpx.ConnectError("refused")).client.health()
    with pytest.raises(TimedOut):
        Server(httpx.ReadTimeout("slow")).client.health()


def test_fields_of_newer_servers_are_passed_over() -> None:
    answer = {"status": "ok", "version": "9", "uptime_seconds": 1, "mood": "good"}
    assert Server((200, answer)).client.health().version == "9"


@pytest.mark.parametrize("address", ["localhost:8080", "", "ftp://x", "http://", "http://x/?a=b"])
def test_an_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(ValueError, match="`"):
        ActeonClient(address)
