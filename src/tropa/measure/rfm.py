"""RFM: how lately, how often and for how much customers bought, and the segments that makes.

    R   time since the last order         F   orders in the window
    M   net money of these orders

    score by quintiles   1 + how many of the marks 20, 40, 60, 80 % the share of customers
                         who are strictly worse reaches
    score by limits      1 + how many of the four limits are met: R at most, F and M at least

So equal customers always have equal scores: all equals stand where the worst placed of them
would. The worst score is never empty, and the best one may be where many are equal. Scores are
among all customers with an order in the window; the period of the answer only picks, by the
day of the very first order, whom to count, so that segments of different periods add up. Money
given back is taken off the order it belongs to (`tropa.measure.orders`).

Segments go by R and F, as a table says; M stands beside them. (Domain model 2.5.7.)
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, Duration, duration_text
from tropa.measure.as_json import major, rate_json
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from tropa.measure.orders import OfOrders, Orders, State, least_order, orders_of
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Scores = NDArray[np.int8]

BEST: Final = 5
"""Scores go from 1 to this."""

Table: TypeAlias = Mapping[str, str]

SEGMENTS: Final[Table] = {
    "champions": "55 54",
    "loyal": "45 44 35 34",
    "growing": "53 52 43 42",
    "new": "51",
    "promising": "41",
    "attention": "33",
    "fading": "32 31",
    "cannot_lose": "25 15",
    "at_risk": "24 23 14 13",
    "sleeping": "22 21 12",
    "lost": "11",
}
"""Each segment with its cells: the score of R, then of F."""


class Limits(NamedTuple):
    """Where scores 2, 3, 4, 5 begin, for whichever letters one's own limits are given."""

    recency: tuple[Duration, ...] | None = None
    """Falling: the longest time since the last order that is still a 2, a 3 …"""
    frequency: tuple[int, ...] | None = None
    """Rising: the fewest orders."""
    money: tuple[int, ...] | None = None
    """Rising: the least net money, minor units."""


QUINTILES: Final = Limits()
"""No limits of one's own."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Customers of one score of one letter; what they have is between `low` and `high`."""

    score: int
    customers: int
    net: int
    low: int | None
    """µs since the last order, orders, or minor units; None where nobody is."""
    high: int | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Customers of some cells of the table."""

    id: str
    customers: int
    orders: int
    net: int


@dataclass(frozen=True, slots=True)
class RfmAnswer:
    """Of the cohort's customers with an order in the window."""

    window: Duration | None
    limits: Limits
    customers: int
    orders: int
    net: int
    segments: tuple[Segment, ...]
    grid: tuple[tuple[int, ...], ...]
    """Customers by the score of R (rows from 1) and of F (columns from 1)."""
    recency: tuple[Scored, ...]
    frequency: tuple[Scored, ...]
    money: tuple[Scored, ...]


class Customers(NamedTuple):
    """Everybody with an order in the window, row by row."""

    row: Int64
    """Of `Orders.person`."""
    last_at: Int64
    orders: Int64
    net: Int64
    recency: Scores
    frequency: Scores
    money: Scores
    segment: Int64
    """The place of the segment in the table."""

    def only(self, which: Bools) -> "Customers":
        """Some of them."""
        r, f, m = (score[which] for score in (self.recency, self.frequency, self.money))
        rest = (self.row, self.last_at, self.orders, self.net, self.segment)
        row, last_at, orders, net, segment = (column[which] for column in rest)
        return Customers(row, last_at, orders, net, r, f, m, segment)


class Rfm(OfOrders):
    """Scores and segments of customers."""

    def __init__(
        self,
        window: Duration | None = None,
        limits: Limits = QUINTILES,
        table: Table = SEGMENTS,
    ) -> None:
        """What to score by.

        Raises:
            ValueError: limits that are not four or not in order, or a table with a cell
                missing or named twice.
        """
        check_limits(limits)
        cells_of(table)
        self.window, self.limits, self.table = window, limits, table

    def finish(self, state: State, asked: Asked) -> RfmAnswer:
        orders = orders_of(state, least_order(asked))
        return rfm(orders, asked, self.window, self.limits, self.table)


def rfm(
    orders: Orders,
    asked: Asked,
    window: Duration | None = None,
    limits: Limits = QUINTILES,
    table: Table = SEGMENTS,
) -> RfmAnswer:
    """Scores and segments.

    Args:
        orders: of everybody, up to `as_of`.
        asked: moment and cohort.
        window: only orders not older than this count; its beginning is included.
        limits: one's own, for letters that are not to go by quintiles.
        table: which cells make which segment.
    """
    all_ = scored(orders, asked, window, limits, table)
    mine = orders.cohort(asked)[all_.row]
    own = all_.only(mine)
    cells = (own.recency.astype(np.int64) - 1) * BEST + own.frequency - 1
    grid = np.bincount(cells, minlength=BEST * BEST).reshape(BEST, BEST)
    return RfmAnswer(
        window=window,
        limits=limits,
        customers=len(own.row),
        orders=int(own.orders.sum()),
        net=int(own.net.sum()),
        segments=tuple(_segment(own, at, name) for at, name in enumerate(table)),
        grid=tuple(tuple(row) for row in grid.tolist()),
        recency=_by_score(own.recency, asked.as_of - own.last_at, own.net),
        frequency=_by_score(own.frequency, own.orders, own.net),
        money=_by_score(own.money, own.net, own.net),
    )


