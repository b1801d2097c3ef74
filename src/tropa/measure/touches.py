"""Touches before purchase: how many contacts it took, of this firm's own people.

A touch is a contact after collapsing; a shown advertisement is kept apart and not counted. For
each win first paid in the period, its touches before the first payment. Told with median,
quartiles, and the shares under 5, from 5 to 40 and over 40, which is where opinions of the
trade lie; no number here is a law.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.measure.contacts import touches_before
from tropa.measure.fold import Asked
from tropa.measure.payments import purchases
from tropa.place.standing import Standing
from tropa.place.touch import BUYER, COUNTED

Int64 = NDArray[np.int64]

# The band people of the trade quarrel about.
BAND: Final = (5, 40)
_MOST: Final = 1_024


@dataclass(frozen=True, slots=True)
class TouchesAnswer:
    """Of `n` purchases."""

    median: float | None
    q1: float | None
    q3: float | None
    by_buyer_median: float | None
    under: int
    within: int
    over: int
    n: int
    histogram: tuple[int, ...]
    """Purchases by number of touches; the last counts all beyond."""


class Touches:
    """Touches before purchase; the state is two histograms."""

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros((2, _MOST), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        paid, bought = purchases(standing, asked)
        rows = np.flatnonzero(bought)
        counted = touches_before(standing, paid[rows], COUNTED, rows)
        buyers = touches_before(standing, paid[rows], COUNTED | BUYER, rows)
        return state + np.stack([_histogram(counted), _histogram(buyers)])

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> TouchesAnswer:
        _ = asked
        every = np.repeat(np.arange(_MOST), state[0])
        if not len(every):
            return TouchesAnswer(None, None, None, None, 0, 0, 0, 0, ())
        q1, median, q3 = (float(value) for value in np.quantile(every, (0.25, 0.5, 0.75)))
        least, most = BAND
        return TouchesAnswer(
            median,
            q1,
            q3,
            float(np.median(np.repeat(np.arange(_MOST), state[1]))),
            int((every < least).sum()),
            int(((every >= least) & (every <= most)).sum()),
            int((every > most).sum()),
            len(every),
            tuple(int(count) for count in state[0, : int(every.max()) + 1]),
        )


def _histogram(counts: Int64) -> Int64:
    return np.bincount(np.minimum(counts, _MOST - 1), minlength=_MOST)
