"""How deep each unit gets through ordered steps: the kernel of funnels.

Every event of the first step begins an attempt; the deepest attempt counts. For each step the
latest chain that ends at it is kept: when it began, when it ended. Nothing earlier can go
further, for both instants only grow, so one pass over the rows is exact, whatever the windows:

    a row of step k extends the chain that ends at k-1 when it is no later than W after the
    chain began and no later than the step's own window after the chain's last row; both ends
    are in time.

At one instant steps are taken in their order, whatever the order of rows. A row serves one
step of a chain, the deepest it can; or, where asked, every step it fits. Rows of no step are
passed over; the strict ways look at them too. These are the modes of ClickHouse's
`windowFunnel`, which agrees on generated trails:

    strict_order            `order: strict`: a foreign row, or a step out of turn, ends it
    allow_reentry           `reentry`: with it, a step out of turn is passed over
    strict_deduplication    `repeats: end`: a step met again, the first aside, ends it
    strict_increase         `same_time: apart`: a step must be later than the step before
    (default)               `one_event: many_steps`
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.measure.questions.funnel.plain import plain
from tropa.measure.questions.funnel.walk import walk
from tropa.measure.questions.funnel.ways import Ways

Int64 = NDArray[np.int64]

STEPS_AT_MOST: Final = 32


class Depths(NamedTuple):
    """What the kernel tells of each unit."""

    depth: NDArray[np.uint8]
    """n; the steps of the deepest attempt, 0 for none."""
    latest: Int64
    """n; when the latest attempt began, BEFORE for none."""
    at: Int64
    """n × steps; instants of the first attempt that got so deep. Empty unless asked."""
    row: Int64
    """n × steps; its rows. Empty unless asked."""


def deepest(
    offsets: Int64,
    time: Int64,
    index: NDArray[np.unsignedinteger],
    table: NDArray[np.uint64],
    ways: Ways,
    *,
    trace: bool,
) -> Depths:
    """How deep each unit gets.

    Args:
        offsets: n + 1, where each unit's rows lie.
        time: m instants, rising within a unit.
        index: m numbers into `table`.
        table: the steps a row is of, as bits.
        ways: windows and modes.
        trace: whether instants and rows of the attempt are wanted.
    """
    units = len(offsets) - 1
    depth, latest = np.zeros(units, np.uint8), np.full(units, BEFORE, np.int64)
    size = (units, ways.steps) if trace else (0, ways.steps)
    at, row = np.full(size, FOREVER, np.int64), np.full(size, -1, np.int64)
    longest = int(np.diff(offsets).max()) if units else 0
    hits = np.empty(longest + 1, np.int64)
    # No kernel has use for the sign.
    bits = table.astype(np.int64)
    if _is_plain(ways) and not trace:
        plain(offsets, time, index, bits, ways, hits, depth, latest)
    else:
        walk(offsets, time, index, bits, ways, hits, depth, latest, at, row)
    return Depths(depth, latest, at, row)


def _is_plain(ways: Ways) -> bool:
    strict = ways.strict_order or ways.repeats_end or ways.apart
    return not strict and bool((ways.step_within == FOREVER).all())
