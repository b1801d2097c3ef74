"""All trails of a workspace: the bases of 64 parts, and a tail of fresh shelves.

A question sees base and tail at once. Fresh events come as small shelves; many small ones are
put together. A person whose past changed (two persons joined, a device found its owner) is
gathered anew into a shelf of its own, and what older shelves hold of it no longer counts.
"""

import json
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tropa.parts.base import PARTS, Base, open_base, part_of, write_base
from tropa.parts.files import write_whole
from tropa.parts.gather import as_they_lie, gather
from tropa.parts.names import EventNames
from tropa.parts.rows import ORDER, SCHEMA, no_rows
from tropa.parts.shelf import Shelf, shelf_of
from tropa.parts.snapshot import Snapshot
from tropa.trail import TrailBatch

Int64 = NDArray[np.int64]

COVERED: Final = "covered.json"
NO_BASE: Final = ""
NOTHING: Final[Int64] = np.zeros(0, np.int64)

SHELVES_AT_MOST: Final = 16
"""More shelves than this are put together into one."""


@dataclass
class Fresh:
    """One stretch of fresh events: its rows as they came, and as a shelf."""

    rows: pl.DataFrame
    shelf: Shelf
    anew: frozenset[int] = field(default_factory=frozenset[int])
    """Persons gathered anew here: older shelves no longer count for them."""


