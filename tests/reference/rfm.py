"""RFM scores and segments (domain model 2.5.7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reference.orders import Customers
from tropa.measure.fold import Asked

FIFTHS = (1, 2, 3, 4)


@dataclass
class Customer:
    """One customer's orders of the window."""

    person: int
    first_at: int
    since: int
    orders: int
    net: int
    scores: tuple[int, int, int] = (0, 0, 0)


def customers(people: Customers, asked: Asked, window: int | None) -> list[Customer]:
    """Everybody with an order in the window."""
    found: list[Customer] = []
    for person, made in people.items():
        fresh = [one for one in made if window is None or asked.as_of - one.at <= window]
        if fresh:
            since, net = asked.as_of - fresh[-1].at, sum(one.net for one in fresh)
            found.append(Customer(person, made[0].at, since, len(fresh), net))
    return found


def by_fifths(value: int, all_: Sequence[int]) -> int:
    """One, and one more for each fifth of all that is strictly worse; more is better."""
    worse = sum(one < value for one in all_)
    return 1 + sum(5 * worse >= fifth * len(all_) for fifth in FIFTHS)


def by_limits(value: int, limits: Sequence[int]) -> int:
    """One, and one more for each limit met; more is better."""
    return 1 + sum(value >= one for one in limits)


def scored(
    people: Customers, asked: Asked, window: int | None, limits: Sequence[Sequence[int] | None]
) -> list[Customer]:
    """Everybody with the scores of R, F, M."""
    all_ = customers(people, asked, window)
    recency, frequency, money = limits
    for one in all_:
        r = (
            by_fifths(-one.since, [-other.since for other in all_])
            if recency is None
            else by_limits(-one.since, [-limit for limit in recency])
        )
        f, m = (
            by_fifths(worth(one), [worth(other) for other in all_])
            if own is None
            else by_limits(worth(one), own)
            for worth, own in ((orders_of, frequency), (net_of, money))
        )
        one.scores = (r, f, m)
    return all_


def orders_of(one: Customer) -> int:
    return one.orders


def net_of(one: Customer) -> int:
    return one.net


def since_of(one: Customer) -> int:
    return one.since


def rfm(
    people: Customers,
    asked: Asked,
    window: int | None,
    limits: Sequence[Sequence[int] | None],
    table: Mapping[str, str],
) -> dict[str, object]:
    """Of the customers whose first order was made in the period."""
    all_ = scored(people, asked, window, limits)
    mine = [one for one in all_ if asked.since <= one.first_at < asked.until]

    def at(recency: int, frequency: int) -> int:
        return sum(one.scores[:2] == (recency, frequency) for one in mine)

    return {
        "customers": len(mine),
        "orders": sum(one.orders for one in mine),
        "net": sum(one.net for one in mine),
        "segments": [
            segment(name, [one for one in mine if f"{one.scores[0]}{one.scores[1]}" in cells])
            for name, cells in table.items()
        ],
        "grid": [[at(r, f) for f in range(1, 6)] for r in range(1, 6)],
        "recency": [letter(mine, 0, score, since_of) for score in range(1, 6)],
        "frequency": [letter(mine, 1, score, orders_of) for score in range(1, 6)],
        "money": [letter(mine, 2, score, net_of) for score in range(1, 6)],
    }


def segment(name: str, mine: list[Customer]) -> dict[str, object]:
    return {
        "id": name,
        "customers": len(mine),
        "orders": sum(one.orders for one in mine),
        "net": sum(one.net for one in mine),
    }


def letter(
    mine: list[Customer], place: int, score: int, value: Callable[[Customer], int]
) -> dict[str, object]:
    """Those with a score of one letter."""
    some = [one for one in mine if one.scores[place] == score]
    return {
        "score": score,
        "customers": len(some),
        "net": sum(one.net for one in some),
        "low": min((value(one) for one in some), default=None),
        "high": max((value(one) for one in some), default=None),
    }
