"""Steps in any order: each by itself, or all of them together within one window.

    any         a unit's window begins at its first row of any step in the period; a step is
                made when a row of it lies in the window
    together    a window begins at every row of the period; it makes k steps when rows of all of
                steps 1 … k lie in it, the one it begins with among them. A row serves one step,
                or every step it is of where that is asked. The window that makes most counts,
                of several the first.

Trails are read backwards: at each row the nearest row of every step from there on is known.
Instants of `together` say when steps 1 … k had all been made, whichever came last; the first is
that of the window's beginning.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.matching import (
    NOBODY,
    Match,
    lent_match,
    put_first,
    put_last,
    room_for,
    serve,
)
from tropa.measure.questions.funnel.ways import Bits, Index, Int64, Ways, hits_of, lent

NO_WINDOW = -1


class Unordered(NamedTuple):
    """What is told of each unit."""

    made: Int64
    """n; the steps made, as bits; 0 for nobody's window."""
    open_until: Int64
    """n; up to when more may be made, BEFORE where that has no end or nothing has begun."""
    at: Int64
    """n × steps; FOREVER where a step was not made. Empty unless asked."""
    row: Int64
    """n × steps; -1 where a step was not made. Empty unless asked."""
    fate: Int64
    """m; steps made in the window a row begins, NO_WINDOW where none begins. Empty unless
    asked."""


class _How(NamedTuple):
    together: bool
    shared: bool
    """Whether rows may be of several steps and yet serve one each."""


class _Room(NamedTuple):
    hits: Int64
    near: Int64
    """steps; the place among hits of the nearest row of each step."""
    match: Match
    out: Unordered


def unordered(
    offsets: Int64,
    time: Int64,
    index: NDArray[np.unsignedinteger],
    table: NDArray[np.uint64],
    ways: Ways,
    *,
    together: bool,
    trace: bool,
    fates: bool,
) -> Unordered:
    """What each unit has made.

    Args:
        offsets: n + 1, where each unit's rows lie.
        time: m instants, rising within a unit.
        index: m numbers into `table`.
        table: the steps a row is of, as bits.
        ways: the window, the period; whether a row may serve many steps.
        together: all within one window, else each by itself.
        trace: whether instants and rows are wanted.
        fates: whether every window is.
    """
    units, steps = len(offsets) - 1, ways.steps
    longest = int(np.diff(offsets).max()) if units else 0
    size = (units, steps) if trace else (0, steps)
    out = Unordered(
        np.zeros(units, np.int64),
        np.full(units, BEFORE, np.int64),
        np.full(size, FOREVER, np.int64),
        np.full(size, -1, np.int64),
        np.full(len(time) if fates else 0, NO_WINDOW, np.int64),
    )
    bits = (table & np.uint64((1 << steps) - 1)).astype(np.int64)
    shared = bool((bits & (bits - 1)).any()) and together and not ways.many_steps
    room = _Room(
        np.empty(longest + 1, np.int64), np.empty(steps, np.int64), room_for(steps), out
    )
    _each_unit(offsets, time, index, bits, ways, _How(together, shared), room)
    return out


@compiled
def _each_unit(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    how: _How,
    room: _Room,
) -> None:
    ways, room = lent(ways), _lent(room)
    time, index, table = borrowed(time), borrowed(index), borrowed(table)
    for unit in range(len(offsets) - 1):
        count = hits_of(offsets[unit], offsets[unit + 1], index, table, room.hits)
        while count and time[room.hits[count - 1]] > ways.as_of:
            count -= 1
        begin = _backwards(unit, count, time, index, table, ways, how, room)
        if room.out.made[unit] == (1 << ways.steps) - 1:
            room.out.open_until[unit] = BEFORE
        if begin != NOBODY and len(room.out.at):
            _trace(unit, begin, count, time, index, table, ways, how, room)


