"""The full walk: every way rows may be joined, with the instants and rows of the attempt.

For each step the latest chain that ends at it is kept. Nothing earlier can go further, for a
later one began later and its last row is later, and windows ask for no more.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.ways import (
    Bits,
    Bools,
    Index,
    Int64,
    Ways,
    hits_of,
    instant_end,
    lent,
    lowest,
)

# A chain's columns: when it began, when its last row was.
_BEGAN, _ENDED = 0, 1
_PASSED, _JOINED, _ENDS = 0, 1, 2
_DEPTH, _GOES_ON = 0, 1


class Room(NamedTuple):
    """What a kernel works in and fills in."""

    hits: Int64
    """As many rows as a unit has, and one more."""
    chain: Int64
    """steps × 2; for each step the chain that ends at it."""
    chain_at: Int64
    """steps × steps; its instants."""
    chain_row: Int64
    """steps × steps; its rows."""
    deepest: Int64
    """Of the unit: its depth; whether the walk goes on."""
    depth: NDArray[np.uint8]
    open_until: Int64
    at: Int64
    """units × steps, or nothing where it is not wanted."""
    row: Int64


@part
def lent_room(room: Room) -> Room:
    """The room without counting who holds it."""
    return Room(
        borrowed(room.hits),
        borrowed(room.chain),
        borrowed(room.chain_at),
        borrowed(room.chain_row),
        borrowed(room.deepest),
        borrowed(room.depth),
        borrowed(room.open_until),
        borrowed(room.at),
        borrowed(room.row),
    )


@compiled
def walk(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    barred: Bools,
    room: Room,
) -> None:
    """Fill in the depth of each unit, and what is wanted of its attempt.

    Args:
        offsets: units + 1.
        time: instants of rows.
        index: numbers into `table`.
        table: steps of rows, as bits.
        ways: windows and modes.
        barred: rows that begin no attempt; nothing where all do.
        room: to work in, and what is filled in.
    """
    ways, room, barred = lent(ways), lent_room(room), borrowed(barred)
    time, index, table = borrowed(time), borrowed(index), borrowed(table)
    for unit in range(len(offsets) - 1):
        if ways.strict_order:
            count = _every(offsets[unit], offsets[unit + 1], room.hits)
        else:
            count = hits_of(offsets[unit], offsets[unit + 1], index, table, room.hits)
        room.chain[:] = BEFORE
        room.deepest[_DEPTH], room.deepest[_GOES_ON] = 0, 1
        here = 0
        while here < count and room.deepest[_DEPTH] < ways.steps and room.deepest[_GOES_ON]:
            t = int(time[room.hits[here]])
            if t > ways.as_of:
                break
            end = instant_end(time, room.hits, here, count)
            if end == here + 1:
                row = int(room.hits[here])
                _alone(int(table[index[row]]), t, row, ways, barred, unit, room)
            elif ways.by_attempt and ways.apart:
                _each_later(here, end, t, index, table, ways, barred, unit, room)
            else:
                _instant(here, end, t, index, table, ways, barred, unit, room)
            here = end
        room.depth[unit] = room.deepest[_DEPTH]
        room.open_until[unit] = _open_until(ways, room)


@part
def _every(low: int, high: int, hits: Int64) -> int:
    """All rows, where a foreign one counts too."""
    for at in range(low, high):
        hits[at - low] = at
    return high - low


@part
def _alone(
    bits: int, t: int, row: int, ways: Ways, barred: Bools, unit: int, room: Room
) -> None:
    """A row alone at its instant: the deepest step first, so that it serves one of a chain."""
    if ways.strict_order and bits == 0 and room.chain[0, _BEGAN] != BEFORE:
        room.deepest[_GOES_ON] = 0
    up = ways.many_steps and not (ways.by_attempt and ways.apart)
    for turn in range(ways.steps):
        step = turn if up else ways.steps - 1 - turn
        if bits >> step & 1:
            _serve(step, t, row, ways, barred, unit, room)


@part
def _instant(
    here: int,
    end: int,
    t: int,
    index: Index,
    table: Bits,
    ways: Ways,
    barred: Bools,
    unit: int,
    room: Room,
) -> None:
    """Rows of one instant in the order of the first step each is of."""
    if ways.strict_order and room.chain[0, _BEGAN] != BEFORE:
        # What is of no step stands first among rows of one instant.
        for one in range(here, end):
            if table[index[room.hits[one]]] == 0:
                room.deepest[_GOES_ON] = 0
    for low in range(ways.steps):
        for one in range(here, end):
            row = int(room.hits[one])
            bits = int(table[index[row]])
            _in_turn(low, bits, t, row, ways, barred, unit, room)


@part
def _in_turn(
    low: int, bits: int, t: int, row: int, ways: Ways, barred: Bools, unit: int, room: Room
) -> None:
    """What a row does when it is the turn of a step among rows of its instant."""
    if ways.many_steps:
        if bits >> low & 1:
            _serve(low, t, row, ways, barred, unit, room)
    elif lowest(bits, ways.steps) == low:
        # The deepest step first, so that it serves one of a chain.
        for step in range(ways.steps - 1, -1, -1):
            if bits >> step & 1:
                _serve(step, t, row, ways, barred, unit, room)


@part
def _each_later(
    here: int,
    end: int,
    t: int,
    index: Index,
    table: Bits,
    ways: Ways,
    barred: Bools,
    unit: int,
    room: Room,
) -> None:
    """Rows of one instant where each step must be later than the one before.

    The deepest step first: what a chain gains now is not seen by the step after it.
    """
    for step in range(ways.steps - 1, -1, -1):
        for one in range(here, end):
            row = int(room.hits[one])
            if table[index[row]] >> step & 1:
                _serve(step, t, row, ways, barred, unit, room)


@part
def _serve(
    step: int, t: int, row: int, ways: Ways, barred: Bools, unit: int, room: Room
) -> None:
    if not room.deepest[_GOES_ON] or (step == 0 and len(barred) and barred[row]):
        return
    said = _take(step, t, ways, room.chain)
    if said == _ENDS:
        room.deepest[_GOES_ON] = 0
    elif said == _JOINED:
        _keep(step, t, row, unit, room)


@part
def _take(step: int, t: int, ways: Ways, chain: Int64) -> int:
    """A row of this step: passed over, joined to the chain, or the end of it all."""
    if step == 0:
        if ways.since <= t < ways.until:
            chain[0, _BEGAN], chain[0, _ENDED] = t, t
            return _JOINED
        return _PASSED
    if ways.repeats_end and chain[step, _BEGAN] != BEFORE:
        return _ENDS
    before = chain[step - 1, _BEGAN]
    if before == BEFORE:
        out_of_turn = ways.strict_order and chain[0, _BEGAN] != BEFORE
        return _ENDS if out_of_turn and not ways.reentry else _PASSED
    gap = t - chain[step - 1, _ENDED]
    if t - before > ways.within or gap > ways.step_within[step] or (ways.apart and gap == 0):
        return _PASSED
    chain[step, _BEGAN], chain[step, _ENDED] = before, t
    return _JOINED


@part
def _keep(step: int, t: int, row: int, unit: int, room: Room) -> None:
    """The chain that now ends at this step; and the deepest one, when first it is."""
    if len(room.at):
        for one in range(step):
            room.chain_at[step, one] = room.chain_at[step - 1, one]
            room.chain_row[step, one] = room.chain_row[step - 1, one]
        room.chain_at[step, step], room.chain_row[step, step] = t, row
    if step + 1 > room.deepest[_DEPTH]:
        room.deepest[_DEPTH] = step + 1
        if len(room.at):
            for one in range(step + 1):
                room.at[unit, one] = room.chain_at[step, one]
                room.row[unit, one] = room.chain_row[step, one]


@part
def _open_until(ways: Ways, room: Room) -> int:
    """Up to when the latest chain of some step may go on; BEFORE where nothing waits."""
    until = BEFORE
    if room.deepest[_DEPTH] == ways.steps or not room.deepest[_GOES_ON]:
        return until
    for step in range(ways.steps - 1):
        began, ended = int(room.chain[step, _BEGAN]), int(room.chain[step, _ENDED])
        if began != BEFORE:
            until = max(until, deadline(began, ended, int(ways.step_within[step + 1]), ways))
    return until


@part
def deadline(began: int, ended: int, gap: int, ways: Ways) -> int:
    """The last instant at which a chain may go on; BEFORE where it may for ever."""
    last = FOREVER
    if ways.within != FOREVER:
        last = began + ways.within
    if gap != FOREVER:
        last = min(last, ended + gap)
    return BEFORE if last == FOREVER else last