class Trails:
    """Base and tail. Changes and questions take turns by a lock."""

    def __init__(self, folder: Path, names: EventNames) -> None:
        """Open the bases found in the folder.

        Args:
            folder: the workspace's `parts`.
            names: the workspace's list of event names.
        """
        self.lock = threading.RLock()
        self.names = names
        self._folder = folder
        self.covered, self._based = _read_covered(folder)
        """For each part the place in the log up to which its base has everything."""
        self.bases: list[Base | None] = [self._open(part) for part in range(PARTS)]
        self.tail: list[Fresh] = []
        self._voided: Int64 = np.zeros(0, np.int64)
        self._version = 0
        """Grows with every change of what there is."""

    def _part(self, part: int) -> Path:
        return self._folder / f"{part:02d}"

    def _open(self, part: int) -> Base | None:
        base = open_base(self._part(part))
        digest = base.digest if base is not None else NO_BASE
        if digest != self._based[part]:
            # Not the base the list speaks of: it is built again from the history.
            self.covered[part], self._based[part] = 0, NO_BASE
            return None
        return base

    # ------------------------------------------------------------ what there is

    @property
    def fresh_events(self) -> int:
        """Events of the tail."""
        return sum(fresh.shelf.events for fresh in self.tail)

    def base_events(self, part: int) -> int:
        """Events of a part's base."""
        base = self.bases[part]
        return base.shelf.events if base is not None else 0

    def shelves_of(self, persons: Int64) -> list[tuple[Shelf, Int64, Int64]]:
        """Shelves that may hold some persons (rising numbers), and where their rows are."""
        since = self._since()
        first = np.asarray([since.get(int(one), 0) for one in persons], np.int64)
        bases = [(0, base.shelf) for base in self._bases_of(persons)]
        found: list[tuple[Shelf, Int64, Int64]] = []
        for number, shelf in [
            *bases,
            *((at, one.shelf) for at, one in enumerate(self.tail, 1)),
        ]:
            begin, end = shelf.ranges(persons)
            found.append((shelf, begin, np.where(first <= number, end, begin)))
        return found

    def fresh_persons(self) -> Int64:
        """Persons with something in the tail: what the bases say of them is not the whole."""
        if not self.tail:
            return np.zeros(0, np.int64)
        anew = np.asarray(sorted(one for fresh in self.tail for one in fresh.anew), np.int64)
        return np.unique(np.concatenate([*(fresh.shelf.persons for fresh in self.tail), anew]))

    @property
    def voided(self) -> Int64:
        """Keys of events that never were, rising."""
        return self._voided

    def set_voided(self, keys: Sequence[int]) -> None:
        """Events that never were."""
        with self.lock:
            self._voided = np.asarray(sorted(keys), np.int64)
            self._version += 1

    def _bases_of(self, persons: Int64) -> list[Base]:
        found = (self.bases[int(part)] for part in np.unique(part_of(persons)))
        return [base for base in found if base is not None]

    # ------------------------------------------------------------ change

    def append(self, rows: pl.DataFrame, anew: Iterable[int] = ()) -> Int64:
        """Take in rows; `anew` are persons whose rows these are from first to last.

        Returns:
            The persons touched, rising.
        """
        with self.lock:
            fresh = Fresh(rows, shelf_of(rows, self.names.codes), frozenset(anew))
            self._version += 1
            self.tail.append(fresh)
            if len(self.tail) > SHELVES_AT_MOST:
                self._put_together()
            gathered = np.asarray(sorted(fresh.anew), np.int64)
            return np.unique(np.concatenate([fresh.shelf.persons, gathered]))

    def _put_together(self) -> None:
        since = self._since()
        anew = frozenset[int]().union(*(fresh.anew for fresh in self.tail))
        kept = [_counting(one.rows, at, since) for at, one in enumerate(self.tail, 1)]
        rows = pl.concat(kept)
        self.tail = [Fresh(rows, shelf_of(rows, self.names.codes), anew)]

    def _since(self) -> dict[int, int]:
        """For each person gathered anew, the first shelf that counts; the base is shelf 0."""
        return {
            person: number for number, fresh in enumerate(self.tail, 1) for person in fresh.anew
        }

    def gathered_anew(self) -> set[int]:
        """Persons whose bases do not count."""
        return set(self._since())

    # ------------------------------------------------------------ questions

    def gather(
        self, persons: Int64, fields: Iterable[str], voided: Int64 | None = None
    ) -> TrailBatch:
        """The whole trails of some persons (rising numbers), base and tail together.

        Args:
            persons: rising numbers.
            fields: properties wanted as columns.
            voided: keys of events to leave out, when others than those known.
        """
        with self.lock:
            return gather(
                [base.shelf for base in self._bases_of(persons)],
                [fresh.shelf for fresh in self.tail],
                persons,
                self.names.all,
                list(fields),
                self._voided if voided is None else voided,
                self._since(),
            )

    def base_batch(self, part: int, fields: Iterable[str]) -> TrailBatch | None:
        """The trails of a part's base as they lie on disk."""
        base = self.bases[part]
        if base is None:
            return None
        return as_they_lie(base.shelf, self.names.all, fields, self._voided)

    def snapshot(self) -> Snapshot:
        """Everything as it is now, for a question that takes its time."""
        with self.lock:
            return Snapshot(
                version=self._version,
                names=self.names.all,
                voided=self._voided,
                bases=tuple(self.bases),
                tail=tuple(fresh.shelf for fresh in self.tail),
                since=self._since(),
                fresh=self.fresh_persons(),
            )

    def rows_of(self, persons: Int64) -> pl.DataFrame:
        """Everything the trails hold of some persons, as rows (names aside)."""
        with self.lock:
            since = self._since()
            old = [_base_rows(base, persons, self.names) for base in self._bases_of(persons)]
            mine = pl.col("person").is_in(pl.Series(persons, dtype=pl.Int64).implode())
            tail = [
                _counting(fresh.rows.filter(mine), number, since)
                for number, fresh in enumerate(self.tail, 1)
            ]
            return pl.concat([no_rows(), *(_counting(rows, 0, since) for rows in old), *tail])

    # ------------------------------------------------------------ merging

    def merge(self, position: int, parts: Iterable[int] | None = None) -> list[int]:
        """Write base and tail of parts as new bases, and let their tail go.

        Args:
            position: every event up to this place in the log has arrived here, and is what
                is merged; later ones stay in the tail.
            parts: which; all that have something in the tail when omitted.

        Returns:
            The parts written.
        """
        with self.lock:
            self._version += 1
            since = self._since()
            kept = [_counting(one.rows, at, since) for at, one in enumerate(self.tail, 1)]
            tail = pl.concat([no_rows(), *kept])
            tail = tail.filter(pl.col("position") <= position)
            owner = part_of(tail["person"].to_numpy())
            anew = np.asarray(sorted(since), np.int64)
            touched = set(owner.tolist()) | set(part_of(anew).tolist())
            asked = set(range(PARTS) if parts is None else parts)
            wanted = sorted(touched & asked)
            done: list[int] = []
            try:
                for part in wanted:
                    self._merge_part(part, tail.filter(owner == part), anew, position)
                    done.append(part)
            finally:
                # Also when the disk is full half way: what is in a base is in no tail.
                if done:
                    self._let_go(done, position)
            # Those with nothing new have everything, too.
            self._cover(sorted(asked), position)
            return wanted

    def _cover(self, parts: Iterable[int], position: int) -> None:
        for part in parts:
            base = self.bases[part]
            self.covered[part] = position
            self._based[part] = base.digest if base is not None else NO_BASE
        told = {"covered": self.covered, "bases": self._based}
        write_whole(self._folder / COVERED, json.dumps(told).encode())

    def _merge_part(self, part: int, rows: pl.DataFrame, anew: Int64, position: int) -> None:
        base = self.bases[part]
        if base is not None:
            persons = base.shelf.persons
            old = _base_rows(base, persons[~np.isin(persons, anew)], self.names)
            rows = pl.concat([old, rows])
        rows = rows.sort(ORDER, maintain_order=True)
        shelf = shelf_of(rows, self.names.codes)
        folder = self._part(part)
        write_base(folder, shelf, rows["properties"], position)
        self.bases[part] = open_base(folder)

    def _let_go(self, done: Sequence[int], position: int) -> None:
        since, left = self._since(), list[Fresh]()
        for number, fresh in enumerate(self.tail, 1):
            rows = _counting(fresh.rows, number, since)
            elsewhere = ~np.isin(part_of(rows["person"].to_numpy()), done)
            rows = rows.filter(elsewhere | (rows["position"].to_numpy() > position))
            gathered = np.asarray(sorted(fresh.anew), np.int64)
            anew = frozenset(gathered[~np.isin(part_of(gathered), done)].tolist())
            if len(rows) == len(fresh.rows):
                left.append(Fresh(rows, fresh.shelf, anew))
            elif len(rows) or anew:
                left.append(Fresh(rows, shelf_of(rows, self.names.codes), anew))
        self.tail = left


