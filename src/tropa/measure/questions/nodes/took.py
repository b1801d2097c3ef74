"""How long it took, cell by cell: numbers, means and medians of many lengths at once.

Exactly: every length is kept, 8 bytes each, and the median is the mean of the two middle ones.
As a histogram: a length under 128 µs is kept as it is, a longer one as the middle of its
bucket; each power of two has 64 buckets, so that no length is farther than 1 : 128 (0.8 %) from
its bucket's middle, nor is the median. Means are exact either way. Beyond EXACT_AT_MOST lengths
everything becomes a histogram: the same, whatever the split of people.

    median error ≤ 1/128 of the median

A cell is a number of the asker's choice. Parts are kept as they come and put together in the
end; histograms are put together whenever they have grown to twice their size.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import SECOND
from tropa.compiled import compiled, part

Int64: TypeAlias = NDArray[np.int64]
Int32: TypeAlias = NDArray[np.int32]

EXACT_AT_MOST: Final = 100_000_000
_AT_ONCE: Final = 1 << 22
"""So many lengths are gathered at a time."""
_DENSE: Final = 1 << 21
"""So many cells are counted in a table."""
_BUCKETS: Final = 4096
_CELLS_AT_ONCE: Final = 1024
"""So many cells' buckets are added up at a time."""
_LOW: Final = 20
"""Bits of a length that are added up by themselves: no sum of lengths is too long."""
_COUNT, _HIGH_SUM, _LOW_SUM = 0, 1, 2


class Part(NamedTuple):
    """Lengths of some people: cell after cell, each cell's together."""

    cell: Int64
    """k cells; one may stand there several times."""
    sums: Int64
    """k × (count, sum of high bits, sum of low bits)."""
    begins: Int64
    """k + 1."""
    value: Int64
    """Lengths, µs; in a histogram, numbers of buckets."""
    weight: Int64
    """How often each was met; empty when once each."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of each cell, by rising number."""

    cell: Int64
    count: Int64
    mean: NDArray[np.float64]
    """µs."""
    median: NDArray[np.float64]


