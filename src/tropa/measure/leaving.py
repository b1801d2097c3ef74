"""Visits that ended in certain ways, picked out of all before they are looked at one by one.

How a visit ends is hard to foresee: picking asks nothing of the machine it could guess wrong,
and what comes after it walks over those visits alone.
"""

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.place.standing import Standing

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

_KINDS = 32


def left_by(standing: Standing, own: Bools, ways: tuple[int, ...]) -> Int64:
    """The visits of some journeys that ended in one of these ways, in their order.

    Args:
        standing: where everybody stands.
        own: row by row, whether a journey's visits are looked at.
        ways: kinds of moves that end a visit.
    """
    ends = np.zeros(_KINDS, np.bool_)
    ends[list(ways)] = True
    picked = np.empty(len(standing.visit_journey), np.int64)
    return picked[: _pick(own, standing.visit_journey, standing.visit_exit, ends, picked)]


@compiled
def _pick(
    own: Bools, journey: Int64, exits: NDArray[np.uint8], ends: Bools, picked: Int64
) -> int:
    count = 0
    for visit in range(len(journey)):
        picked[count] = visit
        count += int(own[journey[visit]] & ends[exits[visit]])
    return count
