"""Client of the Acteon gateway: plugins, rules, dispatch and audit over its REST API."""

from ._call import VERSION as __version__
from .aio import AsyncActeonClient
from .client import ActeonClient
from .errors import (
    ActeonError,
    ApiError,
    Conflict,
    ConnectionFailed,
    DecodeError,
    Forbidden,
    InvalidRequest,
    NotFound,
    PluginFailed,
    RevisionMismatch,
    TimedOut,
    Unauthenticated,
    Unavailable,
)
from .types import Action, EvaluateRequest

__all__ = [
    "ActeonClient",
    "ActeonError",
    "Action",
    "ApiError",
    "AsyncActeonClient",
    "Conflict",
    "ConnectionFailed",
    "DecodeError",
    "EvaluateRequest",
    "Forbidden",
    "InvalidRequest",
    "NotFound",
    "PluginFailed",
    "RevisionMismatch",
    "TimedOut",
    "Unauthenticated",
    "Unavailable",
    "__version__",
]
