"""Rows of columns: in order, and where something changes from one to the next."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Key = NDArray[np.int64] | NDArray[np.int8]

NONE: Final = -1
"""The place of a row where there is none."""


def in_order(*keys: Key) -> Int64:
    """Rows by some columns, the first weighing most; left as they are where they lie so."""
    rises = np.zeros(max(0, len(keys[0]) - 1), np.bool_)
    equal = np.ones(len(rises), np.bool_)
    for key in keys:
        rises |= equal & (key[1:] > key[:-1])
        equal &= key[1:] == key[:-1]
    if (rises | equal).all():
        return np.arange(len(keys[0]))
    return np.lexsort(keys[::-1])


def changes(*columns: Key) -> Bools:
    """Rows that differ from the one before; the first row does."""
    new = np.ones(len(columns[0]), np.bool_)
    if len(new):
        new[1:] = ~np.logical_and.reduce([one[1:] == one[:-1] for one in columns])
    return new


class Keys:
    """One or several columns as one number each row: equal rows have equal numbers."""

    def __init__(self, *columns: Int64) -> None:
        self._known = [np.unique(one) for one in columns]
        self.numbers = self.of(columns)

    def of(self, columns: Sequence[Int64]) -> Int64:
        """The numbers of rows; NONE where no row of ours is like it."""
        count = len(columns[0])
        found, missing = np.zeros(count, np.int64), np.zeros(count, np.bool_)
        for known, column in zip(self._known, columns, strict=True):
            if not len(known):
                return np.full(count, NONE, np.int64)
            at = np.minimum(np.searchsorted(known, column), len(known) - 1)
            missing |= known[at] != column
            found = found * len(known) + at
        return np.where(missing, NONE, found)


def first_like(keys: Keys, places: Int64, asked: Sequence[Int64]) -> Int64:
    """For each row asked of the first of some places whose key is like it, NONE without one."""
    numbers, first = np.unique(keys.numbers, return_index=True)
    wanted = keys.of(asked)
    if not len(numbers):
        return np.full(len(wanted), NONE, np.int64)
    at = np.minimum(np.searchsorted(numbers, wanted), len(numbers) - 1)
    return np.where(numbers[at] == wanted, places[first[at]], NONE)
