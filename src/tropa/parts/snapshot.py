"""All trails as they were at one moment: what a question reads while the loop goes on.

Bases and shelves never change; new ones take their place. Whoever holds a snapshot reads the
same events from first to last, however long that takes, and nobody waits for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tropa.parts.base import Base, part_of
from tropa.parts.gather import as_they_lie, gather
from tropa.parts.shelf import Shelf
from tropa.trail import TrailBatch

Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class Snapshot:
    """Base and tail of everybody."""

    version: int
    """Another one wherever the trails may differ."""
    names: tuple[str, ...]
    voided: Int64
    """Keys of events that never were, rising."""
    bases: tuple[Base | None, ...]
    tail: tuple[Shelf, ...]
    since: Mapping[int, int]
    """For each person gathered anew, the first shelf that counts; the base is shelf 0."""
    fresh: Int64
    """Persons with something in the tail, rising: bases do not tell the whole of them."""

    def shelves(self) -> list[tuple[int, Shelf]]:
        """All there are, with their numbers: those of bases, and those of the tail from 1."""
        bases = [(0, base.shelf) for base in self.bases if base is not None]
        return [*bases, *enumerate(self.tail, 1)]

    def counting(self, persons: Int64, number: int) -> NDArray[np.bool_]:
        """Of persons a shelf tells of, those that no later shelf tells from the beginning."""
        anew, since = self._anew
        if not len(anew):
            return np.ones(len(persons), np.bool_)
        at = np.minimum(np.searchsorted(anew, persons), len(anew) - 1)
        return (anew[at] != persons) | (since[at] <= number)

    @cached_property
    def _anew(self) -> tuple[Int64, Int64]:
        """Persons gathered anew, rising, and the first shelf that counts of each."""
        anew = np.asarray(sorted(self.since), np.int64)
        return anew, np.asarray([self.since[one] for one in anew.tolist()], np.int64)

    def fresh_in(self, part: int) -> Int64:
        """Of a base's persons the places of those who are fresh, rising."""
        base = self.bases[part]
        if base is None or not len(self.fresh) or not len(base.shelf.persons):
            return np.zeros(0, np.int64)
        persons, mine = base.shelf.persons, self.fresh[part_of(self.fresh) == part]
        at = np.searchsorted(persons, mine)
        found = at[np.minimum(at, len(persons) - 1) == at]
        return found[persons[found] == mine[: len(found)]]

    def of_base(self, part: int, fields: Sequence[str]) -> TrailBatch | None:
        """The trails of a part's base as they lie on disk.

        Raises:
            FileNotFoundError: the base was written anew, and a property wanted was never read.
        """
        base = self.bases[part]
        if base is None:
            return None
        return as_they_lie(base.shelf, self.names, fields, self.voided)

    def of_fresh(self, fields: Sequence[str]) -> TrailBatch:
        """The whole trails of whoever has something in the tail.

        Raises:
            FileNotFoundError: a base was written anew, and a property wanted was never read.
        """
        found = (self.bases[int(part)] for part in np.unique(part_of(self.fresh)))
        bases = [base.shelf for base in found if base is not None]
        return gather(bases, self.tail, self.fresh, self.names, fields, self.voided, self.since)
