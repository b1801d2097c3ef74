"""The port of the journal of a map's edits: what was done to a draft, step after step.

A step is kept before the draft is written, and marked when it has been: whoever finds a step
that is not marked and a draft from before it finishes the work. A step is a patch of bytes with
the digests of the text on both sides, so that it can be taken back to the byte, or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from tropa.clock import Instant

EditKind: TypeAlias = Literal["operations", "text", "outside", "undo", "redo"]
"""
operations  operations on elements, from the app
text        the text typed by hand, in the app
outside     the file was changed by somebody else's editor
undo, redo  a step taken back, or done again
"""


@dataclass(frozen=True, slots=True)
class Patch:
    """Bytes of a text and what came in their place."""

    start: int
    removed: bytes
    added: bytes


@dataclass(frozen=True, slots=True)
class Edit:
    """One step in the life of a draft."""

    map: str
    version: int
    """Rising from 1, without gaps until old ones are dropped."""
    kind: EditKind
    of: int
    """The version of the step that an undo or a redo is of; else 0."""
    at: Instant
    who: str
    client: str
    """What the app calls the step; empty when nobody named it."""
    asked: str
    """A digest of what was asked under that name."""
    before: str
    after: str
    """Digests of the text on both sides."""
    touched: str
    """JSON: the paths of the elements it touched."""
    said: str
    """JSON: what it changed, to be said in any language."""
    written: bool = False
    """The draft on disk has it."""


class Edits(Protocol):
    """Journals of all maps."""

    def edits(self, map_id: str) -> list[Edit]:
        """Every step that is kept, in order."""
        ...

    def by_client(self, map_id: str, client: str) -> Edit | None:
        """The step that the app called so."""
        ...

    def patches(self, map_id: str, versions: Sequence[int]) -> dict[int, Patch]:
        """What some steps did to the text, by version."""
        ...

    def text(self, map_id: str) -> bytes | None:
        """The draft after the latest step; None where there is no step."""
        ...

    def add(self, edit: Edit, patch: Patch, text: bytes) -> None:
        """Keep a step and the text after it; on disk when it returns."""
        ...

    def mark_written(self, map_id: str, version: int) -> None:
        """The draft on disk has this step and all before it."""
        ...

    def drop_before(self, map_id: str, version: int) -> None:
        """Forget the steps before one."""
        ...