@part
def _backwards(
    unit: int,
    count: int,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    how: _How,
    room: _Room,
) -> int:
    """Where the window that counts begins; what is made in it is filled in."""
    room.near[:] = NOBODY
    room.match.many[:] = 0
    best, begin = 0, NOBODY
    for at in range(count - 1, -1, -1):
        row = int(room.hits[at])
        t, bits = int(time[row]), int(table[index[row]])
        _note(bits, at, ways, how, room)
        if not ways.since <= t < ways.until:
            continue
        _stay_open(unit, t, ways, how, room)
        made = _made(at, count, time, ways, how, room)
        if how.together and made & bits == 0:
            # Without the row it begins with a window is no window of its own.
            continue
        if len(room.out.fate):
            room.out.fate[row] = made
        if not how.together or made >= best:
            best, begin = made, at
    room.out.made[unit] = best
    return begin


@part
def _stay_open(unit: int, t: int, ways: Ways, how: _How, room: _Room) -> None:
    """Each row may begin a window of its own, or the first begins the only one."""
    if ways.within != FOREVER:
        known, until = int(room.out.open_until[unit]), t + ways.within
        room.out.open_until[unit] = max(known, until) if how.together else until


@part
def _lent(room: _Room) -> _Room:
    out = room.out
    return _Room(
        borrowed(room.hits),
        borrowed(room.near),
        lent_match(room.match),
        Unordered(
            borrowed(out.made),
            borrowed(out.open_until),
            borrowed(out.at),
            borrowed(out.row),
            borrowed(out.fate),
        ),
    )


@part
def _note(bits: int, at: int, ways: Ways, how: _How, room: _Room) -> None:
    for step in range(ways.steps):
        if bits >> step & 1:
            room.near[step] = at
            if how.shared:
                put_first(step, at, room.match)


@part
def _made(at: int, count: int, time: Int64, ways: Ways, how: _How, room: _Room) -> int:
    """The steps made in the window that begins here: all of them, or as many as go together."""
    made, t = 0, int(time[room.hits[at]])
    if how.shared:
        room.match.served[:] = NOBODY
    last = _last_within(at, count, t, time, ways, room) if how.shared else 0
    for step in range(ways.steps):
        near = int(room.near[step])
        fits = near != NOBODY and time[room.hits[near]] - t <= ways.within
        if fits and how.shared:
            fits = serve(step, last, room.match)
        if fits:
            made |= 1 << step
        elif how.together:
            break
    return made


@part
def _last_within(at: int, count: int, t: int, time: Int64, ways: Ways, room: _Room) -> int:
    """The last row of a window that begins here."""
    low, high = at, count
    while high - low > 1:
        middle = (low + high) // 2
        if time[room.hits[middle]] - t <= ways.within:
            low = middle
        else:
            high = middle
    return low


@part
def _trace(
    unit: int,
    begin: int,
    count: int,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    how: _How,
    room: _Room,
) -> None:
    """When each step was made in the window, and by which row."""
    out, match = room.out, room.match
    began = int(time[room.hits[begin]])
    match.many[:] = 0
    match.served[:] = NOBODY
    done, at = 0, begin
    while at < count and time[room.hits[at]] - began <= ways.within:
        row = int(room.hits[at])
        bits = int(table[index[row]])
        for step in range(ways.steps):
            if bits >> step & 1:
                if how.shared:
                    put_last(step, at, match)
                elif out.row[unit, step] == -1:
                    out.at[unit, step], out.row[unit, step] = time[row], row
        while how.shared and done < ways.steps and serve(done, at, match):
            out.at[unit, done] = time[row]
            out.row[unit, done] = room.hits[match.served[done]]
            done += 1
        at += 1
    if how.together:
        _one_after_another(unit, began, ways, out)


@part
def _one_after_another(unit: int, began: int, ways: Ways, out: Unordered) -> None:
    """The instants at which all steps so far had been made; what is not made stays out."""
    latest = int(out.at[unit, 0])
    for step in range(1, ways.steps):
        latest = max(latest, int(out.at[unit, step]))
        out.at[unit, step] = latest
        if latest == FOREVER:
            out.row[unit, step] = -1
    out.at[unit, 0] = began
