"""How soon after each row its unit's next row of another item came."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled, part
from tropa.measure.questions.hits import Hits

Int64 = NDArray[np.int64]

OF, THEN = 0, 1
_NONE: Final = -1


def gaps_of(hits: Hits) -> Int64:
    """For each hit µs to the unit's next row of the second set, FOREVER where none came.

    Another row of the same instant is next, whichever stands first; a row is never its own.
    """
    gap = np.full(len(hits.row), FOREVER, np.int64)
    _fill(hits.unit, hits.time, hits.bits, gap)
    return gap


@compiled
def _fill(unit: Int64, time: Int64, bits: NDArray[np.uint8], gap: Int64) -> None:
    # Backwards, instant by instant; `later` is the nearest one after the instant.
    end, later = len(unit), _NONE
    while end > 0:
        begin = end - 1
        while (
            begin > 0 and unit[begin - 1] == unit[end - 1] and time[begin - 1] == time[end - 1]
        ):
            begin -= 1
        if end < len(unit) and unit[end] != unit[end - 1]:
            later = _NONE
        if _instant(begin, end, later, time, bits, gap):
            later = begin
        end = begin


@part
def _instant(
    begin: int, end: int, later: int, time: Int64, bits: NDArray[np.uint8], gap: Int64
) -> bool:
    """Fill in the rows of one instant; whether any of them is of the second set."""
    here = 0
    for row in range(begin, end):
        here += int(bits[row] >> THEN & 1)
    for row in range(begin, end):
        if here > int(bits[row] >> THEN & 1):
            gap[row] = 0
        elif later != _NONE:
            gap[row] = time[later] - time[row]
    return here > 0
