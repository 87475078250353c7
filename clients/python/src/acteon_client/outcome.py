"""What became of an action: answers that are not simply objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ._wire import Wire
from .types import ActionError, BatchError, ProviderResponse, RetryAfter


@dataclass(frozen=True)
class Executed:
    """The provider has carried the action out."""

    response: ProviderResponse

    def to_wire(self) -> Any:
        return {"Executed": self.response.to_dict()}


@dataclass(frozen=True)
class Deduplicated:
    """The action's dedup key was seen before."""

    def to_wire(self) -> Any:
        return "Deduplicated"


@dataclass(frozen=True)
class Suppressed:
    """A rule denied or suppressed the action."""

    rule: str

    def to_wire(self) -> Any:
        return {"Suppressed": {"rule": self.rule}}


@dataclass(frozen=True)
class Rerouted(Wire):
    """A provider that a rule chose has carried the action out."""

    original_provider: str
    new_provider: str
    response: ProviderResponse

    def to_wire(self) -> Any:
        return {"Rerouted": self.to_dict()}


@dataclass(frozen=True)
class Throttled:
    """The window of a throttle rule is full until `retry_after` has passed."""

    retry_after: RetryAfter

    def to_wire(self) -> Any:
        return {"Throttled": {"retry_after": self.retry_after.to_dict()}}


@dataclass(frozen=True)
class Failed:
    """The action could not be carried out."""

    error: ActionError

    def to_wire(self) -> Any:
        return {"Failed": self.error.to_dict()}


@dataclass(frozen=True)
class DryRun(Wire):
    """What would become of the action."""

    verdict: str
    would_be_provider: str
    matched_rule: str | None = None

    def to_wire(self) -> Any:
        return {"DryRun": self.to_dict()}


@dataclass(frozen=True)
class Refused:
    """An action of a batch that was not dispatched, or whose rule failed."""

    error: BatchError

    def to_wire(self) -> Any:
        return {"error": self.error.to_dict()}


@dataclass(frozen=True)
class Unknown:
    """An outcome that this version does not know."""

    value: Any

    def to_wire(self) -> Any:
        return self.value


Outcome = Executed | Deduplicated | Suppressed | Rerouted | Throttled | Failed | DryRun | Unknown
BatchItem = Outcome | Refused


def outcome(value: Any) -> Outcome:
    """Reads an outcome: an object with one key, or the name alone."""
    if value == "Deduplicated":
        return Deduplicated()
    if not isinstance(value, dict) or len(value) != 1:
        return Unknown(value)
    ((name, content),) = value.items()
    if name == "Executed":
        return Executed(ProviderResponse.from_dict(content))
    if name == "Suppressed":
        return Suppressed(content["rule"])
    if name == "Rerouted":
        return Rerouted.from_dict(content)
    if name == "Throttled":
        return Throttled(RetryAfter.from_dict(content["retry_after"]))
    if name == "Failed":
        return Failed(ActionError.from_dict(content))
    if name == "DryRun":
        return DryRun.from_dict(content)
    return Unknown(value)


def batch_item(value: Any) -> BatchItem:
    """Reads the answer to one action of a batch."""
    if isinstance(value, dict) and set(value) == {"error"}:
        return Refused(BatchError.from_dict(value["error"]))
    return outcome(value)