@dataclass(frozen=True)
class Lengths:
    """Lengths of any number of people, by cell."""

    exact: bool
    parts: tuple[Part, ...] = ()
    settled: int = 0
    """The size of the histogram when it was last put together."""

    @property
    def size(self) -> int:
        """Lengths and weights that are kept."""
        return sum(len(one.value) for one in self.parts)

    def merged(self, other: "Lengths", most: int = EXACT_AT_MOST) -> "Lengths":
        """Both together; `most` lengths are kept exactly."""
        exact = self.exact and other.exact and self.size + other.size <= most
        parts = [*self.parts, *other.parts]
        if exact:
            return Lengths(exact, tuple(parts))
        found = Lengths(
            exact, tuple(_bucketed(one) for one in parts), max(self.settled, other.settled)
        )
        if found.size > 2 * found.settled + _AT_ONCE:
            together = _together(found.parts)
            return Lengths(exact, (together,), len(together.value))
        return found

    def renumbered(self, to: Callable[[Int64], Int64]) -> "Lengths":
        """The same with other numbers for the cells; several may become one."""
        parts = tuple(one._replace(cell=to(one.cell)) for one in self.parts)
        return Lengths(self.exact, parts, self.settled)

    def told(self) -> Told:
        """Number, mean and median of each cell."""
        cells = np.unique(
            np.concatenate([np.zeros(0, np.int64), *(p.cell for p in self.parts)])
        )
        sums = np.zeros((len(cells), 3), np.int64)
        for one in self.parts:
            np.add.at(sums, np.searchsorted(cells, one.cell), one.sums)
        count = sums[:, _COUNT]
        # As numbers of Python: a sum may be longer than 63 bits.
        totals = [(high << _LOW) + low for _, high, low in sums.tolist()]
        mean = np.asarray(
            [total / n for total, n in zip(totals, count.tolist(), strict=True)], np.float64
        )
        median = self._medians(cells, count) if self.exact else self._of_buckets(cells)
        return Told(cells, count, mean, median)

    def _medians(self, cells: Int64, count: Int64) -> NDArray[np.float64]:
        median = np.zeros(len(cells), np.float64)
        ends = np.cumsum(count)
        low = 0
        while low < len(cells):
            before = int(ends[low - 1]) if low else 0
            high = max(low + 1, int(np.searchsorted(ends, before + _AT_ONCE, "right")))
            values = self._gathered(cells[low:high], count[low:high])
            at = 0
            for cell in range(low, high):
                median[cell] = _middle(values[at : at + int(count[cell])])
                at += int(count[cell])
            low = high
        return median

    def _gathered(self, cells: Int64, count: Int64) -> Int64:
        """The lengths of neighbouring cells, cell after cell."""
        found = np.empty(int(count.sum()), np.int64)
        at = np.concatenate([np.zeros(1, np.int64), np.cumsum(count)])
        for one in self.parts:
            inside = np.flatnonzero((one.cell >= cells[0]) & (one.cell <= cells[-1]))
            place = np.searchsorted(cells, one.cell[inside])
            _copy(inside, place, one.begins, one.value, at, found)
        return found

    def _of_buckets(self, cells: Int64) -> NDArray[np.float64]:
        whole = _together(self.parts)
        median = np.zeros(len(cells), np.float64)
        for at in range(len(cells)):
            low, high = int(whole.begins[at]), int(whole.begins[at + 1])
            reached = np.cumsum(whole.weight[low:high])
            n = int(reached[-1])
            middle = np.searchsorted(reached, [(n - 1) // 2, n // 2], "right")
            median[at] = np.mean(
                [_middle_of(one) for one in whole.value[low:high][middle].tolist()]
            )
        return median


def _middle(values: Int64) -> float:
    """The median; the values are moved about."""
    half = len(values) // 2
    if len(values) % 2:
        values.partition(half)
        return float(values[half])
    values.partition((half - 1, half))
    return (int(values[half - 1]) + int(values[half])) / 2


def lengths_of(cell: Int32, took: Int64, cells: int, *, exact: bool) -> Lengths:
    """Lengths as they come.

    Args:
        cell: n cells.
        took: n lengths, µs.
        cells: one more than the highest cell.
        exact: whether every length is kept.
    """
    known = np.arange(cells) if cells <= _DENSE else np.unique(cell).astype(np.int64)
    if cells > _DENSE:
        cell, cells = np.searchsorted(known, cell).astype(np.int32), len(known)
    value, sums = np.empty(len(took), np.int64), np.zeros((cells, 3), np.int64)
    _count(cell, sums)
    count = sums[:, _COUNT]
    ends = np.cumsum(count)
    _scatter(cell, took, ends - count, value, sums)
    met = np.flatnonzero(count)
    begins = np.concatenate([np.zeros(1, np.int64), ends[met]])
    made = Part(known[met], sums[met], begins, value, np.zeros(0, np.int64))
    if exact:
        return Lengths(exact, (made,))
    return Lengths(exact, (_bucketed(made),))


def seconds_json(count: int, mean: float, median: float) -> dict[str, float | int]:
    """How long something took."""
    return {"n": count, "mean_seconds": mean / SECOND, "median_seconds": median / SECOND}


def _bucketed(one: Part) -> Part:
    """A part as a histogram."""
    if len(one.weight) or not len(one.value):
        return one
    value, weight = np.empty(len(one.value), np.int64), np.empty(len(one.value), np.int64)
    begins = np.zeros(len(one.begins), np.int64)
    _to_buckets(one.begins, one.value, np.zeros(_BUCKETS, np.int64), begins, value, weight)
    size = int(begins[-1])
    # Copies, so that the whole length of the arrays is let go.
    return Part(one.cell, one.sums, begins, value[:size].copy(), weight[:size].copy())


def _together(parts: tuple[Part, ...]) -> Part:
    """Histograms as one, each cell once, its buckets rising."""
    cells = np.unique(np.concatenate([np.zeros(0, np.int64), *(one.cell for one in parts)]))
    places = [np.searchsorted(cells, one.cell) for one in parts]
    sums = np.zeros((len(cells), 3), np.int64)
    sizes, buckets, weights = list[Int64](), list[Int64](), list[Int64]()
    for place, one in zip(places, parts, strict=True):
        np.add.at(sums, place, one.sums)
    for low in range(0, len(cells), _CELLS_AT_ONCE):
        table = np.zeros((min(_CELLS_AT_ONCE, len(cells) - low), _BUCKETS), np.int64)
        for place, one in zip(places, parts, strict=True):
            _add_buckets(place, one.begins, one.value, one.weight, low, table)
        row, bucket = np.nonzero(table)
        sizes.append(np.bincount(row, minlength=len(table)))
        buckets.append(bucket)
        weights.append(table[row, bucket])
    empty = np.zeros(0, np.int64)
    begins = np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes]))
    return Part(
        cells,
        sums,
        begins,
        np.concatenate([empty, *buckets]),
        np.concatenate([empty, *weights]),
    )


