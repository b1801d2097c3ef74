"""All trails as they were at one moment: what a question reads while the loop goes on.

Bases and shelves never change; new ones take their place. Whoever holds a snapshot reads the
same events from first to last, however long that takes, and nobody waits for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
