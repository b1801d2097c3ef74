"""Instants and amounts of payments, journey by journey: what several measures begin with."""

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.measure.fold import Asked
from tropa.money import minor_units
from tropa.place.standing import WON_AT, Standing

Int64 = NDArray[np.int64]


def payments(standing: Standing) -> tuple[Int64, Int64, Int64]:
    """Payments and refunds up to `as_of`: row of the journey, instant, amount."""
    placed = standing.placed
    row = np.full(placed.journeys, -1, np.int64)
    row[standing.journey] = np.arange(len(standing.journey))
    journey = np.repeat(row, np.diff(placed.journey_payments))
    seen = (journey >= 0) & (placed.paid_at <= standing.as_of)
    return journey[seen], placed.paid_at[seen], placed.paid_amount[seen]


def first_payments(standing: Standing, asked: Asked) -> Int64:
    """For each journey the instant of its first payment, or of its sale where none is kept."""
    if asked.map.money.paid is None:
        return standing.column(WON_AT)
    journey, at, amount = payments(standing)
    least = max(1, minor_units(asked.map.money.least, asked.map.currency) or 0)
    first = np.full(len(standing.journey), FOREVER, np.int64)
    enough = amount >= least
    np.minimum.at(first, journey[enough], at[enough])
    return first


def first_touches(standing: Standing) -> Int64:
    """For each journey the instant of its first touch, or of its opening."""
    placed = standing.placed
    begins = placed.journey_touches[standing.journey]
    has = begins < placed.journey_touches[standing.journey + 1]
    first = placed.opened_at[standing.journey].copy()
    first[has] = np.minimum(first[has], placed.touch_at[begins[has]])
    return first
