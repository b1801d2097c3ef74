"""New customers by what met them first: the touchpoint of the first touch before a first order.

A customer is new in the period their first order falls into, the first of the person, whatever
the journey (`tropa.measure.acquisition`). What met them is the first touch of that journey that
counts and is not older than `within` before the payment; a customer without one was met by
nobody. Every new customer stands in one row, so the rows make all of them.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Duration
from tropa.measure.attribution.wins import WITHIN
from tropa.measure.fold import Asked, in_period
from tropa.measure.payments import first_payments
from tropa.measure.touched import firsts, touched
from tropa.place.standing import Standing

Int64 = NDArray[np.int64]

_PERSON, _AT, _POINT = range(3)
_WIDTH = 3
_NOBODY = -1


class Newcomers:
    """A row a journey with a payment: person, instant, touchpoint of the first touch."""

    def __init__(self, within: Duration = WITHIN) -> None:
        self.within = within

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros((0, _WIDTH), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        placed, found = standing.placed, touched(standing)
        points = placed.edition.map.touchpoints
        own = [_NOBODY, *(asked.map.touchpoint_index(one.id) for one in points)]
        number = np.asarray(own, np.int64)[found.point]
        paid = first_payments(standing, asked)
        before = paid[found.journey] - found.at
        kept = found.counts & (number != _NOBODY) & (before > 0) & (before <= self.within)
        kept &= paid[found.journey] != FOREVER
        first = firsts(found.journey[kept], number[kept], len(paid), _NOBODY)
        bought = np.flatnonzero(standing.valid & (paid != FOREVER))
        person = placed.person[placed.unit[standing.journey[bought]]]
        return self.merge(state, np.stack([person, paid[bought], first[bought]], axis=1))

    def merge(self, left: Int64, right: Int64) -> Int64:
        return np.concatenate([left, right])

    def finish(self, state: Int64, asked: Asked) -> Mapping[str | None, int]:
        """New customers by touchpoint; None for those nobody met."""
        rows = state[np.lexsort((state[:, _POINT], state[:, _AT], state[:, _PERSON]))]
        new = np.ones(len(rows), np.bool_)
        new[1:] = rows[1:, _PERSON] != rows[:-1, _PERSON]
        met = rows[new & in_period(rows[:, _AT], asked), _POINT]
        names = [one.id for one in asked.map.touchpoints]
        counts = np.bincount(met + 1, minlength=len(names) + 1).tolist()
        return {name: n for name, n in zip([None, *names], counts, strict=True) if n}
