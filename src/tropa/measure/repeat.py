"""Repeat purchases: who came again, how many times, and what of the money is theirs.

    repeat rate     customers with a 2nd order within W of the 1st
                    ÷ customers whose 1st order is at least W old
    ladder n→n+1    customers with an order № n+1 within W of № n
                    ÷ customers whose order № n is at least W old,   n = 1, 2, 3
    ladder 4+       the same of every order from the fourth on, each counted
    repeat share    net money of orders № 2 and later ÷ net money of all

An order exactly W later is in time, and one exactly W old is old enough. Without W nobody is
left out. The cohort is of customers by the day of their first order, and all that they did up
to `as_of` counts; `in_period` is the other view, of orders made in the period, whoever made
them. What orders are, and which of them money given back belongs to, `tropa.measure.orders`
says. Margin is the share of money the map states, so its repeat share is the same.

Times between orders are of those the rung counts as having come again: the rest may come yet,
so they are short rather than long. (Domain model 2.5.7.)
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Duration, duration_text
from tropa.measure.as_json import major, rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.orders import (
    Gap,
    OfOrders,
    Orders,
    State,
    gap_json,
    gap_of,
    least_order,
    orders_of,
)
from tropa.words import Language, duration_words, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

RUNGS: Final = 4
"""The last rung of the ladder holds every order from this one on."""


@dataclass(frozen=True, slots=True)
class Rung:
    """From order № n to the next."""

    number: int
    rate: Rate
    in_window: int | None
    """Orders too young to tell; None where no window was asked for."""
    gap: Gap
    """How long those who came again took."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Net money by the number of the order, minor units."""

    first: int
    later: int

    @property
    def total(self) -> int:
        return self.first + self.later

    @property
    def share(self) -> float | None:
        """Of later orders; unknown where more was given back than paid, or nothing paid."""
        return self.later / self.total if self.total > 0 else None


@dataclass(frozen=True, slots=True)
class RepeatAnswer:
    """Of the customers of the cohort."""

    within: Duration | None
    customers: int
    orders: int
    ladder: tuple[Rung, ...]
    by_orders: tuple[tuple[int, int], ...]
    """Numbers of orders that occur, each with how many customers made so many."""
    shared: Shared
    in_period: Shared
    """The other view: orders made in the period by anybody."""
    margin: float | None
    """What of money is margin, where the map says so."""

    @property
    def rate(self) -> Rate:
        """The repeat rate: the first rung."""
        return self.ladder[0].rate


class Repeat(OfOrders):
    """Repeat rate, ladder and repeat share."""

    def __init__(self, within: Duration | None = None) -> None:
        self.within = within

    def finish(self, state: State, asked: Asked) -> RepeatAnswer:
        return repeat(orders_of(state, least_order(asked)), asked, self.within)


def repeat(orders: Orders, asked: Asked, within: Duration | None = None) -> RepeatAnswer:
    """What orders tell of coming again.

    Args:
        orders: of everybody, up to `as_of`.
        asked: map, moment, cohort.
        within: the window of the next order; without it nobody is left out.
    """
    counts, numbers, own = orders.counts, orders.numbers, orders.cohort(asked)
    mine = np.repeat(own, counts)
    many, customers = np.unique(counts[own], return_counts=True)
    return RepeatAnswer(
        within=within,
        customers=int(own.sum()),
        orders=int(counts[own].sum()),
        ladder=_ladder(orders, mine, numbers, asked, within),
        by_orders=tuple(zip(many.tolist(), customers.tolist(), strict=True)),
        shared=_shared(orders, numbers, mine),
        in_period=_shared(orders, numbers, in_period(orders.at, asked)),
        margin=asked.map.money.margin,
    )


def came_again(
    orders: Orders, asked: Asked, within: Duration | None = None
) -> dict[str, Int64]:
    """The customers behind the repeat rate: who came again in time, and who did not."""
    first, counts = orders.begins[:-1], orders.counts
    ripe = orders.cohort(asked)
    if within is not None:
        ripe &= orders.first_at <= asked.as_of - within
    again = counts > 1
    if within is not None:
        again &= orders.gaps[first] <= within
    return {"again": orders.person[ripe & again], "once": orders.person[ripe & ~again]}


def _ladder(
    orders: Orders, mine: Bools, numbers: Int64, asked: Asked, within: Duration | None
) -> tuple[Rung, ...]:
    gaps, ripe = orders.gaps, mine
    if within is not None:
        ripe = mine & (orders.at <= asked.as_of - within)
    came = ripe & (gaps <= (FOREVER - 1 if within is None else within))
    rung = np.minimum(numbers, RUNGS)
    all_, old, done = (
        np.bincount(rung[which], minlength=RUNGS + 1) for which in (mine, ripe, came)
    )
    return tuple(
        Rung(
            number=at,
            rate=Rate(int(done[at]), int(old[at])),
            in_window=None if within is None else int(all_[at] - old[at]),
            gap=gap_of(gaps[came & (rung == at)]),
        )
        for at in range(1, RUNGS + 1)
    )


def _shared(orders: Orders, numbers: Int64, which: Bools) -> Shared:
    first = int(orders.net[which & (numbers == 1)].sum())
    return Shared(first, int(orders.net[which].sum()) - first)


def repeat_json(found: RepeatAnswer, asked: Asked) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "within": duration_text(found.within) if found.within else None,
        "customers": found.customers,
        "orders": found.orders,
        "rate": rate_json(found.rate),
        "ladder": [
            {
                "from_order": one.number,
                "and_later": one.number == RUNGS,
                **rate_json(one.rate),
                "in_window": one.in_window,
                "gap": gap_json(one.gap),
            }
            for one in found.ladder
        ],
        "customers_by_orders": [
            {"orders": orders, "customers": customers} for orders, customers in found.by_orders
        ],
        "share": _shared_json(found.shared, found, asked),
        "share_in_period": _shared_json(found.in_period, found, asked),
    }


def _shared_json(shared: Shared, found: RepeatAnswer, asked: Asked) -> dict[str, Any]:
    def amounts(part: float) -> dict[str, Any]:
        names = ("first", "later", "total")
        return {name: major(getattr(shared, name) * part, asked.map.currency) for name in names}

    margin = None if found.margin is None else amounts(found.margin)
    return {"share": shared.share, "net": amounts(1), "margin": margin}


def repeat_words(found: RepeatAnswer, language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    window = "always" if found.within is None else "within"
    said = "" if found.within is None else duration_words(found.within, language)
    return {
        name: (
            say(f"repeat.{name}.title", language),
            say(f"repeat.{name}.{window}", language, within=said),
        )
        for name in ("rate", "ladder")
    } | {"share": (say("repeat.share.title", language), say("repeat.share.how", language))}
