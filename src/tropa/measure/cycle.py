"""The sales cycle: from the first talk to the first payment.

    first_payment_at − lead_at   over journeys first paid in the period

The first payment is the first one of at least `money.least`; a map without payments takes the
instant of the sale. A lead younger than its payment counts as nought. The median is the figure
to quote: the mean follows the slowest few.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER
from tropa.measure.fold import Asked, in_period
from tropa.measure.payments import first_payments, first_touches
from tropa.place.standing import LEAD_AT, Standing

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CycleAnswer:
    """Days; None when nobody has paid yet."""

    median_days: float | None
    mean_days: float | None
    q1_days: float | None
    q3_days: float | None
    full_median_days: float | None
    """From the very first touch."""
    n: int

    @property
    def median(self) -> float | None:
        """The median in µs."""
        return None if self.median_days is None else self.median_days * DAY


class Cycle:
    """Lengths of cycles; the state is the lengths themselves, in two columns."""

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros((0, 2), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        paid = first_payments(standing, asked)
        done = standing.valid & in_period(paid, asked)
        lead = standing.column(LEAD_AT)[done]
        lead = np.where(lead == FOREVER, paid[done], lead)
        first = first_touches(standing)[done]
        lengths = np.stack([paid[done] - lead, paid[done] - np.minimum(first, lead)], axis=1)
        return self.merge(state, np.maximum(lengths, 0))

    def merge(self, left: Int64, right: Int64) -> Int64:
        return np.concatenate([left, right])

    def finish(self, state: Int64, asked: Asked) -> CycleAnswer:
        _ = asked
        if not len(state):
            return CycleAnswer(None, None, None, None, None, 0)
        days = state / DAY
        q1, median, q3 = (float(value) for value in np.quantile(days[:, 0], (0.25, 0.5, 0.75)))
        full = float(np.median(days[:, 1]))
        return CycleAnswer(median, float(days[:, 0].mean()), q1, q3, full, len(state))
