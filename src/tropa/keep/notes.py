"""The port of notes: what those who work with people write down about them.

A note hangs on a name, not on a person: when two names become one person's the notes come
together, and when they are set apart again each goes with the name it was written under.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tropa.clock import Instant


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote down about a person."""

    id: str
    """The writer's own: written again under it, it was written once."""
    number: int
    """Of the name it hangs on."""
    at: Instant
    who: str
    """The user; empty where it was nobody with an account."""
    text: str


class Notes(Protocol):
    """Notes by the names they hang on. What changes is on disk when it returns."""

    def add(self, note: Note) -> Note:
        """Keep a note; what stands under its id, this one or an earlier one."""
        ...

    def get(self, note_id: str) -> Note | None: ...

    def of(self, numbers: Iterable[int]) -> list[Note]:
        """Notes hanging on any of these names, the earliest first."""
        ...

    def remove(self, note_id: str) -> bool:
        """Take a note away; whether it was there."""
        ...