def _read_covered(folder: Path) -> tuple[list[int], list[str]]:
    """Up to where the bases have everything, and which bases these are."""
    try:
        told = json.loads((folder / COVERED).read_bytes())
        covered = [int(position) for position in told["covered"]]
        bases = [str(digest) for digest in told["bases"]]
        if len(covered) == len(bases) == PARTS:
            return covered, bases
    except (OSError, ValueError, TypeError, KeyError):
        pass
    return [0] * PARTS, [NO_BASE] * PARTS


def _counting(rows: pl.DataFrame, number: int, since: dict[int, int]) -> pl.DataFrame:
    """The rows of a shelf that still count."""
    over = [person for person, first in since.items() if first > number]
    if not over:
        return rows
    return rows.filter(~pl.col("person").is_in(pl.Series(over, dtype=pl.Int64).implode()))


def _base_rows(base: Base, persons: Int64, names: EventNames) -> pl.DataFrame:
    """What a base holds of some persons, as rows; names are not known to it."""
    shelf = base.shelf
    begin, end = shelf.ranges(persons)
    sizes = end - begin
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    if not total:
        return no_rows()
    at = np.arange(total) + np.repeat(begin - (ends - sizes), sizes)
    nothing = np.zeros(total, np.int64)
    known = pl.Series(names.all)
    return pl.DataFrame(
        {
            "person": np.repeat(persons, sizes),
            "who": nothing,
            "device": nothing,
            "deal": shelf.deal[at] if len(shelf.deal) else nothing,
            "time": shelf.time[at],
            "sequence": shelf.sequence[at],
            "key": shelf.key[at],
            "event": known.gather(shelf.code[at]),
            "properties": shelf.texts().gather(at),
            "source": pl.repeat("", total, eager=True),
            "received": nothing,
            "position": nothing,
        },
        schema_overrides=SCHEMA,
    )
