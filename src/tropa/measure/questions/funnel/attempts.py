"""Attempts with one chain each: the ways in which what breaks an attempt ends it alone.

Where nothing else may stand between steps, or where a step met again is the end, an attempt
takes each step at the first row that fits:

    strict_order     the very next row must be the next step
    reentry          the next row of any step may be out of turn, a foreign one ends it
    repeats_end      a row of a step already made, the first aside, ends it

They are followed one by one, each until it ends.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.order import LOOKS_AT_MOST, NO_ATTEMPT, in_order
from tropa.measure.questions.funnel.walk import deadline
from tropa.measure.questions.funnel.ways import Bits, Bools, Index, Int64, Ways, lent
from tropa.trail import fixed

# Columns of the state: the attempt's depth, the place of its last row, up to when it may go on;
# how many rows were looked at for its unit; the unit's best attempt so far.
_DEPTH: Final = 0
_LAST: Final = 1
_UNTIL: Final = 2
_LOOKS: Final = 3
_BEST: Final = 4
_BEST_LAST: Final = 5


class Attempts(NamedTuple):
    """What became of units and of their attempts."""

    depth: NDArray[np.uint8]
    """n; of the deepest attempt."""
    open_until: Int64
    """n; up to when some attempt may go on, BEFORE where none waits for a window's end."""
    at: Int64
    """n × steps, where asked."""
    row: Int64
    fate: NDArray[np.uint8]
    """m; the depth of the attempt a row begins, else NO_ATTEMPT. Empty unless asked."""
    cut: Bools
    """n; units with attempts that were left out."""


class _Room(NamedTuple):
    order: Int64
    spare: Int64
    own_at: Int64
    """steps; of the attempt looked at."""
    own_row: Int64
    state: Int64
    found: Attempts


def attempts(
    offsets: Int64,
    time: Int64,
    index: NDArray[np.unsignedinteger],
    table: NDArray[np.uint64],
    ways: Ways,
    *,
    trace: bool = False,
    fates: bool = False,
    looks: int = LOOKS_AT_MOST,
) -> Attempts:
    """What becomes of each attempt.

    Args:
        offsets: n + 1, where each unit's rows lie.
        time: m instants, rising within a unit.
        index: m numbers into `table`.
        table: the steps a row is of, as bits.
        ways: windows and modes.
        trace: whether instants and rows of the attempt that counts are wanted.
        fates: whether the fate of every attempt is.
        looks: how many rows may be looked at for one unit.
    """
    units, steps = len(offsets) - 1, ways.steps
    longest = int(np.diff(offsets).max()) if units else 0
    size = (units, steps) if trace else (0, steps)
    found = Attempts(
        np.zeros(units, np.uint8),
        np.full(units, BEFORE, np.int64),
        np.full(size, FOREVER, np.int64),
        np.full(size, -1, np.int64),
        np.full(len(time) if fates else 0, NO_ATTEMPT, np.uint8),
        np.zeros(units, np.bool_),
    )
    room = _Room(
        np.empty(longest + 1, np.int64),
        np.empty(longest, np.int64),
        np.empty(steps, np.int64),
        np.empty(steps, np.int64),
        np.zeros(6, np.int64),
        found,
    )
    _one_by_one(
        fixed(offsets), fixed(time), fixed(index), table.astype(np.int64), ways, looks, room
    )
    return found


@compiled
def _one_by_one(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    looks: int,
    room: _Room,
) -> None:
    ways, room = lent(ways), _lent_room(room)
    time, index, table = borrowed(time), borrowed(index), borrowed(table)
    state, fate = room.state, room.found.fate
    for unit in range(len(offsets) - 1):
        low, high = offsets[unit], offsets[unit + 1]
        count = in_order(low, high, time, index, table, ways, room.order, room.spare)
        state[_LOOKS], state[_BEST], state[_BEST_LAST] = 0, 0, 0
        for at in range(count):
            row = int(room.order[at])
            begins = table[index[row]] & 1 and ways.since <= time[row] < ways.until
            if not begins:
                continue
            if not len(fate) and state[_BEST] == ways.steps and at > state[_BEST_LAST]:
                # Nothing later is deeper, nor sooner there.
                break
            if state[_LOOKS] > looks:
                room.found.cut[unit] = True
                state[_DEPTH] = 0
            else:
                _along(at, count, time, index, table, ways, room)
                _compare(unit, ways, room)
            if len(fate):
                fate[row] = state[_DEPTH]


@part
def _lent_room(room: _Room) -> _Room:
    return _Room(
        borrowed(room.order),
        borrowed(room.spare),
        borrowed(room.own_at),
        borrowed(room.own_row),
        borrowed(room.state),
        Attempts(
            borrowed(room.found.depth),
            borrowed(room.found.open_until),
            borrowed(room.found.at),
            borrowed(room.found.row),
            borrowed(room.found.fate),
            borrowed(room.found.cut),
        ),
    )


@part
def _along(
    first: int, count: int, time: Int64, index: Index, table: Bits, ways: Ways, room: _Room
) -> None:
    """An attempt: each step at the first row that fits."""
    order, state = room.order, room.state
    began = int(time[order[first]])
    deep, ended, at, goes_on = 0, began, first, True
    state[_LAST] = first
    while at < count and goes_on and deep < ways.steps:
        row = int(order[at])
        t, bits = int(time[row]), int(table[index[row]])
        if t - began > ways.within:
            goes_on = False
            break
        joined = deep
        while deep < ways.steps and bits >> deep & 1 and (deep == joined or ways.many_steps):
            late = deep > 0 and t - ended > ways.step_within[deep]
            if late or (deep > 0 and ways.apart and t == ended):
                break
            room.own_at[deep], room.own_row[deep] = t, row
            deep, ended = deep + 1, t
        if deep > joined:
            state[_LAST] = at
        else:
            goes_on = not _breaks(bits, deep, ways)
        at += 1
    state[_LOOKS] += at - first
    state[_DEPTH], state[_UNTIL] = deep, BEFORE
    if goes_on and deep < ways.steps:
        state[_UNTIL] = deadline(began, ended, int(ways.step_within[deep]), ways)


@part
def _breaks(bits: int, deep: int, ways: Ways) -> bool:
    """Whether a row that does not go on with an attempt ends it."""
    of_steps = bits & ((1 << ways.steps) - 1)
    if ways.strict_order and (of_steps == 0 or not ways.reentry):
        return True
    made = (1 << deep) - 2
    return ways.repeats_end and of_steps & made != 0


@part
def _compare(unit: int, ways: Ways, room: _Room) -> None:
    """The deepest attempt counts; of several the first to get there; of these the latest."""
    state, found = room.state, room.found
    deep, last = int(state[_DEPTH]), int(state[_LAST])
    if state[_BEST] < ways.steps:
        found.open_until[unit] = max(found.open_until[unit], state[_UNTIL])
    if deep < state[_BEST] or (deep == state[_BEST] and last > state[_BEST_LAST]):
        return
    state[_BEST], state[_BEST_LAST] = deep, last
    found.depth[unit] = deep
    if deep == ways.steps:
        found.open_until[unit] = BEFORE
    if len(found.at):
        for step in range(deep):
            found.at[unit, step] = room.own_at[step]
            found.row[unit, step] = room.own_row[step]
