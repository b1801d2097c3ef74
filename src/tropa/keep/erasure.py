"""The port of erasing: who was erased, how far it has come, and names that may not come back.

Of a name that was erased a keyed hash stays, so that a late event or another import of the same
file does not bring its bearer back. In the book of names a mark stands where the name stood,
and the same mark in events of others that named them: who was recommended is counted as before.

    mark = ∅ + blake2b(hash of the name, key of the erasure)

While an erasure is under way its marks are found from the hashes; when it is over its key is
gone, and nobody can tell which hash a mark came from.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final, Protocol

from tropa.clock import Instant
from tropa.event import Event, Name

ERASED: Final = "∅"
"""What the value of a name, or of a property, begins with where something was erased.

By itself it is a name that was erased before it was said: nobody in particular."""
_MARK_BYTES: Final = 8
_MARK: Final = re.compile(rf"{ERASED}[0-9a-f]{{{2 * _MARK_BYTES}}}")


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why somebody is erased."""

    reason: str = ""
    """One of those the product knows; empty where nobody said it."""
    basis: str = ""
    """The paper behind it: a letter's date and number."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody erased, or on the way there. Nothing in it is personal."""

    id: int
    person: int
    at: Instant
    who: str
    """The user; empty where it was nobody with an account."""
    persons: tuple[int, ...]
    """Whose events lose what is personal: the person, and devices nobody else used."""
    names: int
    """Names erased."""
    key: bytes
    """By which texts of events become marks; gone when all of them are."""
    events: int = 0
    finished: Instant = 0
    """0 while something is left to do."""
    called: str = ""
    """What the user was called when they erased."""
    grounds: Grounds = field(default_factory=Grounds)
    what: Mapping[str, int] = field(default_factory=dict[str, int])
    """Kinds of data with how many of each went: `email`, `address`, `notes`."""


class Erasures(Protocol):
    """What was erased. Whatever changes something is on disk when it returns."""

    def begin(self, erasure: Erasure, numbers: Sequence[int], hashes: Sequence[bytes]) -> int:
        """Names give way to marks, their contacts and notes go, their hashes stay: all at once.

        Args:
            erasure: who is erased, with the key their marks are made by.
            numbers: of their names.
            hashes: of these names, in the same order.

        Returns:
            The number of the erasure.
        """
        ...

    def finish(self, erasure_id: int, events: int, at: Instant) -> None:
        """Nothing is left to do: the key goes too."""
        ...

    def every(self) -> list[Erasure]:
        """All of them, in order."""
        ...

    def hashes(self) -> set[bytes]:
        """Of every name erased."""
        ...

    def settle(self) -> None:
        """See that nothing of what was there is left in files beside the ledger's own."""
        ...


class Forgotten:
    """Names that may not come back."""

    def __init__(
        self,
        salt: str,
        hashes: Iterable[bytes],
        said: Callable[[bytes], Iterable[Name]] = lambda _: (),
    ) -> None:
        """What is kept of erased names.

        Args:
            salt: of the workspace.
            hashes: of every name erased.
            said: names that may stand in something that was sent.
        """
        self._key = salt.encode()[:64]
        self._hashes = set(hashes)
        self._said = said

    def hash_of(self, name: Name) -> bytes:
        """What is kept of an erased name."""
        text = str(name).encode("utf-8", "replace")
        return blake2b(text, digest_size=16, key=self._key, person=b"tropa-forgotten").digest()

    def learn(self, hashes: Iterable[bytes]) -> None:
        """More names were erased."""
        self._hashes |= set(hashes)

    def instead_of(self, name: Name) -> str | None:
        """What takes the place of a name that is said now; None for one nobody erased."""
        return ERASED if self._hashes and self.hash_of(name) in self._hashes else None

    def bears(self, event: Event) -> bool:
        """Whether an event is about somebody who was erased."""
        return bool(self._hashes) and any(
            self.hash_of(name) in self._hashes for name in event.names
        )

    def speaks(self, raw: bytes) -> bool:
        """Whether something that was sent, and could not be read, speaks of them."""
        return any(self.hash_of(name) in self._hashes for name in self._said(raw))

    def __bool__(self) -> bool:
        return bool(self._hashes)


def is_erased(name: Name) -> bool:
    """Whether a mark stands where a name stood."""
    return name.value.startswith(ERASED)


def mark_of(hashed: bytes, key: bytes) -> str:
    """What stands where a name stood.

    Args:
        hashed: what is kept of the name.
        key: of the erasure.
    """
    digest = blake2b(hashed, digest_size=_MARK_BYTES, key=key, person=b"tropa-mark")
    return f"{ERASED}{digest.hexdigest()}"


def mark_in(text: str) -> str | None:
    """The mark of a name that stands in a text; None where none does."""
    found = _MARK.search(text)
    return None if found is None else found[0]