@compiled
def _add_buckets(
    place: Int64, begins: Int64, bucket: Int64, weight: Int64, low: int, table: Int64
) -> None:
    """Add up the cells that lie in a table beginning with cell `low`."""
    for one in range(len(place)):
        row = place[one] - low
        if 0 <= row < len(table):
            for at in range(begins[one], begins[one + 1]):
                table[row, bucket[at]] += weight[at]


@compiled
def _count(cell: Int32, sums: Int64) -> None:
    for at in range(len(cell)):
        sums[cell[at], _COUNT] += 1


@compiled
def _scatter(cell: Int32, took: Int64, place: Int64, value: Int64, sums: Int64) -> None:
    for at in range(len(cell)):
        to = cell[at]
        value[place[to]] = took[at]
        place[to] += 1
        sums[to, _HIGH_SUM] += took[at] >> _LOW
        sums[to, _LOW_SUM] += took[at] & ((1 << _LOW) - 1)


@compiled
def _copy(
    inside: Int64, place: Int64, begins: Int64, value: Int64, to: Int64, found: Int64
) -> None:
    """Copy slices behind one another; `to` says where each cell goes on."""
    for one in range(len(inside)):
        at = to[place[one]]
        for row in range(begins[inside[one]], begins[inside[one] + 1]):
            found[at] = value[row]
            at += 1
        to[place[one]] = at


@compiled
def _to_buckets(
    begins: Int64, took: Int64, counts: Int64, ends: Int64, value: Int64, weight: Int64
) -> None:
    at = 0
    for cell in range(len(begins) - 1):
        low, high = _BUCKETS, 0
        for row in range(begins[cell], begins[cell + 1]):
            bucket = _bucket(int(took[row]))
            counts[bucket] += 1
            low, high = min(low, bucket), max(high, bucket)
        for bucket in range(low, high + 1):
            if counts[bucket]:
                value[at], weight[at] = bucket, counts[bucket]
                counts[bucket] = 0
                at += 1
        ends[cell + 1] = at


@part
def _bucket(length: int) -> int:
    """The bucket of a length: its highest seven bits, and how far they were moved."""
    shift, high = 0, length
    for step in (32, 16, 8, 4, 2, 1):
        if high >> (step + 6) != 0:
            high >>= step
            shift += step
    return shift * 64 + high


def _middle_of(bucket: int) -> int:
    """The middle length of a bucket."""
    if bucket < 128:
        return bucket
    shift = bucket // 64 - 1
    return ((bucket - shift * 64) << shift) + ((1 << shift) >> 1)
