"""What can go wrong."""

from __future__ import annotations

import json
from typing import Any

from .types import RuleFileError


class ActeonError(Exception):
    """Any failure of a call."""


class ConnectionFailed(ActeonError):
    """The server cannot be reached, or the connection broke."""


class TimedOut(ActeonError):
    """The server did not answer in time."""


class DecodeError(ActeonError):
    """The answer is not understood, perhaps because the server is much newer."""

    def __init__(self, reason: str, body: str) -> None:
        super().__init__(f"the answer of the server is not understood: {reason}")
        self.body = body
        """The answer as it came."""


class ApiError(ActeonError):
    """The server answered with an error."""

    def __init__(
        self,
        status: int,
        body: str,
        *,
        retry_after: float | None = None,
        request_id: str | None = None,
    ) -> None:
        kind, message, errors = _explained(body)
        if message is None:
            message = (
                "the server leads elsewhere; use the address it leads to"
                if 300 <= status < 400
                else "the server, or a proxy before it, answered with an error and did not say why"
            )
        super().__init__(f"{message} (status {status})")
        self.status = status
        """HTTP status."""
        self.kind = kind
        """Stable name, for programs; some errors have none."""
        self.message = message
        """What happened, for people."""
        self.retry_after = retry_after
        """When to come back, in seconds, if the server says so."""
        self.request_id = request_id
        """The request's id, which the server's log has too."""
        self.errors = errors
        """What is wrong in which rule file, when rules were refused."""
        self.body = body
        """The body as it came."""


class InvalidRequest(ApiError):
    """What was sent is not as it should be (400, 413, 415)."""


class Unauthenticated(ApiError):
    """The key is missing, or not known (401)."""


class Forbidden(ApiError):
    """The key may not do that (403)."""


class NotFound(ApiError):
    """There is no such plugin, rule, revision or record (404)."""


class Conflict(ApiError):
    """The name is taken, or there is no room (409)."""


class RevisionMismatch(ApiError):
    """Somebody else was quicker: the revision named is not the present one (412)."""


class PluginFailed(ApiError):
    """The plugin failed; `kind` says how (422)."""


class Unavailable(ApiError):
    """The server cannot do it now; `retry_after` may say when (429, 503)."""


_OF_STATUS: dict[int, type[ApiError]] = {
    400: InvalidRequest,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: RevisionMismatch,
    413: InvalidRequest,
    415: InvalidRequest,
    422: PluginFailed,
    429: Unavailable,
    503: Unavailable,
}


def api_error(status: int, body: str, retry_after: str | None, request_id: str | None) -> ApiError:
    """The error that an unsuccessful answer is."""
    try:
        seconds = None if retry_after is None else float(retry_after)
    except ValueError:
        seconds = None
    of_status = _OF_STATUS.get(status, ApiError)
    return of_status(status, body, retry_after=seconds, request_id=request_id)


def _explained(body: str) -> tuple[str | None, str | None, list[RuleFileError]]:
    try:
        value: Any = json.loads(body)
        errors = [RuleFileError.from_dict(one) for one in value.get("errors", [])]
        return value.get("kind"), value["error"], errors
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, None, []
