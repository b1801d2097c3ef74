"""Payments journey by journey: what measures of money and of the way to it begin with."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.measure.fold import Asked, in_period
from tropa.money import minor_units
from tropa.place.standing import WON_AT, Standing

Int64 = NDArray[np.int64]


def payments(standing: Standing) -> tuple[Int64, Int64, Int64]:
    """Payments and refunds up to `as_of`: row of the journey, instant, amount."""
    placed = standing.placed
    # The row of each placed journey among those looked at, -1 where nobody looks.
    row = np.full(placed.journeys, -1, np.int64)
    row[standing.journey] = np.arange(len(standing.journey))
    journey = np.repeat(row, np.diff(placed.journey_payments))
    seen = (journey >= 0) & (placed.paid_at <= standing.as_of)
    return journey[seen], placed.paid_at[seen], placed.paid_amount[seen]


def first_payments(standing: Standing, asked: Asked) -> Int64:
    """For each journey the instant of its first payment, or of its sale where none is kept."""
    if asked.map.money.paid is None:
        return standing.column(WON_AT)
    placed, first = standing.placed, np.full(len(standing.journey), FOREVER, np.int64)
    least = max(1, minor_units(asked.map.money.least, asked.map.currency) or 0)
    _first(
        standing.journey, placed.journey_payments, placed.paid_at, placed.paid_amount,
        least, standing.as_of, first,
    )  # fmt: skip
    return first


def purchases(standing: Standing, asked: Asked) -> tuple[Int64, NDArray[np.bool_]]:
    """First payments, and which are purchases of the period: of valid journeys with a sale."""
    paid, won = first_payments(standing, asked), standing.column(WON_AT)
    return paid, standing.valid & (won != FOREVER) & in_period(paid, asked)


@compiled
def _first(
    journeys: Int64,
    begins: Int64,
    paid_at: Int64,
    amount: Int64,
    least: int,
    as_of: int,
    first: Int64,
) -> None:
    for row in range(len(journeys)):
        for one in range(begins[journeys[row]], begins[journeys[row] + 1]):
            if amount[one] >= least and paid_at[one] <= as_of:
                first[row] = min(first[row], paid_at[one])
