"""Attempts with many chains each, one by one: how deep each gets, or that it is void.

An attempt stands at the deepest step that any of its chains has made. For each step the latest
row that ends a chain there is kept: whatever an earlier one could go on to, it can, and more.
An excluded row strictly later than what brought the attempt to its standing, and strictly
earlier than what brings it further, voids it, as long as some chain may still be continued.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.order import LOOKS_AT_MOST, NO_ATTEMPT, in_order
from tropa.measure.questions.funnel.ways import (
    EXCLUDED,
    Bits,
    Bools,
    Index,
    Int64,
    Ways,
    instant_end,
    lent,
    seen_at,
)
from tropa.trail import fixed


class _Room(NamedTuple):
    order: Int64
    spare: Int64
    ended: Int64
    """steps; of the attempt: the latest row that ends a chain at each step."""
    fate: NDArray[np.uint8]
    cut: Bools


def among(
    offsets: Int64,
    time: Int64,
    index: NDArray[np.unsignedinteger],
    table: NDArray[np.uint64],
    ways: Ways,
    between: Int64,
    looks: int = LOOKS_AT_MOST,
) -> tuple[NDArray[np.uint8], Bools]:
    """The fate of each attempt, and the units with attempts that were left out.

    Args:
        offsets: n + 1, where each unit's rows lie.
        time: m instants, rising within a unit.
        index: m numbers into `table`.
        table: the steps and exclusions a row is of, as bits.
        ways: windows and modes.
        between: x × 2; from which depth on and before which each exclusion counts.
        looks: how many rows may be looked at for one unit.
    """
    longest = int(np.diff(offsets).max()) if len(offsets) > 1 else 0
    room = _Room(
        np.empty(longest + 1, np.int64),
        np.empty(longest, np.int64),
        np.empty(ways.steps, np.int64),
        np.full(len(time), NO_ATTEMPT, np.uint8),
        np.zeros(len(offsets) - 1, np.bool_),
    )
    _one_by_one(
        fixed(offsets),
        fixed(time),
        fixed(index),
        table.astype(np.int64),
        ways,
        between,
        looks,
        room,
    )
    return room.fate, room.cut


@compiled
def _one_by_one(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    between: Int64,
    looks: int,
    room: _Room,
) -> None:
    ways, between = lent(ways), borrowed(between)
    time, index, table = borrowed(time), borrowed(index), borrowed(table)
    order, ended = borrowed(room.order), borrowed(room.ended)
    for unit in range(len(offsets) - 1):
        low, high = offsets[unit], offsets[unit + 1]
        count = in_order(low, high, time, index, table, ways, order, room.spare)
        looked = 0
        for at in range(count):
            row = int(order[at])
            begins = table[index[row]] & 1 and ways.since <= time[row] < ways.until
            if not begins:
                continue
            if looked > looks:
                room.cut[unit] = True
                room.fate[row] = 0
                continue
            seen, deep = _follow(at, count, time, index, table, ways, between, order, ended)
            room.fate[row] = deep
            looked += seen


@part
def _follow(
    first: int,
    count: int,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    between: Int64,
    order: Int64,
    ended: Int64,
) -> tuple[int, int]:
    """The rows looked at for an attempt, and its depth, 0 where it is void."""
    began = int(time[order[first]])
    ended[:] = BEFORE
    ended[0] = began
    deep, at = 1, first
    while at < count and 0 < deep < ways.steps:
        t, before = int(time[order[at]]), deep
        if not _may_go_on(began, t, ways, ended):
            break
        end = instant_end(time, order, at, count)
        seen = seen_at(at, end, index, table, order)
        if ways.many_steps or ways.apart:
            deep = _all_at_once(seen, began, t, deep, ways, ended)
        else:
            for one in range(max(at, first + 1), end):
                bits = int(table[index[order[one]]])
                deep = _one_row(bits, began, t, deep, ways, ended)
        if t > began and _is_void(seen, before, deep, between):
            deep = 0
        at = end
    return at - first, deep


@part
def _is_void(seen: int, before: int, deep: int, between: Int64) -> bool:
    """Whether an attempt stood between the steps of an exclusion, and does so still."""
    for which in range(len(between)):
        inside = between[which, 0] <= before and deep < between[which, 1]
        if seen >> (EXCLUDED + which) & 1 and inside:
            return True
    return False


@part
def _may_go_on(began: int, t: int, ways: Ways, ended: Int64) -> bool:
    """Whether some chain of an attempt may still be continued at an instant."""
    if t - began > ways.within:
        return False
    for step in range(ways.steps - 1):
        if ended[step] != BEFORE and t - ended[step] <= ways.step_within[step + 1]:
            return True
    return False


@part
def _one_row(bits: int, began: int, t: int, deep: int, ways: Ways, ended: Int64) -> int:
    """The deepest step first: a row serves one of a chain."""
    for step in range(ways.steps - 1, 0, -1):
        if bits >> step & 1:
            deep = max(deep, _join(step, began, t, ways, ended))
    return deep


@part
def _all_at_once(seen: int, began: int, t: int, deep: int, ways: Ways, ended: Int64) -> int:
    """All rows of an instant: in the order of steps, or the deepest first to keep apart."""
    for turn in range(1, ways.steps):
        step = ways.steps - turn if ways.apart else turn
        if seen >> step & 1 and not (ways.apart and t == began):
            deep = max(deep, _join(step, began, t, ways, ended))
    return deep


@part
def _join(step: int, began: int, t: int, ways: Ways, ended: Int64) -> int:
    before = ended[step - 1]
    if before == BEFORE or t - began > ways.within or t - before > ways.step_within[step]:
        return 0
    ended[step] = t
    return step + 1
