"""The WebAssembly module of a plugin, wherever it is."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import Any, BinaryIO, cast

Module = bytes | str | os.PathLike[str] | BinaryIO
"""A module in memory, the path of its file, or a file that is open for reading in binary."""

Progress = Callable[[int], None]
"""Hears how many bytes of the module were sent so far."""


class Upload:
    """A module with what it is uploaded with."""

    def __init__(self, module: Module, fields: dict[str, Any], progress: Progress | None) -> None:
        self.module = module
        self.fields = {name: _text(value) for name, value in fields.items() if value is not None}
        self.progress = progress

    @property
    def is_read_once(self) -> bool:
        """Whether it cannot be sent a second time."""
        return not isinstance(self.module, bytes | str | os.PathLike)

    def open(self) -> BinaryIO:
        """The module's bytes, from their beginning."""
        if isinstance(self.module, bytes):
            file: BinaryIO = io.BytesIO(self.module)
        elif isinstance(self.module, str | os.PathLike):
            file = open(self.module, "rb")  # noqa: SIM115 - see `close`
        else:
            file = self.module
        return cast(BinaryIO, _Watched(file, self.progress))

    def close(self, file: BinaryIO) -> None:
        """Closes what `open` has opened; a file of the caller stays open."""
        if not self.is_read_once:
            file.close()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


class _Watched:
    """A file that says how much of it was read."""

    def __init__(self, file: BinaryIO, progress: Progress | None) -> None:
        self._file = file
        self._progress = progress
        self._sent = 0

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._sent += len(piece)
        if piece and self._progress is not None:
            self._progress(self._sent)
        return piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)
