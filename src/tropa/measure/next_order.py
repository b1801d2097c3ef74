"""The next order: when each customer is expected, and who is overdue, asleep, gone.

    expected         the median time between the customer's own orders, where there are two
                     such times or more; else everybody's median, of all times between orders
    overdue factor   time since the last order ÷ expected
    on time ≤ 1 < overdue ≤ 2 < dormant ≤ 4 < lost

A customer whose own median is nought (orders of one instant) has no rhythm: everybody's counts.
Where everybody's is unknown or nought, too, so is the expectation. Everybody means everybody,
whatever period is asked for: the period picks customers by the day of their first order, and a
customer's state does not depend on who else was picked. (Domain model 2.5.7.)
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.measure.fold import Asked
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
from tropa.words import Language, number_words, say

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_OWN: Final = 2
"""So many times between orders make a rhythm of one's own."""
BANDS: Final = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""Where the bands of the distribution end."""
_UNKNOWN: Final = -1


class Patience(NamedTuple):
    """After how many expected times a customer counts as what."""

    dormant: float
    lost: float


USUAL: Final = Patience(dormant=2, lost=4)


@dataclass(frozen=True, slots=True)
class Band:
    """Customers whose overdue factor is above `low` and at most `high`."""

    low: float
    high: float | None
    customers: int


@dataclass(frozen=True, slots=True)
class NextOrderAnswer:
    """Of the customers of the cohort; each is in one state."""

    patience: Patience
    customers: int
    own: int
    """Customers with a rhythm of their own."""
    everybody: Gap
    """All times between orders, of all customers."""
    expected: Gap
    """What the customers of the cohort are expected after."""
    on_time: int
    overdue: int
    dormant: int
    lost: int
    unknown: int
    factor_median: float | None
    bands: tuple[Band, ...]


class Expected(NamedTuple):
    """Customer by customer, in the order of `Orders.person`."""

    twice: Int64
    """Twice the expected time, µs: a median of two may end on a half; -1 where unknown."""
    own: NDArray[np.bool_]
    """Whether it is the customer's own rhythm."""
    factor: Floats
    """Time since the last order by the expected one; not a number where that is unknown."""


class NextOrder(OfOrders):
    """Expected next order and how late customers are."""

    def __init__(self, patience: Patience = USUAL) -> None:
        self.patience = patience

    def finish(self, state: State, asked: Asked) -> NextOrderAnswer:
        return next_order(orders_of(state, least_order(asked)), asked, self.patience)


def next_order(orders: Orders, asked: Asked, patience: Patience = USUAL) -> NextOrderAnswer:
    """What orders tell of the next ones.

    Args:
        orders: of everybody, up to `as_of`.
        asked: moment and cohort.
        patience: after how many expected times a customer sleeps, or is gone.
    """
    found, mine = expected(orders, asked), orders.cohort(asked)
    gaps = orders.gaps
    factor = found.factor[mine]
    known = factor[~np.isnan(factor)]
    late = [int((known > least).sum()) for least in (1, *patience)]
    return NextOrderAnswer(
        patience=patience,
        customers=int(mine.sum()),
        own=int((found.own & mine).sum()),
        everybody=gap_of(gaps[gaps != FOREVER]),
        expected=_halved(found.twice[mine]),
        on_time=len(known) - late[0],
        overdue=late[0] - late[1],
        dormant=late[1] - late[2],
        lost=late[2],
        unknown=len(factor) - len(known),
        factor_median=float(np.median(known)) if len(known) else None,
        bands=_bands(known),
    )


def states(orders: Orders, asked: Asked, patience: Patience = USUAL) -> dict[str, Int64]:
    """The customers behind the counts of each state."""
    factor, mine = expected(orders, asked).factor, orders.cohort(asked)
    ends = {"on_time": 1.0, "overdue": patience.dormant, "dormant": patience.lost}
    found: dict[str, Int64] = {}
    left = mine & ~np.isnan(factor)
    for name, end in ends.items():
        found[name] = orders.person[left & (factor <= end)]
        left = left & (factor > end)
    return {**found, "lost": orders.person[left]}


def expected(orders: Orders, asked: Asked) -> Expected:
    """When each customer is expected, and how late they are: who stands behind the counts."""
    twice = np.full(len(orders.person), _UNKNOWN, np.int64)
    scratch = np.zeros(int(orders.counts.max(initial=1)), np.int64)
    _own(orders.begins, orders.at, LEAST_OWN, scratch, twice)
    own = twice > 0
    twice[~own] = _everybody(orders.gaps)
    since = asked.as_of - orders.last_at
    factor = np.full(len(twice), np.nan)
    np.divide(2.0 * since, twice, out=factor, where=twice > 0)
    return Expected(twice, own, factor)


def _everybody(gaps: Int64) -> int:
    """Twice the median of all times between orders, where it is known and not nought."""
    known = gaps[gaps != FOREVER]
    if not len(known):
        return _UNKNOWN
    low, high = (len(known) - 1) // 2, len(known) // 2
    parted = np.partition(known, (low, high))
    return int(parted[low] + parted[high]) or _UNKNOWN


def _halved(twice: Int64) -> Gap:
    """Expected times from twice as long ones."""
    doubled = gap_of(twice[twice > 0])
    parts = (doubled.mean_days, doubled.median_days, doubled.p90_days)
    return Gap(doubled.n, *(None if one is None else one / 2 for one in parts))


def _bands(factor: Floats) -> tuple[Band, ...]:
    ends = [0.0, *BANDS]
    # Who ordered this very instant is in the first band, too.
    above = [len(factor), *(int((factor > end).sum()) for end in BANDS)]
    inner = zip(pairwise(ends), pairwise(above), strict=True)
    bands = [Band(low, high, more - less) for (low, high), (more, less) in inner]
    return (*bands, Band(ends[-1], None, above[-1]))


@compiled
def _own(begins: Int64, at: Int64, least: int, scratch: Int64, twice: Int64) -> None:
    """Twice the median of each customer's own times, where there are enough of them."""
    for customer in range(len(twice)):
        begin, count = begins[customer], begins[customer + 1] - begins[customer] - 1
        if count < least:
            continue
        for one in range(count):
            scratch[one] = at[begin + one + 1] - at[begin + one]
        times = scratch[:count]
        times.sort()
        twice[customer] = times[(count - 1) // 2] + times[count // 2]


def next_order_json(found: NextOrderAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    counts = ("on_time", "overdue", "dormant", "lost", "unknown")
    return {
        "customers": found.customers,
        "with_own_rhythm": found.own,
        "between_orders": gap_json(found.everybody),
        "expected": gap_json(found.expected),
        "dormant_above": found.patience.dormant,
        "lost_above": found.patience.lost,
        "states": {name: getattr(found, name) for name in counts},
        "overdue_factor": {
            "median": found.factor_median,
            "bands": [
                {"above": one.low, "up_to": one.high, "customers": one.customers}
                for one in found.bands
            ],
        },
    }


def next_order_words(patience: Patience, language: Language) -> dict[str, tuple[str, str]]:
    """For each figure and state its name and the sentence on how it is made."""
    dormant, lost = (_plain(one, language) for one in patience)
    return {
        name: (
            say(f"repeat.next.{name}.title", language),
            say(f"repeat.next.{name}.how", language, dormant=dormant, lost=lost),
        )
        for name in ("expected", "factor", "on_time", "overdue", "dormant", "lost", "unknown")
    }


def _plain(number: float, language: Language) -> str:
    """A number without needless decimals."""
    return number_words(number, language, 0 if number == int(number) else 1)
