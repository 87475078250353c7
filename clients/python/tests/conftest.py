"""What the tests share."""

import os

import pytest


class Setting:
    """The server that `cargo xtask test --only clients` started."""

    def __init__(self) -> None:
        self.url = _set("ACTEON_URL")
        self.key = _set("ACTEON_API_KEY")
        self.viewer_key = _set("ACTEON_VIEWER_KEY")
        self.plugin = _set("ACTEON_PLUGIN")


def _set(name: str) -> str:
    try:
        return os.environ[name]
    except KeyError:
        pytest.fail(
            f"`{name}` is not set: `cargo xtask test --only clients` starts a server and sets it"
        )


@pytest.fixture(scope="session")
def setting() -> Setting:
    return Setting()
