"""Between JSON and the types of answers."""

from __future__ import annotations

import dataclasses
import types as python_types
import typing
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T", bound="Wire")


class Wire:
    """Something that is sent or answered as a JSON object."""

    @classmethod
    def from_dict(cls: type[T], data: dict[str, Any]) -> T:
        """Reads an object. Fields that this version does not know are passed over.

        Raises `TypeError` or `ValueError` when a field is missing or is something else.
        """
        if not isinstance(data, dict):
            raise ValueError(f"an object was expected for {cls.__name__}, not {_named(data)}")
        values = {}
        for name, hint in _hints(cast(Any, cls)).items():
            # A word of the language has an underscore behind it.
            key = name.rstrip("_")
            if key in data:
                try:
                    values[name] = decode(hint, data[key])
                except (TypeError, ValueError) as error:
                    raise ValueError(f"{cls.__name__}.{name}: {error}") from error
        return cls(**values)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object; fields without a value are left out."""
        values = {
            name.rstrip("_"): encode(getattr(self, name)) for name in _hints(cast(Any, type(self)))
        }
        return {name: value for name, value in values.items() if value is not None}


@cache
def _hints(of: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(of)
    return {each.name: hints[each.name] for each in dataclasses.fields(of)}


def decode(hint: Any, value: Any) -> Any:
    """Reads a value of the type that `hint` names."""
    if hint is Any:
        return value
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (python_types.UnionType, typing.Union):
        if value is None and type(None) in arguments:
            return None
        hint = next(one for one in arguments if one is not type(None))
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is list:
        if not isinstance(value, list):
            raise ValueError(f"a list was expected, not {_named(value)}")
        return [decode(arguments[0], one) for one in value]
    if origin is dict:
        if not isinstance(value, dict):
            raise ValueError(f"an object was expected, not {_named(value)}")
        return {key: decode(arguments[1], one) for key, one in value.items()}
    if isinstance(hint, type) and issubclass(hint, Wire):
        return hint.from_dict(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ValueError(f"{hint.__name__} was expected, not {_named(value)}")
    return value


def encode(value: Any) -> Any:
    """The JSON of a value that may have objects inside."""
    if isinstance(value, Wire):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [encode(one) for one in value]
    if isinstance(value, dict):
        return {key: encode(one) for key, one in value.items()}
    return value


def _named(value: Any) -> str:
    return "null" if value is None else f"`{str(value)[:40]}`"
