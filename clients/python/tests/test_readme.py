"""The example that the README begins with, run on a running server."""

from pathlib import Path

from acteon_client import ActeonClient, NotFound

from .conftest import Setting

README = Path(__file__).parents[1] / "README.md"
CONNECT = 'ActeonClient("http://localhost:8080")'


def test_the_example_runs(setting: Setting, capsys: object) -> None:
    example = README.read_text().split("```python\n", 1)[1].split("```", 1)[0]
    assert example.count(CONNECT) == 1
    # The server of this test is elsewhere, and wants a key.
    example = example.replace(CONNECT, f"ActeonClient({setting.url!r}, api_key={setting.key!r})")
    with ActeonClient(setting.url, api_key=setting.key) as client:
        # The demo's plugin is a file, which the server does not delete: an upload goes in front.
        try:
            client.replace_wasm_plugin("my-plugin", setting.plugin)
        except NotFound:
            client.register_wasm_plugin("my-plugin", setting.plugin)
    exec(compile(example, str(README), "exec"), {})
    printed = capsys.readouterr().out  # type: ignore[attr-defined]
    assert "my-plugin: " in printed
    assert "Verdict: True, Duration: " in printed
