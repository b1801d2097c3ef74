"""The board of one map: everybody placed by its editions, base and tail, always current.

The bases' people are placed once and kept on disk. Whoever something happened to since is
placed anew from the whole of their trail, and what the base says of them no longer counts. The
difference goes to whoever listens: moves that appeared, moves that were withdrawn.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.measure.run import Slice
from tropa.parts.base import PARTS
from tropa.parts.placed_files import open_placed, save_placed
from tropa.parts.trails import Trails
from tropa.place.classify import fields_needed
from tropa.place.journey import place
from tropa.place.placed import Placed, move_keys
from tropa.place.rules import Edition

Int64 = NDArray[np.int64]

CHUNKS_AT_MOST: Final = 48
"""More stretches of freshly placed people than this are placed together anew."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move as it is told to whoever listens."""

    key: int
    person: int
    deal: int
    journey: int
    kind: int
    stage: int
    at: Instant
    cause: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change made true, and what it made untrue."""

    map: str
    appeared: tuple[Move, ...]
    withdrawn: tuple[Move, ...]
    replayed: bool
    """It came of publishing, importing or rebuilding: nothing is to be started by it."""


Listener = Callable[[Difference], None]


@dataclass
class _Chunk:
    """People placed together since the bases were."""

    persons: Int64
    placed: list[Placed]
    current: NDArray[np.bool_] = field(init=False)
    """Of these persons, those not placed anew later."""

    def __post_init__(self) -> None:
        self.current = np.ones(len(self.persons), np.bool_)


class Board:
    """Placed journeys of one map."""

    def __init__(
        self,
        trails: Trails,
        editions: Sequence[Edition],
        outages: Int64,
        folder: Path | None = None,
    ) -> None:
        """Place the bases' people, or open what is kept of that.

        Args:
            trails: everybody's events.
            editions: of this map, in order; one at least.
            outages: k × 2 instants between which silence stands still.
            folder: where placed columns of bases are kept; nowhere when omitted.
        """
        self.editions, self.outages = list(editions), outages
        self.fields = frozenset[str]().union(*(fields_needed(one) for one in editions))
        self._trails, self._folder = trails, folder
        self._lock = threading.RLock()
        self._bases: list[list[Placed]] = [self._place_base(part) for part in range(PARTS)]
        self._chunks: list[_Chunk] = []
        self._latest: dict[int, _Chunk] = {}
        self.listeners: list[Listener] = []

    @property
    def edition(self) -> Edition:
        """The edition answers speak of: the latest."""
        return self.editions[-1]

    # ------------------------------------------------------------ bases

    def _fingerprint(self, part: int) -> str:
        base = self._trails.bases[part]
        digest = blake2b(digest_size=16)
        for edition in self.editions:
            digest.update(edition.map.text.encode())
            digest.update(f"\x1f{edition.number}\x1f{edition.live_from}\x1f".encode())
        digest.update(self.outages.tobytes())
        digest.update(self._trails.voided.tobytes())
        shelf = base.shelf if base is not None else None
        position = base.position if base is not None else 0
        digest.update(f"{position}\x1f{shelf.events if shelf else 0}".encode())
        return digest.hexdigest()

    def _place_base(self, part: int) -> list[Placed]:
        if self._folder is None:
            batch = self._trails.base_batch(part, self.fields)
            return place(batch, self.editions, self.outages) if batch is not None else []
        folder = self._folder / f"{part:02d}" / f"placed-{self.edition.map.id}"
        fingerprint = self._fingerprint(part)
        known = {one.number: one for one in self.editions}
        kept = open_placed(folder, known, fingerprint)
        if kept is not None:
            return kept
        batch = self._trails.base_batch(part, self.fields)
        if batch is None:
            return []
        return save_placed(folder, place(batch, self.editions, self.outages), fingerprint)

    def rebase(self, parts: Sequence[int]) -> None:
        """Bases of these parts were written anew: their tail is in them now."""
        with self._lock:
            for part in parts:
                self._bases[part] = self._place_base(part)
            fresh = set(self._trails.fresh_persons().tolist())
            for person in [one for one in self._latest if one not in fresh]:
                self._retire(person)
            self._chunks = [chunk for chunk in self._chunks if chunk.current.any()]

    # ------------------------------------------------------------ change

    def update(self, persons: Int64, now: Instant, *, replayed: bool) -> Difference | None:
        """Place some persons anew (rising numbers); the difference when anybody listens."""
        with self._lock:
            former = self._moves(persons, now) if self.listeners else {}
            chunk = self._place(persons)
            if len(self._chunks) > CHUNKS_AT_MOST:
                self._place_together()
            if not self.listeners:
                return None
            present = _moves_of(chunk.placed, persons, now)
            difference = Difference(
                self.edition.map.id,
                tuple(move for key, move in present.items() if key not in former),
                tuple(move for key, move in former.items() if key not in present),
                replayed,
            )
        for listener in self.listeners:
            listener(difference)
        return difference

    def _place(self, persons: Int64) -> _Chunk:
        batch = self._trails.gather(persons, self.fields)
        chunk = _Chunk(persons, place(batch, self.editions, self.outages))
        for person in persons.tolist():
            self._retire(person)
            self._latest[person] = chunk
        self._chunks.append(chunk)
        return chunk

    def _retire(self, person: int) -> None:
        chunk = self._latest.pop(person, None)
        if chunk is not None:
            chunk.current[np.searchsorted(chunk.persons, person)] = False

    def _place_together(self) -> None:
        persons = np.asarray(sorted(self._latest), np.int64)
        self._chunks, self._latest = [], {}
        self._place(persons)

    def _moves(self, persons: Int64, now: Instant) -> dict[int, Move]:
        found: dict[int, Move] = {}
        fresh = np.asarray([person in self._latest for person in persons.tolist()], np.bool_)
        for chunk in {
            id(one): one for one in map(self._latest.get, persons.tolist()) if one
        }.values():
            mine = np.intersect1d(persons, chunk.persons[chunk.current])
            found.update(_moves_of(chunk.placed, mine, now))
        for placed in self._bases:
            found.update(_moves_of(placed, persons[~fresh], now))
        return found

    # ------------------------------------------------------------ answers

    def slices(self) -> list[Slice]:
        """Everybody, each person once."""
        with self._lock:
            fresh = np.asarray(sorted(self._latest), np.int64)
            found: list[Slice] = []
            for placed in (one for base in self._bases for one in base):
                alive = ~_among(placed.person, fresh)
                found.append(Slice(placed, None if alive.all() else alive))
            for chunk in self._chunks:
                current = chunk.persons[chunk.current]
                found += [Slice(one, _among(one.person, current)) for one in chunk.placed]
            return found


def _among(values: Int64, known: Int64) -> NDArray[np.bool_]:
    """Which values are among the known ones (rising)."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    at = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return known[at] == values


def _moves_of(placed: Sequence[Placed], persons: Int64, now: Instant) -> dict[int, Move]:
    """Moves of some persons that have happened by now, by key."""
    found: dict[int, Move] = {}
    for one in placed:
        mine = _among(one.person, persons)
        if not mine.any():
            continue
        keys, journey = move_keys(one), one.move_journeys()
        unit = one.unit[journey] if len(journey) else journey
        for row in np.flatnonzero(mine[unit] & (one.at <= now)).tolist():
            found[int(keys[row])] = Move(
                key=int(keys[row]),
                person=int(one.person[unit[row]]),
                deal=int(one.deal[unit[row]]),
                journey=int(one.key[journey[row]]),
                kind=int(one.kind[row]),
                stage=int(one.stage[row]),
                at=int(one.at[row]),
                cause=int(one.cause[row]),
            )
    return found
