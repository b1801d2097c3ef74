"""Ports of the ledger: what was acknowledged, and everything that must not be lost or leak.

Nothing here says how; `tropa.engines` does. Whatever changes something is one transaction and
is on disk when it returns. Names and contact fields stand here and in failed events, nowhere
else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from tropa.clock import Instant
from tropa.keep.block import Block
from tropa.keep.costs import Costs
from tropa.keep.edits import Edits
from tropa.keep.erasure import Erasures
from tropa.keep.names import NameBook
from tropa.keep.notes import Notes

Position: TypeAlias = int
"""A place in the log: the number of a block. Everything up to it has been taken in."""

KeyKind: TypeAlias = Literal["private", "browser"]
FileKind: TypeAlias = Literal["history", "keys"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where events come from: whoever holds a write key."""

    id: str
    title: str
    kind: KeyKind
    off: bool
    created: Instant
    hint: str
    """The last characters of the key, to tell keys apart; the key itself is not kept."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An event that could not be kept as it came; it waits with its reason."""

    source: str
    received: Instant
    code: str
    where: str
    """Row and column of a file, or the field of an event."""
    raw: bytes
    values: Mapping[str, object] = field(default_factory=dict[str, object])
    id: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come."""

    id: str
    chunk: int
    counts: Mapping[str, int]
    """So far; what this very offer adds, the intake adds to it."""
    finished: Instant = 0


@dataclass(frozen=True, slots=True)
class Addition:
    """What one request or one chunk of a file adds: all of it or nothing."""

    blocks: Sequence[Block] = ()
    failed: Sequence[Failed] = ()
    replayed: Sequence[int] = ()
    """Failed events that wait no longer."""
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class KeptBlock:
    """A block as it is read back."""

    position: Position
    source: str
    received: Instant
    count: int
    data: bytes
    keys: bytes
    checksum: bytes


class Inbox(Protocol):
    """The log of what was acknowledged, until history has it."""

    def commit(self, additions: Sequence[Addition]) -> list[list[Position]]:
        """Keep all of them in one transaction; for each the positions of its blocks."""
        ...

    def blocks(self, after: Position, events: int) -> list[KeptBlock]:
        """Blocks behind a position, about so many events."""
        ...

    def block_keys(self) -> Iterable[bytes]:
        """The keys of every block, in order."""
        ...

    def last(self) -> Position:
        """The newest position ever given."""
        ...

    def waiting(self) -> int:
        """Events that history does not have yet."""
        ...


class FailedEvents(Protocol):
    """Events that wait for repair."""

    def find(self, code: str | None, after: int, limit: int) -> list[Failed]: ...

    def counts(self) -> dict[str, int]:
        """How many wait, by reason."""
        ...

    def get(self, ids: Iterable[int]) -> list[Failed]: ...

    def drop(self, ids: Iterable[int]) -> int: ...


class Sources(Protocol):
    """Write keys."""

    def every(self) -> list[Source]: ...

    def add(self, source: Source, key: str) -> None: ...

    def opened_by(self, key: str) -> Source | None:
        """The source a key opens."""
        ...

    def switch(self, source_id: str, *, off: bool) -> bool: ...


class Records(Protocol):
    """Small facts of the workspace by name: its salt, how far events were identified."""

    def get(self, name: str) -> Any: ...

    def put(self, name: str, value: object) -> None: ...


# ---------------------------------------------------------------- catalogue


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file the ledger vouches for; an unlisted file is removed at start."""

    path: str
    kind: FileKind
    rows: int
    first: Position
    last: Position
    bytes: int
    digest: str = ""
    """Of its content; empty where an earlier version wrote it."""


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """An immutable edition of a map."""

    map: str
    number: int
    published: Instant
    reason: str
    digest: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One file taken in, or on its way."""

    id: str
    name: str
    mapping: str
    started: Instant
    finished: Instant
    """0 while on its way."""
    chunk: int
    """Chunks taken."""
    counts: Mapping[str, int]


class Catalogue(Protocol):
    """What else is true besides events: files, editions, imports, voids, outages."""

    def files(self, kind: str) -> list[KeptFile]: ...

    def move_to_history(
        self, added: Sequence[KeptFile], removed: Sequence[str], upto: Position
    ) -> None:
        """List new files, strike old ones, drop the inbox up to a position: one transaction."""
        ...

    def editions(self, map_id: str | None = None) -> list[PublishedEdition]: ...

    def add_edition(self, edition: PublishedEdition) -> None: ...

    def imports(self) -> list[ImportRecord]: ...

    def begin_import(self, record: ImportRecord) -> ImportRecord:
        """The record as kept: a known one with its progress, or this new one."""
        ...

    def voided(self) -> list[int]:
        """Keys of events that never were, and of those that said so."""
        ...

    def add_voids(self, keys: Iterable[tuple[int, int]]) -> None: ...

    def outages(self) -> list[tuple[Instant, Instant]]: ...

    def add_outage(self, start: Instant, end: Instant, source: str) -> None: ...

    def stale(self) -> list[int]:
        """Persons whose trail in the parts is out of date."""
        ...

    def mark_stale(self, persons: Iterable[int]) -> None: ...

    def clear_stale(self, persons: Iterable[int]) -> None: ...


class Ledger(Protocol):
    """The ledger, by concern."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def failed(self) -> FailedEvents: ...
    @property
    def sources(self) -> Sources: ...
    @property
    def records(self) -> Records: ...
    @property
    def names(self) -> NameBook: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def costs(self) -> Costs: ...
    @property
    def edits(self) -> Edits: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def erasures(self) -> Erasures: ...

    def close(self) -> None: ...
