"""What becomes of every attempt: how deep it gets, or that an exclusion voids it.

With one window and nothing strict all attempts of a unit are followed at once. Of two attempts
in time the earlier one is never less deep, for whatever rows the later one goes on by, it can
go on by too; so those that stand at one step lie together in the order they began, and a row of
the next step moves them all. An attempt is moved at most once a step: the work grows with the
rows alone. Attempts whose window has closed are found at the head of the line and left where
they stand.

Other ways are followed attempt by attempt (`attempts.py`, `among.py`), as far as there is room
for looks.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.funnel.among import among
from tropa.measure.questions.funnel.attempts import attempts
from tropa.measure.questions.funnel.order import NO_ATTEMPT
from tropa.measure.questions.funnel.ways import (
    EXCLUDED,
    Bits,
    Bools,
    Index,
    Int64,
    Ways,
    hits_of,
    instant_end,
    lent,
    lowest,
    seen_at,
)
from tropa.trail import fixed

_NOBODY = -1


class Fates(NamedTuple):
    """What became of attempts."""

    fate: NDArray[np.uint8]
    """m; the depth of the attempt a row begins, 0 where it is void; else NO_ATTEMPT."""
    cut: Bools
    """n; units with attempts that were left out (as if void). Empty where none are."""


class _Lines(NamedTuple):
    """The attempts of a unit that stand at each step, in the order they began."""

    hits: Int64
    row: Int64
    """The row each attempt begins with; attempts are numbered as they begin."""
    began: Int64
    behind: Int64
    """The next attempt in line."""
    head: Int64
    """steps + 1, by depth."""
    tail: Int64
    last: Int64
    """x; for each exclusion the last attempt that stood between its steps."""
    begun: Int64
    """How many attempts there are."""
    fate: NDArray[np.uint8]


def fates(
    offsets: Int64,
    time: Int64,
    index: NDArray[np.unsignedinteger],
    table: NDArray[np.uint64],
    ways: Ways,
    between: Int64,
) -> Fates:
    """The fate of every attempt.

    Args:
        offsets: n + 1, where each unit's rows lie.
        time: m instants, rising within a unit.
        index: m numbers into `table`.
        table: the steps a row is of as bits; exclusions from the bit EXCLUDED on.
        ways: windows and modes.
        between: x × 2; from which depth on and before which each exclusion counts.
    """
    if ways.strict_order or ways.repeats_end:
        found = attempts(offsets, time, index, table, ways, fates=True)
        return Fates(found.fate, found.cut)
    if ways.apart or not bool((ways.step_within == FOREVER).all()):
        return Fates(*among(offsets, time, index, table, ways, between))
    longest = int(np.diff(offsets).max()) if len(offsets) > 1 else 0
    lines = _Lines(
        np.empty(longest + 1, np.int64),
        np.empty(longest, np.int64),
        np.empty(longest, np.int64),
        np.empty(longest, np.int64),
        np.empty(ways.steps + 1, np.int64),
        np.empty(ways.steps + 1, np.int64),
        np.empty(len(between), np.int64),
        np.zeros(1, np.int64),
        np.full(len(time), NO_ATTEMPT, np.uint8),
    )
    _follow(
        fixed(offsets), fixed(time), fixed(index), table.astype(np.int64), ways, between, lines
    )
    return Fates(lines.fate, np.zeros(0, np.bool_))


@compiled
def _follow(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    between: Int64,
    lines: _Lines,
) -> None:
    ways, lines, between = lent(ways), _lent(lines), borrowed(between)
    time, index, table = borrowed(time), borrowed(index), borrowed(table)
    for unit in range(len(offsets) - 1):
        count = hits_of(offsets[unit], offsets[unit + 1], index, table, lines.hits)
        lines.head[:] = _NOBODY
        lines.tail[:] = _NOBODY
        lines.begun[0] = 0
        here = 0
        while here < count:
            t = int(time[lines.hits[here]])
            if t > ways.as_of:
                break
            end = instant_end(time, lines.hits, here, count)
            seen = seen_at(here, end, index, table, lines.hits)
            _note(seen, between, lines)
            if ways.many_steps:
                _all_at_once(here, end, t, seen, index, table, ways, lines)
            elif end == here + 1:
                _serve(int(lines.hits[here]), seen, t, ways, lines)
            else:
                _row_by_row(here, end, t, index, table, ways, lines)
            _void(t, between, ways, lines)
            here = end
        for depth in range(1, ways.steps):
            _settle(depth, depth, lines)


@part
def _lent(lines: _Lines) -> _Lines:
    return _Lines(
        borrowed(lines.hits),
        borrowed(lines.row),
        borrowed(lines.began),
        borrowed(lines.behind),
        borrowed(lines.head),
        borrowed(lines.tail),
        borrowed(lines.last),
        borrowed(lines.begun),
        borrowed(lines.fate),
    )


@part
def _note(seen: int, between: Int64, lines: _Lines) -> None:
    """Who stands between the steps of an exclusion before the instant it comes."""
    for which in range(len(between)):
        lines.last[which] = _NOBODY
        if seen >> (EXCLUDED + which) & 1:
            for depth in range(between[which, 0], between[which, 1]):
                lines.last[which] = max(lines.last[which], lines.tail[depth])


@part
def _all_at_once(
    here: int,
    end: int,
    t: int,
    seen: int,
    index: Index,
    table: Bits,
    ways: Ways,
    lines: _Lines,
) -> None:
    """The rows of one instant step by step: each serves every step it is of."""
    for one in range(here, end):
        row = int(lines.hits[one])
        if table[index[row]] & 1:
            _begin(row, t, ways, lines)
    for step in range(1, ways.steps):
        if seen >> step & 1:
            _move(step, t, ways, lines)


@part
def _row_by_row(
    here: int, end: int, t: int, index: Index, table: Bits, ways: Ways, lines: _Lines
) -> None:
    """The rows of one instant, in the order of the first step each is of."""
    for low in range(ways.steps):
        for one in range(here, end):
            row = int(lines.hits[one])
            bits = int(table[index[row]])
            if lowest(bits, ways.steps) == low:
                _serve(row, bits, t, ways, lines)


@part
def _serve(row: int, bits: int, t: int, ways: Ways, lines: _Lines) -> None:
    """The deepest step first: a row serves one of an attempt."""
    for step in range(ways.steps - 1, 0, -1):
        if bits >> step & 1:
            _move(step, t, ways, lines)
    if bits & 1:
        _begin(row, t, ways, lines)


@part
def _begin(row: int, t: int, ways: Ways, lines: _Lines) -> None:
    if not ways.since <= t < ways.until:
        return
    new = lines.begun[0]
    lines.begun[0] = new + 1
    lines.row[new], lines.began[new], lines.behind[new] = row, t, _NOBODY
    _join(new, new, 1, lines)


@part
def _join(first: int, last: int, depth: int, lines: _Lines) -> None:
    """Put attempts that stand in line behind those of a depth."""
    if lines.head[depth] == _NOBODY:
        lines.head[depth] = first
    else:
        lines.behind[lines.tail[depth]] = first
    lines.tail[depth] = last


@part
def _move(step: int, t: int, ways: Ways, lines: _Lines) -> None:
    """Everybody in time who waits for this step has made it."""
    _close(step, t, ways, lines)
    first, last = int(lines.head[step]), int(lines.tail[step])
    if first == _NOBODY:
        return
    if step + 1 == ways.steps:
        _settle(step, ways.steps, lines)
        return
    lines.head[step] = lines.tail[step] = _NOBODY
    _join(first, last, step + 1, lines)


@part
def _close(depth: int, t: int, ways: Ways, lines: _Lines) -> None:
    """Those whose window has closed stay at their depth."""
    while lines.head[depth] != _NOBODY and t - lines.began[lines.head[depth]] > ways.within:
        _leave(depth, depth, lines)


@part
def _leave(depth: int, fate: int, lines: _Lines) -> None:
    """The first in line gets its fate."""
    first = lines.head[depth]
    lines.fate[lines.row[first]] = fate
    lines.head[depth] = lines.behind[first]
    if lines.head[depth] == _NOBODY:
        lines.tail[depth] = _NOBODY


@part
def _settle(depth: int, fate: int, lines: _Lines) -> None:
    while lines.head[depth] != _NOBODY:
        _leave(depth, fate, lines)


@part
def _void(t: int, between: Int64, ways: Ways, lines: _Lines) -> None:
    """Who stood between the steps before the instant and does so after it is void."""
    for which in range(len(between)):
        for depth in range(between[which, 0], between[which, 1]):
            _close(depth, t, ways, lines)
            while lines.head[depth] != _NOBODY and lines.head[depth] <= lines.last[which]:
                _leave(depth, 0, lines)
