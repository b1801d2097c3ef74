"""Some thousand rows at a time: the counts of the common funnel.

A loop over the few rows of one unit costs more to begin and end than to run, and what a branch
guesses wrong costs more than the work behind it. So rows are sorted by kind without a branch,
block by block of whole units; a unit's first steps are then a difference of two counts, and
only units with later steps are walked. Whoever has rows outside of the asked time, several
at one instant, or rows of several steps, is walked again, alone.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.plain import (
    AGAIN,
    NONE,
    SEVERAL,
    add_up,
    by_instants,
    hits_of_steps,
    only_step,
    row_by_row,
)
from tropa.measure.questions.funnel.ways import Bits, Bools, Index, Int64, Ways, lent

BLOCK: Final = 1 << 10
"""Rows at once: their instants and all that is noted of them stay in the nearest memory."""

_LATER: Final = 11
_SECOND: Final = 2 * _LATER
_FIRST: Final = np.uint32((1 << _LATER) - 1)


class Room(NamedTuple):
    """Where the kernel notes what it needs for one block."""

    counts: NDArray[np.uint32]
    """Before each row: rows of the first step, of any other, of the second; 11 bits each."""
    firsts: NDArray[np.uint16]
    """Rows of the first step, from the start of the block."""
    laters: NDArray[np.uint16]
    """Rows of later steps, or of several."""
    units: Int64
    """Units that got further than the first step; ~unit for one to be walked alone."""
    hits: Int64
    """Rows of a unit that is walked alone."""
    began: Int64
    """When the latest chain to each step began; behind them, when the first attempt did."""


class Rows(NamedTuple):
    """What is walked over."""

    offsets: Int64
    time: Int64
    codes: Index
    only: NDArray[np.int8]
    kinds: NDArray[np.uint32]
    table: Bits


class Edges(NamedTuple):
    """Instants that decide how a unit is counted."""

    end: int
    """Rows after it are not a plain matter: the unit is walked alone."""
    ripe: int
    """A first attempt until here has had its time."""
    waits: int
    """A latest attempt after it may still go on."""


def room(steps: int, longest: int) -> Room:
    """Room for units of at most so many rows."""
    return Room(
        np.zeros(BLOCK + 1, np.uint32),
        np.zeros(BLOCK + 1, np.uint16),
        np.zeros(BLOCK + 1, np.uint16),
        np.zeros(BLOCK + 1, np.int64),
        np.empty(longest + 1, np.int64),
        np.empty(steps + 1, np.int64),
    )


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
    room: Room,
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
        room: for the longest of the units.
        sums: groups × (1 + 4 steps), are added to.
    """
    ways, room, sums, of = lent(ways), _lent(room), borrowed(sums), borrowed(of)
    only = only_step(table, ways.steps)
    kinds = _kinds(only)
    rows = Rows(
        borrowed(offsets), borrowed(time), borrowed(index), only, kinds, borrowed(table)
    )
    edges = _edges(ways, longest)
    unit, units = 0, len(offsets) - 1
    while unit < units:
        until = _block_end(unit, units, rows.offsets)
        low = offsets[unit]
        if offsets[until] == low:
            late = 0
        elif offsets[until] - low > BLOCK:
            late = int(people[unit])
            room.units[0] = ~unit
        else:
            outside = _is_outside(low, offsets[until], rows.time, ways.since, edges.end)
            _sort_rows(low, offsets[until], rows, room)
            late = _first_steps(unit, until, outside, rows, ways, edges, of, people, room, sums)
        for here in range(late):
            one = room.units[here]
            if one < 0:
                deep = _depth_alone(~one, rows, ways, room)
                add_up(deep, ways, longest, room.began, sums[of[~one]])
            else:
                _later_steps(one, low, rows, ways, edges, longest, room, sums[of[one]])
        unit = until


@part
def _lent(room: Room) -> Room:
    """The room without counting who holds it."""
    return Room(
        borrowed(room.counts),
        borrowed(room.firsts),
        borrowed(room.laters),
        borrowed(room.units),
        borrowed(room.hits),
        borrowed(room.began),
    )


@part
def _kinds(only: NDArray[np.int8]) -> NDArray[np.uint32]:
    """What a row of each code adds to the counts of a block."""
    kinds = np.zeros(len(only), np.uint32)
    for code in range(len(only)):
        if only[code] == 0:
            kinds[code] = 1
        elif only[code] != NONE:
            kinds[code] = 1 << _LATER
            # Who made no second step made none after it either.
            if only[code] in (1, SEVERAL):
                kinds[code] += 1 << _SECOND
    return kinds


@part
def _edges(ways: Ways, longest: int) -> Edges:
    ripe = FOREVER if longest == FOREVER else ways.as_of - longest
    waits = FOREVER if ways.within == FOREVER else ways.as_of - ways.within
    return Edges(min(ways.as_of, ways.until - 1), ripe, waits)


@part
def _block_end(unit: int, units: int, offsets: Int64) -> int:
    """As many units as a block holds, and one at least."""
    until = unit + 1
    while until < units and offsets[until + 1] - offsets[unit] <= BLOCK:
        until += 1
    return until


@part
def _is_outside(low: int, high: int, time: Int64, since: int, end: int) -> bool:
    """Whether any row is of another time than asked.

    Reading the instants in a row also brings them near: what follows reads here and there.
    """
    earliest, latest = FOREVER, BEFORE
    for row in range(np.uint64(low), np.uint64(high)):
        earliest, latest = min(earliest, time[row]), max(latest, time[row])
    return earliest < since or latest > end


