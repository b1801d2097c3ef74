"""The disk as it was at each moment: a copy of a folder at every call that changes it.

What a kill leaves behind is what the folder holds at that instant. So a crash at any point is
tried by running a scenario once and opening the copies.
"""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tropa.engines.sqlite.connection import Connection


@dataclass
class Moments:
    """Copies of a folder, in order, each with what had been promised by then."""

    folder: Path
    into: Path
    promised: set[str] = field(default_factory=set[str])
    copies: list[tuple[Path, frozenset[str]]] = field(
        default_factory=list[tuple[Path, frozenset[str]]]
    )
    each: int = 1
    """Every so-manyth moment is copied."""
    _busy: bool = False
    _seen: int = 0

    def chosen(self) -> list[tuple[Path, frozenset[str]]]:
        """Some twenty moments, spread evenly; all of them with `TROPA_EVERY_MOMENT=1`."""
        step = 1 if os.environ.get("TROPA_EVERY_MOMENT") else max(1, len(self.copies) // 20)
        return [*self.copies[:-1:step], self.copies[-1]]

    def copy(self, what: str) -> None:
        """Keep the folder as it is now."""
        if self._busy:
            return
        self._seen += 1
        if (self._seen - 1) % self.each:
            return
        self._busy = True
        try:
            to = self.into / f"{len(self.copies):03d}-{what}"
            shutil.copytree(self.folder, to)
            self.copies.append((to, frozenset(self.promised)))
        finally:
            self._busy = False


@contextmanager
def every_moment(folder: Path, into: Path, each: int = 1) -> Generator[Moments]:
    """Copy the folder before every sync, rename and removal, and around every commit."""
    moments = Moments(folder, into, each=each)
    into.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (os, "fsync"),
            (os, "rename"),
            (os, "unlink"),
            (shutil, "rmtree"),
        ):
            patch.setattr(module, name, _noted(moments, name, getattr(module, name)))
        patch.setattr(Connection, "transaction", _around(moments, Connection.transaction))
        yield moments


def _noted(moments: Moments, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def noted(*args: Any, **kwargs: Any) -> Any:
        moments.copy(name)
        return call(*args, **kwargs)

    return noted


def _around(moments: Moments, transaction: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def around(connection: Connection) -> Generator[None]:
        moments.copy("begin")
        with transaction(connection):
            yield
        moments.copy("commit")

    return around
