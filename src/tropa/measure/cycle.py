"""The sales cycle: from the first talk to the first payment.

    cycle          first_payment_at − lead_at          over wins first paid in the period
    whole way      first_payment_at − first_touch_at   over the same
    opportunity    won_at − when the «qualified» stage was reached, over the same

The first payment is the first one of at least `money.least`; a map without payments takes the
instant of the sale. A lead younger than its payment counts as nought. The median is the figure
to quote: the mean follows the slowest few.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER
from tropa.measure.contacts import first_touches
from tropa.measure.fold import Asked
from tropa.measure.payments import purchases
from tropa.place.standing import LEAD_AT, WON_AT, Standing

Int64 = NDArray[np.int64]

CYCLE, WHOLE, OPPORTUNITY = range(3)
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class CycleAnswer:
    """Days; None when nobody has paid yet."""

    median_days: float | None
    mean_days: float | None
    q1_days: float | None
    q3_days: float | None
    full_median_days: float | None
    """From the very first touch."""
    opportunity_median_days: float | None
    """From the qualified stage to the sale; None where the map names no such stage."""
    n: int

    @property
    def median(self) -> float | None:
        """The median in µs."""
        return None if self.median_days is None else self.median_days * DAY


class Cycle:
    """Lengths of cycles; the state is the lengths themselves, in three columns."""

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros((0, 3), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        paid, bought = purchases(standing, asked)
        paid, lead = paid[bought], standing.column(LEAD_AT)[bought]
        lead = np.minimum(lead, paid)
        columns = [
            paid - lead,
            paid - np.minimum(first_touches(standing)[bought], lead),
            _since_qualified(standing, asked)[bought],
        ]
        return self.merge(state, np.stack(columns, axis=1))

    def merge(self, left: Int64, right: Int64) -> Int64:
        return np.concatenate([left, right])

    def finish(self, state: Int64, asked: Asked) -> CycleAnswer:
        _ = asked
        if not len(state):
            return CycleAnswer(None, None, None, None, None, None, 0)
        known = state[state[:, OPPORTUNITY] != _UNKNOWN, OPPORTUNITY]
        q1, median, q3 = _quantiles(state[:, CYCLE], (0.25, 0.5, 0.75))
        return CycleAnswer(
            median_days=median,
            mean_days=_mean(state[:, CYCLE]),
            q1_days=q1,
            q3_days=q3,
            full_median_days=_quantiles(state[:, WHOLE], (0.5,))[0],
            opportunity_median_days=_quantiles(known, (0.5,))[0] if len(known) else None,
            n=len(state),
        )


def _since_qualified(standing: Standing, asked: Asked) -> Int64:
    stage, won = asked.map.stage_index(asked.map.qualified), standing.column(WON_AT)
    if stage < 0:
        return np.full(len(won), _UNKNOWN, np.int64)
    since = standing.reached_at[:, stage]
    known = (since != FOREVER) & (since <= won)
    return np.where(known, won - np.where(known, since, 0), _UNKNOWN)


def _quantiles(lengths: Int64, shares: Iterable[float]) -> list[float]:
    return [float(value) for value in np.quantile(lengths / DAY, list(shares))]


def _mean(lengths: Int64) -> float:
    """Exact whatever the order, and past what 63 bits hold."""
    days, rest = int((lengths // DAY).sum()), int((lengths % DAY).sum())
    return (days * DAY + rest) / (len(lengths) * DAY)
