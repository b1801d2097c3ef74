"""The common funnel: one window, nothing strict; only when chains began matters."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE
from tropa.compiled import compiled, part
from tropa.measure.questions.funnel.ways import Bits, Index, Int64, Ways, hits_of, lowest


@compiled
def plain(
    offsets: Int64,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    hits: Int64,
    depth: NDArray[np.uint8],
    latest: Int64,
) -> None:
    """Fill in the depth of each unit, and when its latest attempt began."""
    began = np.empty(ways.steps, np.int64)
    for unit in range(len(offsets) - 1):
        count = hits_of(offsets[unit], offsets[unit + 1], index, table, hits)
        began[:] = BEFORE
        deep, here = 0, 0
        while here < count and deep < ways.steps:
            first = hits[here]
            t = int(time[first])
            if t > ways.as_of:
                break
            end = here + 1
            while end < count and time[hits[end]] == t:
                end += 1
            if end == here + 1:
                deep = max(deep, _one_row(int(table[index[first]]), t, ways, began))
            else:
                deep = max(deep, _one_instant(hits, here, end, t, index, table, ways, began))
            here = end
        depth[unit], latest[unit] = deep, began[0]


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
