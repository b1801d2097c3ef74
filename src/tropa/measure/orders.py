"""Orders of people: payments numbered person by person, whatever the journey, lap or deal.

    order     a payment of at least `money.least`; where nothing is said, of anything above 0
    number    its place among the orders of the person; at one instant the larger comes first
    net       what was paid for it, and what came after it up to the next order without being
              an order itself: money given back, payments too small to be one

What comes before any order belongs to the first one. Where a map keeps no payments a sale
stands for an order whose sum nobody knows. Journeys that turned out invalid are left out. A
purchase paid for in parts is as many orders: nothing tells parts from purchases.

A person's journeys may lie in several slices, so a fold over orders only gathers payments; they
are put together person by person once all are there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER
from tropa.compiled import compiled
from tropa.measure.fold import Asked
from tropa.measure.payments import payments
from tropa.money import minor_units
from tropa.place.standing import WON_AT, Standing

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

_FEW: Final = 64
"""So many payments of one person are put in order on the spot."""


class Paid(NamedTuple):
    """Payments in any order: whose, when, minor units; money given back is negative."""

    person: Int64
    at: Int64
    amount: Int64


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders of every customer, one after another; a customer is who has one."""

    person: Int64
    """c person numbers, rising."""
    begins: Int64
    """c + 1: where each customer's orders begin."""
    at: Int64
    """o; rising customer by customer."""
    net: Int64
    """o; minor units."""
    aside: int
    """Money of people without an order."""

    @property
    def counts(self) -> Int64:
        """How many orders each customer has."""
        return np.diff(self.begins)

    @property
    def first_at(self) -> Int64:
        return self.at[self.begins[:-1]]

    @property
    def last_at(self) -> Int64:
        return self.at[self.begins[1:] - 1]

    @property
    def numbers(self) -> Int64:
        """1 for the first order of each customer, and so on."""
        return np.arange(1, len(self.at) + 1) - np.repeat(self.begins[:-1], self.counts)

    @property
    def gaps(self) -> Int64:
        """The time between each order and the next of the customer; FOREVER after the last."""
        found = np.full(len(self.at), FOREVER, np.int64)
        found[:-1] = np.diff(self.at)
        found[self.begins[1:] - 1] = FOREVER
        return found

    def cohort(self, asked: Asked) -> Bools:
        """Customers whose first order was made in the period."""
        first = self.first_at
        return (first >= asked.since) & (first < asked.until)


@dataclass(frozen=True, slots=True)
class Gap:
    """Lengths between orders, in days; unknown where there are none."""

    n: int
    mean_days: float | None
    median_days: float | None
    p90_days: float | None


State: TypeAlias = tuple[Paid, ...]


class OfOrders:
    """The half that all folds over orders share: payments are gathered, and nothing is counted.

    A measure adds `finish`, which begins with `orders_of`.
    """

    def start(self, asked: Asked) -> State:
        _ = asked
        return ()

    def add(self, state: State, standing: Standing, asked: Asked) -> State:
        return (*state, paid_by(standing, asked))

    def merge(self, left: State, right: State) -> State:
        return left + right


def paid_by(standing: Standing, asked: Asked) -> Paid:
    """Payments of valid journeys up to `as_of`, or their sales where no payments are kept."""
    placed, valid = standing.placed, standing.valid
    if asked.map.money.paid is None:
        won = standing.column(WON_AT)
        row = np.flatnonzero(valid & (won != FOREVER))
        at, amount = won[row], np.zeros(len(row), np.int64)
    else:
        row, at, amount = payments(standing)
        if not valid.all():
            kept = valid[row]
            row, at, amount = row[kept], at[kept], amount[kept]
    return Paid(placed.person[placed.unit[standing.journey[row]]], at, amount)


def least_order(asked: Asked) -> int:
    """The smallest payment that is an order, in minor units."""
    money = asked.map.money
    if money.paid is None:
        return 0
    return max(1, minor_units(money.least, asked.map.currency) or 0)


