"""Everybody's rows as one: the counts of the common funnel.

Loops over few rows each cost more to begin and end than to run. So rows of some step are
collected block by block, whoever's they are, and a unit is closed when a row of the next comes.
First steps in a row need no instants: which was the latest is enough until a later step asks.
Whoever has rows outside of the asked time, or several at one instant, is walked again, alone.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.plain import (
    AGAIN,
    add_up,
    by_instants,
    hits_of_steps,
    only_step,
    row_by_row,
)
from tropa.measure.questions.funnel.ways import Bits, Bools, Index, Int64, Ways, lent

BLOCK: Final = 4_096
"""Rows at once: what is collected of them stays near."""


class Rows(NamedTuple):
    """What is walked over, and room to walk a unit again."""

    offsets: Int64
    time: Int64
    codes: Index
    only: NDArray[np.int8]
    table: Bits
    hits: Int64


@compiled
def flat_counts(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    longest: int,
    of: Int64,
    people: Bools,
    block: Int64,
    hits: Int64,
    began: Int64,
    sums: Int64,
) -> None:
    """Add up by group who entered, who made each step, of the ripe who did, and who waits.

    Args:
        offsets: units + 1.
        time: instants of rows.
        index: numbers into `table`.
        table: steps of rows, as bits.
        ways: windows.
        longest: how long an attempt may last, FOREVER where nothing bounds it.
        of: the group of each unit.
        people: units that are asked about.
        block: room for BLOCK rows, and one more.
        hits: room for as many rows as a unit has, and one more.
        began: room for as many instants as there are steps, and one more.
        sums: groups × (1 + 4 steps), are added to.
    """
    ways, began, hits = lent(ways), borrowed(began), borrowed(hits)
    time, index, table = borrowed(time), borrowed(index), borrowed(table)
    rows = Rows(offsets, time, index, only_step(table, ways.steps), table, borrowed(hits))
    unit, end, deep, first, latest, again = -1, 0, 0, -1, -1, False
    for low in range(0, len(index), BLOCK):
        count = hits_of_steps(low, min(low + BLOCK, len(index)), index, rows.only, block)
        for here in range(np.uint64(count)):
            row = int(block[here])
            if row >= end:
                if unit >= 0 and people[unit]:
                    deep = _depth(unit, deep, first, latest, again, rows, ways, began)
                    add_up(deep, ways, longest, began, sums[of[unit]])
                unit = _unit_of(row, unit, offsets)
                end, deep, first, latest, again = offsets[unit + 1], 0, -1, -1, False
            step = int(rows.only[index[row]])
            if step == 0:
                latest = row
                first = row if first < 0 else first
            elif step < 0 or _is_tied(row, end, time):
                again = True
            else:
                deep = _later_step(step, deep, row, latest, time, ways, began)
    if unit >= 0 and people[unit]:
        deep = _depth(unit, deep, first, latest, again, rows, ways, began)
        add_up(deep, ways, longest, began, sums[of[unit]])


@part
def _unit_of(row: int, unit: int, offsets: Int64) -> int:
    """The unit of a row that lies behind those of another."""
    unit += 1
    while row >= offsets[unit + 1]:
        unit += 1
    return unit


@part
def _is_tied(row: int, end: int, time: Int64) -> bool:
    """Whether the next row of the unit is of the same instant."""
    return row + 1 < end and time[row + 1] == time[row]


@part
def _later_step(
    step: int, deep: int, row: int, latest: int, time: Int64, ways: Ways, began: Int64
) -> int:
    """A row of a later step; `latest` is the latest row of the first step before it."""
    if latest < 0:
        return deep
    if deep == 0:
        began[:] = BEFORE
        deep = 1
    began[0] = time[latest]
    if began[step - 1] != BEFORE and time[row] - began[step - 1] <= ways.within:
        began[step] = began[step - 1]
        deep = max(deep, step + 1)
    return deep


@part
def _depth(
    unit: int,
    deep: int,
    first: int,
    latest: int,
    again: bool,  # noqa: FBT001 - compiled functions are called by place
    rows: Rows,
    ways: Ways,
    began: Int64,
) -> int:
    """How deep a unit got, all rows seen; `began` learns of its first and latest attempt."""
    low, high = rows.offsets[unit], rows.offsets[unit + 1]
    end = min(ways.as_of, ways.until - 1)
    if again or rows.time[low] < ways.since or rows.time[high - 1] > end:
        return _depth_alone(low, high, rows, ways, began)
    if first < 0:
        return 0
    began[0], began[ways.steps] = rows.time[latest], rows.time[first]
    return max(deep, 1)


@part
def _depth_alone(low: int, high: int, rows: Rows, ways: Ways, began: Int64) -> int:
    """How deep a unit gets by its own rows, whatever they are like."""
    count = hits_of_steps(low, high, rows.codes, rows.only, rows.hits)
    deep = row_by_row(rows.hits, count, rows.time, rows.codes, rows.only, ways, began)
    if deep == AGAIN:
        deep = by_instants(rows.hits, count, rows.time, rows.codes, rows.table, ways, began)
    return deep
