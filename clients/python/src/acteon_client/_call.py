"""Requests as they are made, tried and answered, whoever sends them."""

from __future__ import annotations

import enum
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from ._upload import Upload
from .errors import ActeonError, ApiError, ConnectionFailed, DecodeError, TimedOut, api_error

T = TypeVar("T")

VERSION = "0.1.0"
USER_AGENT = f"acteon-client-python/{VERSION}"
# Kinds of 503 after which nothing happened, whatever was asked for.
_NOTHING_DONE = ("saturated", "plugins_loading")
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 10.0


class Effect(enum.Enum):
    """What a second try could do."""

    NONE = enum.auto()
    """Nothing: it only reads."""
    CHANGE = enum.auto()
    """The same change once more."""


@dataclass
class Call(Generic[T]):
    """A request that can be sent as often as it is tried."""

    method: str
    path: str
    read: Callable[[Any], T]
    effect: Effect = Effect.CHANGE
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    if_match: int | None = None
    upload: Upload | None = None
    accepted: int | None = None
    is_text: bool = False

    @contextmanager
    def request(self, client: httpx.Client | httpx.AsyncClient) -> Iterator[httpx.Request]:
        """The request, with a body that is read while it is sent."""
        headers = {} if self.if_match is None else {"If-Match": f'"{self.if_match}"'}
        query = {name: _parameter(value) for name, value in self.query.items() if value is not None}
        files = data = content = file = None
        if self.upload is not None:
            file = self.upload.open()
            files = {"wasm_file": ("plugin.wasm", file, "application/wasm")}
            data = self.upload.fields
        elif self.body is not None:
            content = json.dumps(self.body, ensure_ascii=False, allow_nan=False).encode()
            headers["Content-Type"] = "application/json"
        try:
            yield client.build_request(
                self.method,
                self.path,
                params=query or None,
                headers=headers,
                content=content,
                data=data,
                files=files,
            )
        finally:
            if self.upload is not None and file is not None:
                self.upload.close(file)

    def answer(self, response: httpx.Response) -> T:
        """What the server answered. Raises when it is an error, or not understood."""
        text = response.text
        if not response.is_success and response.status_code != self.accepted:
            raise api_error(
                response.status_code,
                text,
                response.headers.get("retry-after"),
                response.headers.get("x-request-id"),
            )
        if self.is_text:
            return self.read(text)
        try:
            return self.read(json.loads(text) if text else None)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DecodeError(str(error), text) from error

    def pause(self, error: ActeonError, tries: int, retries: int) -> float | None:
        """How long to wait before the next try, in seconds; none to give up."""
        if tries > retries or not self._is_safe(error):
            return None
        named = error.retry_after if isinstance(error, ApiError) else None
        # Clients that were refused together come back one by one.
        pause = named if named is not None else _FIRST_PAUSE * 2 ** (tries - 1) * random.random()
        return min(pause, _LONGEST_PAUSE)

    def _is_safe(self, error: ActeonError) -> bool:
        if self.upload is not None and self.upload.is_read_once:
            return False
        if isinstance(error, ApiError):
            if error.status == 429:
                return True
            return error.status == 503 and (self.effect is Effect.NONE or error.kind in _NOTHING_DONE)
        return isinstance(error, ConnectionFailed) and self.effect is Effect.NONE


def failed(error: Exception) -> ActeonError:
    """What a failure of httpx means."""
    if isinstance(error, httpx.TimeoutException):
        return TimedOut("the server did not answer in time")
    return ConnectionFailed(f"the server cannot be reached: {error}")


def base_address(address: str) -> str:
    """The address with a `/` at its end. Raises `ValueError` when it is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"`{address}` is not the address of a server: http://HOST or https://HOST")
    if parts.query or parts.fragment:
        raise ValueError(f"`{address}` must end with its path")
    return address if address.endswith("/") else address + "/"


def segment(name: str) -> str:
    """A name as a segment of a path. Raises `ValueError` for one that would lead elsewhere."""
    if name in ("", ".", ".."):
        raise ValueError(f"`{name}` cannot be the name of anything")
    return quote(name, safe="-_.~")


def _parameter(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
