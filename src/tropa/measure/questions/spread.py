"""How numbers are spread: each distinct one with how often it came; quantiles are exact.

    quantile q of n sorted numbers    at place q · (n − 1), a straight line between neighbours

Where more distinct numbers come than there is room for, all of them are rounded to seven binary
digits, the middle of their interval standing for it: quantiles are then within one per cent,
and the answer says so. Whether that happens depends on everybody's numbers alone, never on how
people were split.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.measure.questions.tally import Tally, Value, added_up

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]

EXACT_AT_MOST: Final = 1_000_000
"""Distinct numbers, cell by cell."""
ROUNDED: Final = 1 / 128
"""How far a rounded number may be off, at most."""

_DROPPED: Final = 52 - 6
"""Bits of a fraction that rounding drops: six stay, and the leading one is not written."""
_SIGN: Final = -(2**63)


class Cell(NamedTuple):
    """The numbers of one cell, sorted."""

    value: Floats
    times: Int64
    """How often each came."""

    @property
    def n(self) -> int:
        return int(self.times.sum())

    def quantile(self, share: float) -> float | None:
        """The number below which a share of them lies."""
        n = self.n
        if not n:
            return None
        ends = np.cumsum(self.times)
        place = share * (n - 1)
        low = int(place)
        left, right = (
            float(self.value[np.searchsorted(ends, min(at, n - 1), side="right")])
            for at in (low, low + 1)
        )
        return left + (right - left) * (place - low)


class Spread:
    """Numbers by group and keys."""

    def __init__(self, keys: int) -> None:
        self._keys = keys
        # It bounds itself by rounding.
        self._tally = Tally(keys + 1, 1, most=FOREVER)
        self._rounded = False

    def add(
        self,
        values: Sequence[Value],
        of: Int64,
        keys: Sequence[Int64],
        numbers: Floats,
        count: Int64,
    ) -> None:
        """Take numbers in.

        Args:
            values: the groups that `of` numbers.
            of: the group of each number.
            keys: columns of keys.
            numbers: what is spread.
            count: how often each came.
        """
        placed = _ordered(numbers)
        self._tally.add(
            values, of, [*keys, _rounded(placed) if self._rounded else placed], [count]
        )
        self._bound(2 * EXACT_AT_MOST)

    def take_in(self, other: "Spread") -> None:
        """The numbers of other people."""
        self._tally.take_in(other.tally)
        if other.was_rounded:
            self._round()
        self._bound(2 * EXACT_AT_MOST)

    @property
    def tally(self) -> Tally:
        """Each number with how often it came; the last key is its place among numbers."""
        return self._tally

    @property
    def was_rounded(self) -> bool:
        """Whether numbers have been rounded so far."""
        return self._rounded

    @property
    def is_rounded(self) -> bool:
        """Whether there were more distinct numbers than there is room for."""
        self._bound(EXACT_AT_MOST)
        return self._rounded

    def cells(self, values: Sequence[Value]) -> dict[tuple[int, ...], Cell]:
        """The numbers of some groups, taken together, by keys."""
        self._bound(EXACT_AT_MOST)
        _, keys, times = self._tally.rows()
        chosen = self._tally.among(values)
        table = added_up(np.hstack([keys[chosen], times[chosen]]), self._keys + 1)
        cell, numbers = table[:, : self._keys], _float(table[:, self._keys])
        begin = np.flatnonzero(np.append(True, (cell[1:] != cell[:-1]).any(axis=1)))
        ends = np.append(begin[1:], len(table))
        return {
            tuple(cell[low].tolist()): Cell(numbers[low:high], table[low:high, -1])
            for low, high in zip(begin.tolist(), ends.tolist(), strict=True)
            if high > low
        }

    @property
    def values(self) -> list[Value]:
        """The groups met."""
        return self._tally.values

    def _bound(self, limit: int) -> None:
        full = not self._rounded and self._tally.size > limit
        if full and self._tally.settled() > EXACT_AT_MOST:
            self._round()

    def _round(self) -> None:
        self._rounded = True
        self._tally.rewrite(self._keys, _rounded)


def together(cells: Iterable[Cell]) -> Cell:
    """Numbers of several cells as of one."""
    every = list(cells)
    if not every:
        return Cell(np.zeros(0, np.float64), np.zeros(0, np.int64))
    value = np.concatenate([one.value for one in every])
    count = np.concatenate([one.times for one in every])
    known, which = np.unique(value, return_inverse=True)
    summed = np.zeros(len(known), np.int64)
    np.add.at(summed, which, count)
    return Cell(known, summed)


def _ordered(numbers: Floats) -> Int64:
    """Whole numbers in the order of the given ones: their bits, with the sign put right."""
    bits = numbers.astype(np.float64).view(np.int64)
    return np.where(bits < 0, _SIGN - bits, bits)


def _float(placed: Int64) -> Floats:
    return np.where(placed < 0, _SIGN - placed, placed).view(np.float64)


def _rounded(placed: Int64) -> Int64:
    size = np.abs(placed)
    middle = (size >> _DROPPED << _DROPPED) + (1 << (_DROPPED - 1))
    # What was rounded once stays where it is.
    return np.where(size == 0, 0, np.sign(placed) * middle)
