"""When each unit first began: what tells the ripe from those still under way.

A unit is ripe when its first attempt (of those that are not void) began as long ago as an
attempt may last: a whole window, or the windows of all its steps together. Whether it has made
the steps since does not matter: were the quick ones ripe and the slow ones not, young shares
would look better than they are.
"""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Duration
from tropa.compiled import compiled
from tropa.measure.questions.funnel.ways import Bits, Bools, Index, Int64, Ways
from tropa.trail import fixed


def ripe(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: NDArray[np.uint64],
    ways: Ways,
    mask: int,
    barred: Bools,
) -> Bools:
    """For each unit whether its first attempt has had the whole window; all without one.

    Args:
        offsets: n + 1, where each unit's rows lie.
        time: m instants, rising within a unit.
        index: m numbers into `table`.
        table: the steps a row is of, as bits.
        ways: the window and the period.
        mask: the steps that begin an attempt, as bits.
        barred: m; rows that begin none; nothing where all do.
    """
    units = len(offsets) - 1
    if longest_of(ways) == FOREVER:
        return np.ones(units, np.bool_)
    found = np.full(units, FOREVER, np.int64)
    bits, since, until = table.astype(np.int64), ways.since, ways.until
    _first(fixed(offsets), fixed(time), fixed(index), bits, mask, since, until, barred, found)
    return old_enough(found, ways)


def old_enough(first: Int64, ways: Ways) -> Bools:
    """The same, where it is known when the first attempt of each began."""
    longest = longest_of(ways)
    if longest == FOREVER:
        return np.ones(len(first), np.bool_)
    return first <= ways.as_of - longest


def longest_of(ways: Ways) -> Duration:
    """How long an attempt may last at most: FOREVER where nothing bounds it."""
    own = ways.step_within[1:].tolist()
    return ways.within if FOREVER in own else min(ways.within, sum(own))


@compiled
def _first(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    mask: int,
    since: int,
    until: int,
    barred: Bools,
    found: Int64,
) -> None:
    for unit in range(len(offsets) - 1):
        for row in range(offsets[unit], offsets[unit + 1]):
            begins = table[index[row]] & mask and since <= time[row] < until
            if begins and not (len(barred) and barred[row]):
                found[unit] = time[row]
                break
