"""Small questions to the trails: how many events somebody has, until when, whose they are."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.parts.trails import NOTHING, Trails

Int64 = NDArray[np.int64]

HEAVY: Final = 100_000
"""No human being does so much: whoever has so many events is suspected to be a program."""


def events_of(trails: Trails, persons: Int64) -> Int64:
    """How many events each of these persons (rising numbers) has."""
    with trails.lock:
        counts = np.zeros(len(persons), np.int64)
        for _, begin, end in trails.shelves_of(persons):
            counts += end - begin
        return counts


def last_time(trails: Trails, person: int) -> Instant | None:
    """When the latest event of a person happened; None when there is none."""
    with trails.lock:
        shelves = trails.shelves_of(np.asarray([person], np.int64))
        latest = [int(one.time[end[0] - 1]) for one, begin, end in shelves if end[0] > begin[0]]
        return max(latest, default=None)


def persons_with(trails: Trails, keys: Int64, among: Int64) -> Int64:
    """Whose events bear these keys.

    Args:
        trails: everybody's events.
        keys: of events.
        among: persons (rising numbers) who are asked first; then, for what is left, everybody.
    """
    with trails.lock:
        batch = trails.gather(among, (), voided=NOTHING)
        met = np.isin(batch.key, keys)
        found = [np.repeat(batch.persons, np.diff(batch.offsets))[met]]
        left = np.setdiff1d(keys, batch.key[met])
        bases = [base.shelf for base in trails.bases if base is not None]
        for shelf in [*bases, *(fresh.shelf for fresh in trails.tail)] if len(left) else ():
            rows = np.flatnonzero(np.isin(shelf.key, left))
            owner = np.searchsorted(shelf.offsets, rows, side="right") - 1
            found.append(shelf.persons[owner])
        return np.unique(np.concatenate(found))