def in_segments(
    orders: Orders,
    asked: Asked,
    window: Duration | None = None,
    limits: Limits = QUINTILES,
    table: Table = SEGMENTS,
) -> dict[str, Int64]:
    """The customers of each segment, as `rfm` counts them."""
    all_ = scored(orders, asked, window, limits, table)
    own = all_.only(orders.cohort(asked)[all_.row])
    return {name: orders.person[own.row[own.segment == at]] for at, name in enumerate(table)}


def scored(
    orders: Orders,
    asked: Asked,
    window: Duration | None = None,
    limits: Limits = QUINTILES,
    table: Table = SEGMENTS,
) -> Customers:
    """The scores of every customer with an order in the window, whatever the cohort."""
    check_limits(limits)
    counts, net = orders.counts, orders.net
    if window is not None and len(counts):
        fresh = orders.at >= asked.as_of - window
        counts = np.add.reduceat(fresh.astype(np.int64), orders.begins[:-1])
        net = np.where(fresh, net, 0)
    sums = np.add.reduceat(net, orders.begins[:-1]) if len(counts) else counts
    row = np.flatnonzero(counts)
    last_at, counts, sums = orders.last_at[row], counts[row], sums[row]
    since = asked.as_of - last_at
    r = _scores(-since, limits.recency and tuple(-one for one in limits.recency))
    f, m = _scores(counts, limits.frequency), _scores(sums, limits.money)
    segment = cells_of(table)[(r.astype(np.int64) - 1) * BEST + f - 1]
    return Customers(row, last_at, counts, sums, r, f, m, segment)


def _scores(values: Int64, limits: tuple[int, ...] | None) -> Scores:
    """Scores of values of which more is better."""
    if not len(values):
        return np.zeros(0, np.int8)
    # Strictly worse than a value are enough exactly when it is above the last one needed.
    needed = [-(-step * len(values) // BEST) - 1 for step in range(1, BEST)]
    bounds = np.partition(values, needed)[needed] + 1 if limits is None else np.array(limits)
    score = np.ones(len(values), np.int8)
    for bound in bounds:
        score += values >= bound
    return score


def check_limits(limits: Limits) -> None:
    """Each letter's own limits are four, each stricter than the one before.

    Raises:
        ValueError: they are not; the letter's name.
    """
    for name, given in limits._asdict().items():
        strict = given and sorted(set(given), reverse=name == "recency")
        if given is not None and (strict != list(given) or len(given) != BEST - 1):
            raise ValueError(name)


def cells_of(table: Table) -> Int64:
    """The place of the segment of each cell, row by row of R.

    Raises:
        ValueError: cells that no segment has, or more than one.
    """
    named = [(cell, at) for at, cells in enumerate(table.values()) for cell in cells.split()]
    scores = range(1, BEST + 1)
    wanted = [f"{recency}{frequency}" for recency in scores for frequency in scores]
    times = Counter(cell for cell, _ in named)
    wrong = [cell for cell in sorted({*wanted, *times}) if times[cell] != (cell in wanted)]
    if wrong:
        raise ValueError(" ".join(wrong))
    segment_of = dict(named)
    return np.array([segment_of[cell] for cell in wanted], np.int64)


def _segment(own: Customers, at: int, name: str) -> Segment:
    mine = own.segment == at
    return Segment(name, int(mine.sum()), int(own.orders[mine].sum()), int(own.net[mine].sum()))


def _by_score(scores: Scores, values: Int64, net: Int64) -> tuple[Scored, ...]:
    found: list[Scored] = []
    for score in range(1, BEST + 1):
        mine = scores == score
        some = values[mine]
        low, high = (int(some.min()), int(some.max())) if len(some) else (None, None)
        found.append(Scored(score, len(some), int(net[mine].sum()), low, high))
    return tuple(found)


def rfm_json(found: RfmAnswer, asked: Asked) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    currency = asked.map.currency

    def letter(rows: tuple[Scored, ...], unit: str) -> list[dict[str, Any]]:
        def value(one: int | None) -> float | int | None:
            if one is None or unit == "orders":
                return one
            return one / DAY if unit == "days" else major(one, currency)

        return [
            {
                "score": one.score,
                "customers": one.customers,
                "net": major(one.net, currency),
                f"from_{unit}": value(one.low),
                f"to_{unit}": value(one.high),
            }
            for one in rows
        ]

    return {
        "window": duration_text(found.window) if found.window else None,
        "customers": found.customers,
        "orders": found.orders,
        "net": major(found.net, currency),
        "segments": [
            {
                "id": one.id,
                "customers": one.customers,
                "share": rate_json(Rate(one.customers, found.customers)),
                "orders": one.orders,
                "net": major(one.net, currency),
                "net_share": one.net / found.net if found.net > 0 else None,
            }
            for one in found.segments
        ],
        "grid": [list(row) for row in found.grid],
        "recency": letter(found.recency, "days"),
        "frequency": letter(found.frequency, "orders"),
        "money": letter(found.money, "net"),
        "scored_by": {
            name: "quintiles" if given is None else "limits"
            for name, given in found.limits._asdict().items()
        },
    }


def rfm_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"rfm.{name}.title", language), say(f"rfm.{name}.how", language))
        for name in ("recency", "frequency", "money", "quintiles", "limits", "segments")
    }


def segment_words(language: Language, table: Table = SEGMENTS) -> dict[str, str]:
    """Names of a table's segments; those that are not ours stand under their own."""
    return {
        name: say(f"rfm.segment.{name}", language) if name in SEGMENTS else name
        for name in table
    }
