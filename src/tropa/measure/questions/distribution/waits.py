"""How long it took each unit from one item to the next other one."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.measure.questions.hits import Hits

Int64 = NDArray[np.int64]

FROM, TO = 0, 1
_NONE: Final = -1


class Waits(NamedTuple):
    """Beginnings, and how long each waited."""

    hit: Int64
    """Which of the hits began it."""
    took: Int64
    """µs; less than nothing where the other never came."""


def waits_of(hits: Hits, since: int, until: int, *, every: bool) -> Waits:
    """The waits of a track.

    A wait begins with a unit's first row of the first set in the period, ends with its next row
    of the second set; with `every`, another one begins after that. One row may end a wait and
    begin the next.
    """
    size = int(np.count_nonzero(hits.bits & np.uint8(1 << FROM)))
    found = Waits(np.empty(size, np.int64), np.empty(size, np.int64))
    inside = hits.between(since, until)
    many = _wait(hits.unit, hits.time, hits.bits, inside, every, found.hit, found.took)
    return Waits(found.hit[:many], found.took[:many])


@compiled
def _wait(
    unit: Int64,
    time: Int64,
    bits: NDArray[np.uint8],
    inside: NDArray[np.bool_],
    every: bool,  # noqa: FBT001 - compiled functions are called by place
    hit: Int64,
    took: Int64,
) -> int:
    many, waiting, done = 0, _NONE, False
    for row in range(len(unit)):
        if row == 0 or unit[row] != unit[row - 1]:
            waiting, done = _NONE, False
        if waiting != _NONE and bits[row] >> TO & 1:
            took[waiting] = time[row] - time[hit[waiting]]
            waiting, done = _NONE, not every
        if waiting == _NONE and not done and inside[row] and bits[row] >> FROM & 1:
            hit[many], took[many] = row, _NONE
            waiting = many
            many += 1
    return many
