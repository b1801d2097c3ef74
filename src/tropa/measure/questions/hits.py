"""The rows of a track that some items mean: few of many, found without a branch.

First the rows are counted, then written down, unit by unit; whatever a question does next, it
does with these alone. Rows later than the moment of the answer, rows a filter removes and units
nobody asked about are left out.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.measure.questions.items import Item, row_bits
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.track import Track
from tropa.trail import fixed

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Index = NDArray[np.unsignedinteger]
Flags = NDArray[np.uint8]


class Hits(NamedTuple):
    """Rows in the order of units, and of time within a unit."""

    row: Int64
    """Numbers of rows of the track."""
    unit: Int64
    """Whose each is."""
    time: Int64
    bits: Flags
    """The sets of items each is of; set k is bit k."""

    def chosen(self, which: Bools | Int64) -> "Hits":
        """Some of them."""
        return Hits(self.row[which], self.unit[which], self.time[which], self.bits[which])

    def of(self, number: int) -> "Hits":
        """Those of one set."""
        return self.chosen(self.bits >> np.uint8(number) & np.uint8(1) != 0)

    def between(self, since: int, until: int) -> Bools:
        """For each whether it lies in a period; its end is left out."""
        return (self.time >= since) & (self.time < until)


def hits_of(
    sets: Sequence[Sequence[Item]], track: Track, scope: Scope, kept: Bools | None
) -> Hits:
    """Rows of any of some sets of items.

    Args:
        sets: at most eight.
        track: everybody's rows.
        scope: whom and up to when.
        kept: rows a filter leaves (`scope.rows`), all when None.
    """
    bits = row_bits(sets, track, scope.map)
    table = bits.table.astype(np.uint8)
    asked, index = fixed(scope.people(track)), fixed(bits.index)
    left = kept if kept is not None else np.zeros(0, np.bool_)
    count = np.zeros(track.units + 1, np.int64)
    _count(track.offsets, track.time, index, table, asked, left, scope.as_of, count)
    ends = np.cumsum(count)
    total = int(ends[-1])
    found = Hits(
        np.empty(total, np.int64),
        np.repeat(np.arange(track.units), count[1:]),
        np.empty(total, np.int64),
        np.empty(total, np.uint8),
    )
    _collect(
        track.offsets,
        track.time,
        index,
        table,
        left,
        ends,
        found.row,
        found.time,
        found.bits,
    )
    return found


@compiled
def _count(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Flags,
    asked: Bools,
    left: Bools,
    as_of: int,
    count: Int64,
) -> None:
    filtered = len(left) > 0
    for unit in range(len(offsets) - 1):
        if not asked[unit]:
            continue
        end = offsets[unit + 1]
        # Rows lie in the order of time: the late ones are the last.
        while end > offsets[unit] and time[end - 1] > as_of:
            end -= 1
        many = 0
        if filtered:
            for row in range(offsets[unit], end):
                many += int(table[index[row]] != 0 and left[row])
        else:
            for row in range(offsets[unit], end):
                many += int(table[index[row]] != 0)
        count[unit + 1] = many


@compiled
def _collect(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Flags,
    left: Bools,
    ends: Int64,
    row_of: Int64,
    time_of: Int64,
    bits_of: Flags,
) -> None:
    filtered = len(left) > 0
    for unit in range(len(offsets) - 1):
        at, row = ends[unit], offsets[unit]
        while at < ends[unit + 1]:
            bits = table[index[row]]
            if bits != 0 and (not filtered or left[row]):
                row_of[at], time_of[at], bits_of[at] = row, time[row], bits
                at += 1
            row += 1
