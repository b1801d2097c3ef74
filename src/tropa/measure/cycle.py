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
    """Lengths of cycles; the state is the lengths themselves, in the pieces they came in."""

    def start(self, asked: Asked) -> tuple[Int64, ...]:
        _ = asked
        return ()

    def add(
        self, state: tuple[Int64, ...], standing: Standing, asked: Asked
    ) -> tuple[Int64, ...]:
        paid, bought = purchases(standing, asked)
        rows = np.flatnonzero(bought)
        paid = paid[rows]
        lead = np.minimum(standing.column(LEAD_AT)[rows], paid)
        columns = [
            paid - lead,
            paid - np.minimum(first_touches(standing, rows), lead),
            _since_qualified(standing, asked, rows),
        ]
        return (*state, np.stack(columns))

    def merge(self, left: tuple[Int64, ...], right: tuple[Int64, ...]) -> tuple[Int64, ...]:
        return left + right

    def finish(self, state: tuple[Int64, ...], asked: Asked) -> CycleAnswer:
        _ = asked
        cycle, whole, since = np.concatenate([np.zeros((3, 0), np.int64), *state], axis=1)
        if not len(cycle):
            return CycleAnswer(None, None, None, None, None, None, 0)
        known = since[since != _UNKNOWN]
        q1, median, q3 = _quantiles(cycle, (0.25, 0.5, 0.75))
        return CycleAnswer(
            median_days=median,
            mean_days=_mean(cycle),
            q1_days=q1,
            q3_days=q3,
            full_median_days=_quantiles(whole, (0.5,))[0],
            opportunity_median_days=_quantiles(known, (0.5,))[0] if len(known) else None,
            n=len(cycle),
        )


def _since_qualified(standing: Standing, asked: Asked, rows: Int64) -> Int64:
    stage, won = asked.map.stage_index(asked.map.qualified), standing.column(WON_AT)[rows]
    if stage < 0:
        return np.full(len(won), _UNKNOWN, np.int64)
    since = standing.reached_at[rows, stage]
    known = (since != FOREVER) & (since <= won)
    return np.where(known, won - np.where(known, since, 0), _UNKNOWN)


def _quantiles(lengths: Int64, shares: Iterable[float]) -> list[float]:
    return [float(value) for value in np.quantile(lengths / DAY, list(shares))]


def _mean(lengths: Int64) -> float:
    """Exact whatever the order, and past what 63 bits hold."""
    days, rest = int((lengths // DAY).sum()), int((lengths % DAY).sum())
    return (days * DAY + rest) / (len(lengths) * DAY)
