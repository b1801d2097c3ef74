"""Equal paths as one row: most people go one of a few ways.

What is asked of paths many times over, as the drawing of intervals does, is asked of each way
once. Instants are forgotten: two people hardly ever keep the same ones.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled, part
from tropa.measure.attribution.journeys import Paths, chosen

Int64 = NDArray[np.int64]

_FREE: Final = -1
_PRIME: Final = 1_000_003
"""Multiplies a path's code by step; the low 62 bits are kept, so that it never overflows."""
_LOW: Final = (1 << 62) - 1
_SHORT: Final = (1 << 41) - 1


def compressed(paths: Paths) -> Paths:
    """Every way once, in order of its first appearance, with the counts of all who went it.

    Ways nobody went are left out.
    """
    room = 1 << max(4, (2 * len(paths)).bit_length())
    same = np.empty(len(paths), np.int64)
    _match(paths.offsets, paths.codes, np.full(room, _FREE, np.int64), same)
    first = same == np.arange(len(paths))
    once = chosen(paths, first)
    number = (np.cumsum(first) - 1)[same]
    sums: list[Int64] = []
    for column in (paths.converted, paths.value, paths.lost):
        total = np.zeros(len(once), np.int64)
        np.add.at(total, number, column)
        sums.append(total)
    whole = Paths(once.labels, once.offsets, once.codes, *sums)
    return chosen(whole, whole.weights > 0)


@compiled
def _match(offsets: Int64, codes: Int64, table: Int64, same: Int64) -> None:
    """For each path the first one with the same steps; `table` is at most half full."""
    mask = len(table) - 1
    for path in range(len(offsets) - 1):
        begin, end = offsets[path], offsets[path + 1]
        slot = _hash(codes, begin, end) & mask
        while table[slot] != _FREE and not _equal(offsets, codes, table[slot], begin, end):
            slot = (slot + 1) & mask
        if table[slot] == _FREE:
            table[slot] = path
        same[path] = table[slot]


@part
def _hash(codes: Int64, begin: int, end: int) -> int:
    found = end - begin
    for step in range(begin, end):
        found = ((found & _SHORT) * _PRIME + codes[step] + 1) & _LOW
        found ^= found >> 23
    return found ^ (found >> 31)


@part
def _equal(offsets: Int64, codes: Int64, other: int, begin: int, end: int) -> bool:
    start = offsets[other]
    if offsets[other + 1] - start != end - begin:
        return False
    step = begin
    while step < end and codes[start + step - begin] == codes[step]:
        step += 1
    return step == end