@part
def _sort_rows(low: int, high: int, rows: Rows, room: Room) -> None:
    """Note rows of the first step and of later ones, and how many stood before each row."""
    counts, firsts, laters, kinds = room.counts, room.firsts, room.laters, borrowed(rows.kinds)
    seen, here = np.uint32(0), np.uint64(0)
    counts[0] = 0
    for row in range(np.uint64(low), np.uint64(high)):
        firsts[seen & _FIRST] = here
        laters[seen >> np.uint32(_LATER) & _FIRST] = here
        seen += kinds[rows.codes[row]]
        here += np.uint64(1)
        counts[here] = seen
    # Whoever has nothing at the end of a block reads this one.
    firsts[seen & _FIRST] = 0


@part
def _first_steps(
    unit: int,
    until: int,
    outside: bool,  # noqa: FBT001 - compiled functions are called by place
    rows: Rows,
    ways: Ways,
    edges: Edges,
    of: Int64,
    people: Bools,
    room: Room,
    sums: Int64,
) -> int:
    """Count every unit of a block as if it had made first steps only; note who made others."""
    low, late, steps = np.uint64(rows.offsets[unit]), np.uint64(0), ways.steps
    before, begin = room.counts[0], low
    for one in range(np.uint64(unit), np.uint64(until)):
        end = np.uint64(rows.offsets[one + np.uint64(1)])
        now = room.counts[end - low]
        first, behind = before & _FIRST, now & _FIRST
        asked = int(people[one])
        enters = asked & int(behind != first)
        room.units[late] = one
        if outside and end != begin:
            ends = rows.time[end - np.uint64(1)]
            if rows.time[begin] < ways.since or ends > edges.end:
                room.units[late] = ~np.int64(one)
                late += np.uint64(asked & int(ends >= ways.since))
                before, begin = now, end
                continue
        late += np.uint64(
            asked & int(now >> np.uint32(_SECOND) != before >> np.uint32(_SECOND))
        )
        # Of who never entered some other row is read, and nothing is added.
        began = rows.time[low + np.uint64(room.firsts[first])]
        latest = rows.time[low + np.uint64(room.firsts[max(int(behind) - 1, 0)])]
        group = of[one]
        sums[group, 0] += enters
        sums[group, 1] += enters
        sums[group, 1 + steps] += enters & int(began <= edges.ripe)
        if steps > 1:
            sums[group, 3 * steps + 1] += enters & int(latest > edges.waits)
        before, begin = now, end
    return int(late)


@part
def _later_steps(
    unit: int,
    low: int,
    rows: Rows,
    ways: Ways,
    edges: Edges,
    longest: int,
    room: Room,
    sums: Int64,
) -> None:
    """Mend the counts of a unit that has rows of later steps."""
    steps = ways.steps
    before = room.counts[rows.offsets[unit] - low]
    now = room.counts[rows.offsets[unit + 1] - low]
    enters = int(before & _FIRST != now & _FIRST)
    deep = _depth(int(before), int(now), low, rows.offsets[unit + 1], rows, ways, room)
    if deep == 1 or (deep == 0 and not enters):
        return
    ripe = waits = 0
    if enters:
        ripe = int(rows.time[low + room.firsts[before & _FIRST]] <= edges.ripe)
        waits = int(rows.time[low + room.firsts[(now & _FIRST) - 1]] > edges.waits)
    if deep == AGAIN:
        sums[0] -= enters
        sums[1] -= enters
        sums[1 + steps] -= ripe
        if steps > 1:
            sums[3 * steps + 1] -= waits
        add_up(_depth_alone(unit, rows, ways, room), ways, longest, room.began, sums)
        return
    for step in range(1, deep):
        sums[1 + step] += 1
        sums[1 + steps + step] += ripe
    sums[3 * steps + 1] -= waits
    if deep < steps:
        sums[3 * steps + deep] += waits


@part
def _depth(
    before: int, now: int, low: int, end: int, rows: Rows, ways: Ways, room: Room
) -> int:
    """How deep a unit of a block got; AGAIN where rows in a row cannot tell."""
    time, began, none = rows.time, room.began, before & int(_FIRST)
    deep = int(now & int(_FIRST) != none)
    began[:] = BEFORE
    for here in range(
        np.uint64(before >> _LATER & int(_FIRST)), np.uint64(now >> _LATER & int(_FIRST))
    ):
        place = np.uint64(room.laters[here])
        row = np.uint64(low) + place
        step = int(rows.only[rows.codes[row]])
        if step == SEVERAL or (
            row + np.uint64(1) < np.uint64(end) and time[row + np.uint64(1)] == time[row]
        ):
            return AGAIN
        seen = int(room.counts[place] & _FIRST)
        if seen == none:
            continue
        began[0] = time[np.uint64(low) + np.uint64(room.firsts[seen - 1])]
        if began[step - 1] != BEFORE and time[row] - began[step - 1] <= ways.within:
            began[step] = began[step - 1]
            deep = max(deep, step + 1)
    return deep


@part
def _depth_alone(unit: int, rows: Rows, ways: Ways, room: Room) -> int:
    """How deep a unit gets by its own rows, whatever they are like."""
    low, high, hits, began = rows.offsets[unit], rows.offsets[unit + 1], room.hits, room.began
    count = hits_of_steps(low, high, rows.codes, rows.only, hits)
    deep = row_by_row(hits, count, rows.time, rows.codes, rows.only, ways, began)
    if deep == AGAIN:
        deep = by_instants(hits, count, rows.time, rows.codes, rows.table, ways, began)
    return deep
