"""What a command talks to: where it prints, in which language, which workspace it has.

The same command runs in a process of its own, or inside the server that owns the folder; only
its console differs.
"""

import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tropa.errors import TropaError
from tropa.words import Language, say

if TYPE_CHECKING:
    # A command that needs no workspace starts in no time.
    from tropa.workspace.opening import Workspace


def complaint(fault: TropaError, language: Language) -> str:
    """A fault as one line: where and what, the next step, its stable code."""
    said = (f"tropa: {fault.message(language)}", fault.advice(language), f"[{fault.code}]")
    return " ".join(part for part in said if part) + "\n"


def own_input() -> bytes:
    """What stands on this process's input."""
    return sys.stdin.buffer.read()


def always() -> None:
    """Whoever gave a command in this process is there as long as it is."""


@dataclass
class Console:
    """Where a command's words go."""

    language: Language
    out: Callable[[str], None]
    err: Callable[[str], None]
    here: Path
    """The folder that paths in the command line are relative to."""
    lively: bool = False
    """Somebody is watching: progress may be redrawn in place."""
    workspace: "Workspace | None" = None
    """The workspace of the server this runs inside."""
    given: Callable[[], bytes] = own_input
    """What stands on the command's input."""
    present: Callable[[], None] = always
    """Raises ConnectionError when whoever gave the command has gone."""

    def say(self, key: str, **values: object) -> None:
        """Print a sentence."""
        self.out(say(key, self.language, **values) + "\n")

    def line(self, text: str = "") -> None:
        """Print a line as it is."""
        self.out(text + "\n")

    def json(self, document: Any) -> None:
        """Print one JSON document."""
        self.out(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def progress(self, text: str) -> None:
        """Show how far something is; the next such line takes its place."""
        if self.lively:
            self.err(f"\r\x1b[2K{text}")

    def progress_over(self) -> None:
        """The last progress line has served."""
        if self.lively:
            self.err("\r\x1b[2K")

    def path(self, text: str) -> Path:
        """A path of the command line; not resolved, for a pipe has no name beyond its link."""
        return (self.here / text).absolute()

    @contextmanager
    def open(self, folder: str) -> "Generator[Workspace]":
        """The workspace of a folder: the server's own, or opened for this command.

        Raises:
            WorkspaceFault: it cannot be opened.
        """
        if self.workspace is not None:
            yield self.workspace
            return
        from tropa.workspace.home import open_with_accounts  # noqa: PLC0415

        with open_with_accounts(self.path(folder)) as opened:
            yield opened
