"""The common funnel: one window, nothing strict; only when chains began matters.

Nearly every row is of one step at most, and rows of one instant nearly always stand in the
order of their steps. So a unit is first walked row by row; where a row is of several steps, or
an instant is out of order, the unit is walked again, instant by instant.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.ways import (
    Bits,
    Index,
    Int64,
    Ways,
    instant_end,
    lent,
    lowest,
)

NONE: Final = -1
"""A row is of no step."""
SEVERAL: Final = -2
"""A row is of several steps."""
AGAIN: Final = -1
"""Rows in a row cannot tell how deep a unit got."""


@compiled
def plain(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    hits: Int64,
    began: Int64,
    depth: NDArray[np.uint8],
    latest: Int64,
    first: Int64,
) -> None:
    """Fill in the depth of each unit, and when its first and its latest attempt began.

    Args:
        offsets: units + 1.
        time: instants of rows.
        index: numbers into `table`.
        table: steps of rows, as bits.
        ways: windows.
        hits: room for as many rows as a unit has, and one more.
        began: room for as many instants as there are steps, and one more.
        depth: is filled in.
        latest: is filled in.
        first: is filled in.
    """
    ways, began, hits = lent(ways), borrowed(began), borrowed(hits)
    time, index, table = borrowed(time), borrowed(index), borrowed(table)
    only = only_step(table, ways.steps)
    for unit in range(len(offsets) - 1):
        count = hits_of_steps(offsets[unit], offsets[unit + 1], index, only, hits)
        deep = row_by_row(hits, count, time, index, only, ways, began)
        if deep == AGAIN:
            deep = by_instants(hits, count, time, index, table, ways, began)
        depth[unit], latest[unit], first[unit] = deep, began[0], began[ways.steps]


@part
def add_up(deep: int, ways: Ways, longest: int, began: Int64, sums: Int64) -> None:
    """Count a unit that got so deep, if anywhere; `began` says when its attempts began."""
    if deep == 0:
        return
    steps = ways.steps
    old = longest == FOREVER or began[steps] <= ways.as_of - longest
    sums[0] += 1
    for step in range(deep):
        sums[1 + step] += 1
        sums[1 + steps + step] += int(old)
    if deep < steps and ways.within != FOREVER and began[0] > ways.as_of - ways.within:
        sums[3 * steps + deep] += 1


@part
def only_step(table: Bits, steps: int) -> NDArray[np.int8]:
    """For each kind of row the one step it is of; or that it is of none, or of several."""
    only = np.full(len(table), NONE, np.int8)
    for kind in range(len(table)):
        for step in range(steps):
            if table[kind] >> step & 1:
                only[kind] = step if only[kind] == NONE else SEVERAL
    return only


@part
def hits_of_steps(
    low: int, high: int, index: Index, only: NDArray[np.int8], hits: Int64
) -> int:
    """Rows that are of some step, without a branch; numbers without a sign are quicker."""
    count = np.uint64(0)
    for at in range(np.uint64(low), np.uint64(high)):
        hits[count] = at
        count += np.uint64(only[index[at]] != NONE)
    return int(count)


@part
def row_by_row(
    hits: Int64,
    count: int,
    time: Int64,
    index: Index,
    only: NDArray[np.int8],
    ways: Ways,
    began: Int64,
) -> int:
    """How deep a unit gets, row by row; AGAIN where that cannot tell."""
    began[:] = BEFORE
    began[ways.steps] = FOREVER
    deep, before, at = 0, BEFORE, -1
    for here in range(np.uint64(count)):
        row = np.uint64(hits[here])
        t, step = int(time[row]), int(only[index[row]])
        if t > ways.as_of or deep == ways.steps:
            break
        if step == SEVERAL or (t == before and step < at):
            return AGAIN
        before, at = t, step
        if step == 0:
            if ways.since <= t < ways.until:
                began[0] = t
                began[ways.steps] = min(began[ways.steps], t)
                deep = max(deep, 1)
        elif began[step - 1] != BEFORE and t - began[step - 1] <= ways.within:
            began[step] = began[step - 1]
            deep = max(deep, step + 1)
    return deep


@part
def by_instants(
    hits: Int64, count: int, time: Int64, index: Index, table: Bits, ways: Ways, began: Int64
) -> int:
    """How deep a unit gets, instant by instant: for rows of several steps, and for ties."""
    began[:] = BEFORE
    began[ways.steps] = FOREVER
    deep, here = 0, 0
    while here < count and deep < ways.steps:
        first = hits[here]
        t = int(time[first])
        if t > ways.as_of:
            break
        end = instant_end(time, hits, here, count)
        if end == here + 1:
            deep = max(deep, _one_row(int(table[index[first]]), t, ways, began))
        else:
            deep = max(deep, _one_instant(hits, here, end, t, index, table, ways, began))
        here = end
    return deep


@part
def _one_row(bits: int, t: int, ways: Ways, began: Int64) -> int:
    """A row alone at its instant: the deepest step first, so that it serves one of a chain."""
    deep = 0
    for turn in range(ways.steps):
        step = turn if ways.many_steps else ways.steps - 1 - turn
        if bits >> step & 1:
            deep = max(deep, _join(step, t, ways, began))
    return deep


@part
def _join(step: int, t: int, ways: Ways, began: Int64) -> int:
    if step == 0:
        if ways.since <= t < ways.until:
            began[0] = t
            began[ways.steps] = min(began[ways.steps], t)
            return 1
        return 0
    if began[step - 1] != BEFORE and t - began[step - 1] <= ways.within:
        began[step] = began[step - 1]
        return step + 1
    return 0


@part
def _one_instant(
    hits: Int64,
    here: int,
    end: int,
    t: int,
    index: Index,
    table: Bits,
    ways: Ways,
    began: Int64,
) -> int:
    """Rows of one instant: in the order of the first step each is of."""
    deep = 0
    for low in range(ways.steps):
        for at in range(here, end):
            bits = int(table[index[hits[at]]])
            if ways.many_steps:
                if bits >> low & 1:
                    deep = max(deep, _join(low, t, ways, began))
            elif lowest(bits, ways.steps) == low:
                deep = max(deep, _one_row(bits, t, ways, began))
    return deep
