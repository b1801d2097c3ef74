"""How deep each unit gets through ordered steps: which kernel answers.

Every event of the first step begins an attempt; the deepest attempt counts. For each step the
latest chain that ends at it is kept: when it began, when it ended. Nothing earlier can go
further, for both instants only grow, so one pass over the rows is exact, whatever the windows:

    a row of step k extends the chain that ends at k-1 when it is no later than W after the
    chain began and no later than the step's own window after the chain's last row; both ends
    are in time.

At one instant steps are taken in their order, whatever the order of rows. A row serves one
step of a chain, the deepest it can; or, where asked, every step it fits. Rows of no step are
passed over. With `convention: windowfunnel` the strict ways are those of ClickHouse's
`windowFunnel`, which agrees on generated trails:

    strict_order            `order: strict`: a foreign row, or a step out of turn, ends it all
    allow_reentry           `reentry`: with it, a step out of turn is passed over
    strict_deduplication    `repeats: end`: a step met again, the first aside, ends it all
    strict_increase         `same_time: apart`: a step must be later than the latest row of the
                            step before, though an earlier one would do
    (default)               `one_event: many_steps`

Otherwise what breaks an attempt ends that attempt alone (`attempts.py`).
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.measure.questions.funnel.attempts import Attempts, attempts
from tropa.measure.questions.funnel.plain import plain
from tropa.measure.questions.funnel.walk import Room, walk
from tropa.measure.questions.funnel.ways import STEPS_AT_MOST, Bools, Int64, Ways
from tropa.trail import fixed

NOTHING: Final = np.zeros(0, np.bool_)
_UNKNOWN: Final = np.zeros(0, np.int64)


class Depths(NamedTuple):
    """What the kernel tells of each unit."""

    depth: NDArray[np.uint8]
    """n; the steps of the deepest attempt, 0 for none."""
    open_until: Int64
    """n; up to when some attempt may go on, BEFORE where none waits for a window's end."""
    at: Int64
    """n × steps; instants of the first attempt that got so deep. Empty unless asked."""
    row: Int64
    """n × steps; its rows. Empty unless asked."""
    cut: Bools
    """n; units with more attempts than are looked at. Empty where none can have."""
    first: Int64
    """n; when the first attempt began, FOREVER where none. Empty where it is not known."""


def deepest(
    offsets: Int64,
    time: Int64,
    index: NDArray[np.unsignedinteger],
    table: NDArray[np.uint64],
    ways: Ways,
    *,
    trace: bool,
    barred: Bools = NOTHING,
) -> Depths:
    """How deep each unit gets.

    Args:
        offsets: n + 1, where each unit's rows lie.
        time: m instants, rising within a unit.
        index: m numbers into `table`.
        table: the steps a row is of, as bits.
        ways: windows and modes.
        trace: whether instants and rows of the attempt are wanted.
        barred: m; rows that begin no attempt, none when empty.
    """
    if ways.by_attempt and (ways.strict_order or ways.repeats_end):
        return _one_by_one(attempts(offsets, time, index, table, ways, trace=trace))
    units = len(offsets) - 1
    depth, found = np.zeros(units, np.uint8), np.full(units, BEFORE, np.int64)
    size = (units, ways.steps) if trace else (0, ways.steps)
    at, row = np.full(size, FOREVER, np.int64), np.full(size, -1, np.int64)
    longest = int(np.diff(offsets).max()) if units else 0
    hits = np.empty(longest + 1, np.int64)
    offsets, time, index = fixed(offsets), fixed(time), fixed(index)
    # No kernel has use for the sign.
    bits, steps = table.astype(np.int64), ways.steps
    first = _UNKNOWN
    if is_plain(ways) and not trace and not len(barred):
        first, began = np.empty(units, np.int64), np.empty(steps + 1, np.int64)
        plain(offsets, time, index, bits, ways, hits, began, depth, found, first)
        # Of a finished unit the latest attempt is not known, and nobody asks.
        waits = (found != BEFORE) & (ways.within != FOREVER) & (depth < steps)
        found = np.where(waits, found + (ways.within if ways.within != FOREVER else 0), BEFORE)
    else:
        room = Room(
            hits,
            np.empty((steps, 2), np.int64),
            np.empty((steps, steps), np.int64),
            np.empty((steps, steps), np.int64),
            np.zeros(2, np.int64),
            depth,
            found,
            at,
            row,
        )
        walk(offsets, time, index, bits, ways, barred, room)
    return Depths(depth, found, at, row, NOTHING, first)


def _one_by_one(found: Attempts) -> Depths:
    return Depths(found.depth, found.open_until, found.at, found.row, found.cut, _UNKNOWN)


def is_plain(ways: Ways) -> bool:
    """Whether one window is all there is."""
    strict = ways.strict_order or ways.repeats_end or ways.apart
    return not strict and bool((ways.step_within == FOREVER).all())


__all__ = ["NOTHING", "STEPS_AT_MOST", "Depths", "deepest", "is_plain"]
