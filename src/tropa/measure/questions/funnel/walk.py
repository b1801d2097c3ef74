"""The full walk: every way rows may be joined, with the instants and rows of the attempt."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE
from tropa.compiled import compiled, part
from tropa.measure.questions.funnel.ways import Bits, Index, Int64, Ways, hits_of, lowest

# A chain's columns: when it began, when its last row was.
_BEGAN, _ENDED = 0, 1
_PASSED, _JOINED, _ENDS = 0, 1, 2
_DEPTH, _GOES_ON = 0, 1


@part
def _every(low: int, high: int, hits: Int64) -> int:
    """All rows, where a foreign one counts too."""
    for at in range(low, high):
        hits[at - low] = at
    return high - low


class _Path(NamedTuple):
    """For each step the chain that ends at it, its instants and rows; then the deepest."""

    chain: Int64
    at: Int64
    row: Int64
    deepest: Int64
    """Its depth; whether the walk goes on."""
    deepest_at: Int64
    deepest_row: Int64


@compiled
def walk(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    hits: Int64,
    depth: NDArray[np.uint8],
    latest: Int64,
    at: Int64,
    row: Int64,
) -> None:
    """Every way there is, with the attempt's own instants and rows where they are wanted."""
    steps = ways.steps
    path = _Path(
        np.empty((steps, 2), np.int64),
        np.empty((steps, steps), np.int64),
        np.empty((steps, steps), np.int64),
        np.zeros(2, np.int64),
        np.empty(steps, np.int64),
        np.empty(steps, np.int64),
    )
    for unit in range(len(offsets) - 1):
        if ways.strict_order:
            count = _every(offsets[unit], offsets[unit + 1], hits)
        else:
            count = hits_of(offsets[unit], offsets[unit + 1], index, table, hits)
        path.chain[:] = BEFORE
        path.deepest[_DEPTH], path.deepest[_GOES_ON] = 0, 1
        _through(hits[:count], time, index, table, ways, path)
        deep = path.deepest[_DEPTH]
        depth[unit], latest[unit] = deep, path.chain[0, _BEGAN]
        if len(at):
            at[unit, :deep] = path.deepest_at[:deep]
            row[unit, :deep] = path.deepest_row[:deep]


@part
def _through(
    hits: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    path: _Path,
) -> None:
    """One unit's rows, instant by instant."""
    here = 0
    while here < len(hits) and path.deepest[_DEPTH] < ways.steps and path.deepest[_GOES_ON]:
        t = int(time[hits[here]])
        if t > ways.as_of:
            break
        end = here + 1
        while end < len(hits) and time[hits[end]] == t:
            end += 1
        if ways.strict_order and _foreign(hits, here, end, index, table):
            # What is of no step stands first among rows of one instant.
            path.deepest[_GOES_ON] = int(path.chain[0, _BEGAN] == BEFORE)
        for low in range(ways.steps):
            for one in range(here, end):
                bits = int(table[index[hits[one]]])
                if _turn(bits, low, ways):
                    _serve(bits, low, t, int(hits[one]), ways, path)
        here = end


@part
def _serve(bits: int, low: int, t: int, row: int, ways: Ways, path: _Path) -> None:
    """What a row does: for one step, or, the deepest first, for every one it is of."""
    first = low if ways.many_steps else ways.steps - 1
    last = low if ways.many_steps else 0
    for step in range(first, last - 1, -1):
        wanted = bits >> step & 1 != 0
        if not wanted or not path.deepest[_GOES_ON]:
            continue
        said = _take(step, t, ways, path.chain)
        if said == _ENDS:
            path.deepest[_GOES_ON] = 0
        elif said == _JOINED:
            _keep(step, t, row, path)


@part
def _turn(bits: int, low: int, ways: Ways) -> bool:
    if ways.many_steps:
        return bits >> low & 1 != 0
    return lowest(bits, ways.steps) == low


@part
def _foreign(hits: Int64, here: int, end: int, index: Index, table: Bits) -> bool:
    found = False
    for one in range(here, end):
        found |= table[index[hits[one]]] == 0
    return found


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
def _keep(step: int, t: int, row: int, path: _Path) -> None:
    """The chain that now ends at this step; and the deepest one, when first it is."""
    for one in range(step):
        path.at[step, one] = path.at[step - 1, one]
        path.row[step, one] = path.row[step - 1, one]
    path.at[step, step], path.row[step, step] = t, row
    if step + 1 > path.deepest[_DEPTH]:
        path.deepest[_DEPTH] = step + 1
        path.deepest_at[: step + 1] = path.at[step, : step + 1]
        path.deepest_row[: step + 1] = path.row[step, : step + 1]
