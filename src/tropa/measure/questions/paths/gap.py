"""Who dropped out between two steps: the gap of a funnel that paths go around.

The two steps are a funnel's: every row of the first in the period begins an attempt, the second
must come no later than the window after the latest of them, up to the moment of the answer. At
one instant the first step goes before the second, and a row is never both steps of one attempt.
Whoever's latest attempt may still succeed has not dropped out yet.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import compiled
from tropa.measure.questions.hits import Flags, hits_of
from tropa.measure.questions.paths.asked import Asked
from tropa.measure.questions.track import Track

Int64: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

_FIRST, _SECOND = 1, 2


def dropped(asked: Asked, track: Track) -> Bools:
    """Units that made the first step, and will not have made the second in time.

    Args:
        asked: `start` is the first step, `instead_of` the second.
        track: the units.
    """
    steps = [one.items for one in (asked.start, asked.instead_of) if one is not None]
    hits = hits_of(steps, track, asked.scope, asked.scope.rows(track))
    latest = np.full(track.units, BEFORE, np.int64)
    made = np.zeros(track.units, np.bool_)
    scope = asked.scope
    # At one instant rows of the first step go first.
    order = np.lexsort((hits.bits & _FIRST == 0, hits.time, hits.unit))
    found = hits.chosen(order)
    _attempts(
        found.unit, found.time, found.bits, scope.since, scope.until, asked.within, latest, made
    )
    gone = (latest != BEFORE) & ~made
    if asked.within != FOREVER:
        gone &= latest <= scope.as_of - asked.within
    return gone


@compiled
def _attempts(
    unit: Int64,
    time: Int64,
    bits: Flags,
    since: int,
    until: int,
    within: int,
    latest: Int64,
    made: Bools,
) -> None:
    for at in range(len(unit)):
        one, t = unit[at], time[at]
        if bits[at] & _SECOND and latest[one] != BEFORE and t - latest[one] <= within:
            made[one] = True
        elif bits[at] & _FIRST and since <= t < until:
            latest[one] = t
