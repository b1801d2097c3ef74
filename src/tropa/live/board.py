"""The board of one map: everybody placed by its editions, base and tail, always current.

The bases' people are placed once and kept on disk. Whoever something happened to since is
placed anew from the whole of their trail, and what the base says of them no longer counts. The
difference goes to whoever listens: moves that appeared, moves that were withdrawn, and moves
that came due by themselves.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Instant
from tropa.event import STAGE_SET
from tropa.live.moves import Difference, Listener, Move, among, difference, moves_of
from tropa.measure.run import Slice
from tropa.parts.base import PARTS
from tropa.parts.placed_files import open_placed, save_placed
from tropa.parts.trails import Trails
from tropa.place.classify import fields_needed
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import Edition
from tropa.place.set_by_hand import FIELDS_BY_HAND

Int64 = NDArray[np.int64]

CHUNKS_AT_MOST: Final = 48
"""More stretches of freshly placed people than this are placed together anew."""

_NUMBERS: Final = count()


@dataclass
class _Chunk:
    """People placed together since the bases were."""

    persons: Int64
    placed: list[Placed]
    heavy: bool
    """So long are their trails that they are placed seldom, and by themselves."""
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
        self._fields = frozenset[str]().union(*(fields_needed(one) for one in editions))
        self._trails, self._folder = trails, folder
        self._lock = threading.RLock()
        self._bases: list[list[Placed]] = [self._place_base(part) for part in range(PARTS)]
        self._chunks: list[_Chunk] = []
        self._latest: dict[int, _Chunk] = {}
        self.listeners: list[Listener] = []
        self.told: Instant = BEFORE
        """Moves up to this instant have been told."""
        self._next_due: Instant = BEFORE
        """No move comes due before this instant."""
        self._number, self._version = next(_NUMBERS), 0
        self._fresh: tuple[int, Int64] = -1, np.zeros(0, np.int64)
        """Whom the bases do not tell the whole of, rising; as of which version."""

    @property
    def state(self) -> tuple[int, int]:
        """Which board this is, and a number that grows with every change of its places."""
        return self._number, self._version

    @property
    def fields(self) -> frozenset[str]:
        """Properties of events that placing reads."""
        return self._fields | FIELDS_BY_HAND if self.moves_by_hand else self._fields

    @property
    def moves_by_hand(self) -> bool:
        """Whether anybody was ever put on a stage by hand: else no columns are read for it."""
        return STAGE_SET in self._trails.names.all

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
        digest.update(f"{base.position}\x1f{base.digest}".encode() if base else b"none")
        if self.moves_by_hand:
            digest.update(STAGE_SET.encode())
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
            self._version += 1
            for part in parts:
                self._bases[part] = self._place_base(part)
            fresh = set(self._trails.fresh_persons().tolist())
            for person in [one for one in self._latest if one not in fresh]:
                self._retire(person)
            self._chunks = [chunk for chunk in self._chunks if chunk.current.any()]
            self._next_due = BEFORE

    # ------------------------------------------------------------ change

    def update(
        self, persons: Int64, now: Instant, *, replayed: bool, heavy: bool = False
    ) -> Difference | None:
        """Place some persons anew; the difference when anybody listens.

        Args:
            persons: rising numbers.
            now: moves up to this instant have happened.
            replayed: nothing is to be started by what appears.
            heavy: their trails are so long that they stay out of other people's way.
        """
        if not self.listeners:
            with self._lock:
                self._place(persons, heavy=heavy)
            return None
        self.tell_due(now)
        with self._lock:
            # The clock may have been set back: what was told stays told.
            upto = max(now, self.told)
            former = self._moves(persons, upto)
            chunk = self._place(persons, heavy=heavy)
            present = moves_of(chunk.placed, persons, upto)
            self._next_due = min(self._next_due, _first_after(chunk.placed, upto))
        return self._tell(difference(self.edition.map.id, former, present, replayed=replayed))

    def listen(self, listener: Listener, now: Instant) -> dict[int, Move]:
        """Tell every difference from now on; the value is what there is before the first."""
        with self._lock:
            if not self.listeners:
                self.told, self._next_due = now, BEFORE
            self.listeners.append(listener)
            return self.moves(self.told)

    def tell_due(self, now: Instant) -> Difference | None:
        """Tell the moves that have come due by themselves since the last time."""
        with self._lock:
            if not self.listeners or now <= self.told or now < self._next_due:
                return None
            due = self.moves(now, self.told)
            everybody = (one.placed for one in self.slices())
            self.told, self._next_due = now, _first_after(everybody, now)
        return self._tell(difference(self.edition.map.id, {}, due, replayed=False))

    def take_over(self, former: "Board", now: Instant) -> Difference | None:
        """Stand where another board stood: its listeners hear what the new editions change."""
        self.listeners = former.listeners
        if not self.listeners:
            return None
        former.tell_due(now)
        self.told, self._next_due = former.told, BEFORE
        before, after = former.moves(self.told), self.moves(self.told)
        return self._tell(difference(self.edition.map.id, before, after, replayed=True))

    def _tell(self, found: Difference) -> Difference:
        if found.appeared or found.withdrawn:
            for listener in self.listeners:
                listener(found)
        return found

    def _place(self, persons: Int64, *, heavy: bool) -> _Chunk:
        self._version += 1
        batch = self._trails.gather(persons, self.fields)
        chunk = _Chunk(persons, place(batch, self.editions, self.outages), heavy)
        for person in persons.tolist():
            self._retire(person)
            self._latest[person] = chunk
        self._chunks.append(chunk)
        if sum(not one.heavy for one in self._chunks) > CHUNKS_AT_MOST:
            self._place_together()
        return chunk

    def _retire(self, person: int) -> None:
        chunk = self._latest.pop(person, None)
        if chunk is not None:
            chunk.current[np.searchsorted(chunk.persons, person)] = False

    def _place_together(self) -> None:
        """The small are put together, and the large with them only when no larger than they.

        So everybody is placed anew now and then, but seldom: each time with twice as many.
        """
        current = [chunk for chunk in self._chunks if chunk.current.any()]
        light = [(int(chunk.current.sum()), chunk) for chunk in current if not chunk.heavy]
        light.sort(key=itemgetter(0))
        people, together = 0, list[_Chunk]()
        for size, chunk in light:
            if len(together) > 1 and size > people:
                break
            people += size
            together.append(chunk)
        chosen = {id(chunk) for chunk in together}
        self._chunks = [chunk for chunk in current if id(chunk) not in chosen]
        if together:
            persons = [chunk.persons[chunk.current] for chunk in together]
            self._place(np.sort(np.concatenate(persons)), heavy=False)

    def _moves(self, persons: Int64, now: Instant) -> dict[int, Move]:
        found: dict[int, Move] = {}
        fresh = np.asarray([person in self._latest for person in persons.tolist()], np.bool_)
        for chunk in {
            id(one): one for one in map(self._latest.get, persons.tolist()) if one
        }.values():
            mine = np.intersect1d(persons, chunk.persons[chunk.current])
            found.update(moves_of(chunk.placed, mine, now))
        for placed in self._bases:
            found.update(moves_of(placed, persons[~fresh], now))
        return found

    # ------------------------------------------------------------ answers

    def moves(self, now: Instant, since: Instant = BEFORE) -> dict[int, Move]:
        """Every move after one instant and up to another, by key."""
        found: dict[int, Move] = {}
        for part in self.slices():
            placed = part.placed
            alive = placed.person if part.alive is None else placed.person[part.alive]
            found.update(moves_of([placed], np.unique(alive), now, since))
        return found

    def slices(self) -> list[Slice]:
        """Everybody, each person once."""
        with self._lock:
            if self._fresh[0] != self._version:
                self._fresh = self._version, np.asarray(sorted(self._latest), np.int64)
            fresh = self._fresh[1]
            found: list[Slice] = []
            for placed in (one for base in self._bases for one in base):
                alive = ~among(placed.person, fresh)
                found.append(Slice(placed, None if alive.all() else alive))
            for chunk in self._chunks:
                current = chunk.persons[chunk.current]
                found += [Slice(one, among(one.person, current)) for one in chunk.placed]
            return found


def _first_after(placed: Iterable[Placed], now: Instant) -> Instant:
    """When the next move is due."""
    later = [one.at[one.at > now] for one in placed]
    return min((int(at.min()) for at in later if len(at)), default=FOREVER)