def orders_of(parts: Iterable[Paid], least: int = 1) -> Orders:
    """The orders behind payments, from wherever these were gathered.

    Args:
        parts: payments in any order, of anybody, in any split.
        least: the smallest payment that is an order, minor units; 0 takes in what was free.
    """
    nobody = Paid(*(np.zeros(0, np.int64) for _ in range(3)))
    person, at, amount = _in_order(
        Paid(*(np.concatenate(column) for column in zip(nobody, *parts, strict=True)))
    )
    count = int((amount >= least).sum())
    people, begins = np.zeros(count, np.int64), np.zeros(count + 1, np.int64)
    made_at, net = np.zeros(count, np.int64), np.zeros(count, np.int64)
    customers, aside = _number(person, at, amount, least, people, begins, made_at, net)
    return Orders(people[:customers], begins[: customers + 1], made_at, net, aside)


def _in_order(paid: Paid) -> Paid:
    """Payments person by person, by time, at one instant the larger first; maybe in place."""
    person, at, amount = paid
    if (person[1:] < person[:-1]).any():
        rows = np.argsort(person, kind="stable")
        person, at, amount = person[rows], at[rows], amount[rows]
    loose = np.zeros(len(person), np.bool_)
    if _settle(person, at, amount, loose):
        rows = np.flatnonzero(loose)
        rightly = rows[np.lexsort((-amount[rows], at[rows], person[rows]))]
        at[rows], amount[rows] = at[rightly], amount[rightly]
    return Paid(person, at, amount)


def gap_of(lengths: Int64) -> Gap:
    """What lengths of time (µs) come to."""
    if not len(lengths):
        return Gap(0, None, None, None)
    median, p90 = (float(value) / DAY for value in np.quantile(lengths, (0.5, 0.9)))
    # Whole days and the rest apart: exact whatever the order, past what 63 bits hold.
    days, rest = int((lengths // DAY).sum()), int((lengths % DAY).sum())
    return Gap(len(lengths), (days * DAY + rest) / (len(lengths) * DAY), median, p90)


def gap_json(gap: Gap) -> dict[str, Any]:
    """The same under names people and scripts may rely on."""
    return {name: getattr(gap, name) for name in gap.__slots__}


@compiled
def _settle(person: Int64, at: Int64, amount: Int64, loose: Bools) -> bool:
    """Put the payments of each person in order, in place.

    Returns:
        Whether some are left to be sorted: those of people with many, marked in `loose`.
    """
    found, begin = False, 0
    while begin < len(person):
        end, settled = begin + 1, True
        while end < len(person) and person[end] == person[begin]:
            if at[end] < at[end - 1] or (
                at[end] == at[end - 1] and amount[end] > amount[end - 1]
            ):
                settled = False
            end += 1
        if not settled and end - begin > _FEW:
            loose[begin:end] = True
            found = True
        elif not settled:
            for row in range(begin + 1, end):
                when, sum_, to = at[row], amount[row], row
                while to > begin and (
                    when < at[to - 1] or (when == at[to - 1] and sum_ > amount[to - 1])
                ):
                    at[to], amount[to] = at[to - 1], amount[to - 1]
                    to -= 1
                at[to], amount[to] = when, sum_
        begin = end
    return found


@compiled
def _number(
    person: Int64,
    at: Int64,
    amount: Int64,
    least: int,
    people: Int64,
    begins: Int64,
    made_at: Int64,
    net: Int64,
) -> tuple[int, int]:
    """Write the orders of payments in order; how many customers, and money of nobody's."""
    customers, orders, early, aside, buys = 0, 0, 0, 0, False
    for row in range(len(person)):
        if row == 0 or person[row] != person[row - 1]:
            # What the one before had paid without ever ordering.
            aside += early
            early, buys = 0, False
        if amount[row] >= least:
            if not buys:
                people[customers], begins[customers] = person[row], orders
                customers, buys = customers + 1, True
            made_at[orders], net[orders] = at[row], amount[row] + early
            orders, early = orders + 1, 0
        elif buys:
            net[orders - 1] += amount[row]
        else:
            early += amount[row]
    begins[customers] = orders
    return customers, aside + early
