"""Leads by the month they became leads, each with what came of it within a window W.

    sold      won, and first paid no later than W after becoming a lead; whoever paid before we
              ever talked has taken no time to buy
    money     what the journey paid no later than that, money given back in it taken off

A lead is a valid journey that became one, whenever; its month is of the map's zone, its edition
the one that placed it. Leads alike in all of that are one row with their number, so that rows
are few however many leads there are. What `tropa.measure.effect` compares.
(Domain model 2.5.10.)
"""

from datetime import tzinfo
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER, Duration, Instant, as_datetime
from tropa.measure.days import midnight, month_start
from tropa.measure.fold import Asked
from tropa.measure.payments import first_payments, payments
from tropa.measure.rows import changes
from tropa.place.standing import LEAD_AT, WON_AT, Standing

Int64 = NDArray[np.int64]

YEAR: Final = 12
_LATEST: Final[Instant] = 7000 * 365 * DAY
"""Months are not told apart beyond this: calendars end soon after."""


class LeadRows(NamedTuple):
    """Leads alike put together, in the order of the columns; a column each."""

    edition: Int64
    """Its number."""
    month: Int64
    """Counted from January 1970, in the map's zone."""
    sold: Int64
    """1 for those that bought in time."""
    money: Int64
    """What each paid in time, net, minor units."""
    leads: Int64

    def only(self, rows: NDArray[np.bool_]) -> "LeadRows":
        return LeadRows(*(column[rows] for column in self))


class LeadMonths:
    """Leads by month, each with what came of it within W: the columns of `LeadRows`."""

    def __init__(self, within: Duration) -> None:
        self.within = within

    def start(self, asked: Asked) -> tuple[Int64, ...]:
        _ = asked
        return ()

    def add(
        self, state: tuple[Int64, ...], standing: Standing, asked: Asked
    ) -> tuple[Int64, ...]:
        lead, won = standing.column(LEAD_AT), standing.column(WON_AT)
        led = standing.valid & (lead != FOREVER)
        paid = first_payments(standing, asked)
        since = np.where(led, lead, 0)
        sold = led & (won != FOREVER) & (paid != FOREVER)
        sold[sold] &= paid[sold] - since[sold] <= self.within
        journey, at, amount = payments(standing)
        in_time = led[journey] & (at - since[journey] <= self.within)
        money = np.zeros(len(lead), np.int64)
        np.add.at(money, journey[in_time], amount[in_time])
        month = months_of(lead[led], asked.map.zone)
        edition = np.full(len(month), standing.placed.edition.number, np.int64)
        one = np.ones(len(month), np.int64)
        rows = np.stack([edition, month, sold[led].astype(np.int64), money[led], one])
        return (*state, _together(rows))

    def merge(self, left: tuple[Int64, ...], right: tuple[Int64, ...]) -> tuple[Int64, ...]:
        return left + right

    def finish(self, state: tuple[Int64, ...], asked: Asked) -> LeadRows:
        _ = asked
        nobody = np.zeros((len(LeadRows._fields), 0), np.int64)
        return LeadRows(*_together(np.concatenate([nobody, *state], axis=1)))


def months_of(at: Int64, zone: tzinfo) -> Int64:
    """The month of each instant."""
    if not len(at):
        return at
    first, last = (month_at(int(one), zone) for one in (at.min(), at.max()))
    begins = [begins_at(one, zone) for one in range(first + 1, last + 1)]
    return first + np.searchsorted(np.asarray(begins, np.int64), at, side="right")


def month_at(at: Instant, zone: tzinfo) -> int:
    """The month of an instant, counted from January 1970."""
    local = as_datetime(min(max(0, at), _LATEST), zone)
    return (local.year - 1970) * YEAR + local.month - 1


def begins_at(month: int, zone: tzinfo) -> Instant:
    """The first instant of a month."""
    return midnight(month_start(month), zone)


def _together(rows: Int64) -> Int64:
    """Columns that differ in nothing but the last row added up; in their order."""
    *keys, count = rows[:, np.lexsort(rows[-2::-1])]
    new = changes(*keys)
    added = np.add.reduceat(count, np.flatnonzero(new)) if len(count) else count
    return np.stack([*(key[new] for key in keys), added])
