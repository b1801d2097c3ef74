"""Orders of people, from lists of what each of them paid (domain model 2.5.7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from reference.walked import Story, stories, walked
from tropa.measure.fold import Asked
from tropa.money import minor_units
from tropa.place.placed import Placed

Payments: TypeAlias = list[tuple[int, int]]
"""Instant and amount, of one person."""


@dataclass
class Order:
    """One purchase, and what came after it that was none."""

    at: int
    net: int


Customers: TypeAlias = dict[int, list[Order]]
"""Whoever has ordered, with all orders in time."""


def paid(placed: Sequence[Placed], asked: Asked) -> dict[int, Payments]:
    """What each person has paid on valid journeys by the moment asked for."""
    persons = [int(one.person[unit]) for one in placed for unit in one.unit]
    return paid_on(zip(persons, stories(placed, asked.map), strict=True), asked)


def paid_on(journeys: Iterable[tuple[int, Story]], asked: Asked) -> dict[int, Payments]:
    """The same from journeys told one by one."""
    found: dict[int, Payments] = {}
    for person, story in journeys:
        if story.opened_at > asked.as_of:
            continue
        journey = walked(story, asked.as_of)
        if "invalid" in journey.marks:
            continue
        mine = found.setdefault(person, [])
        if asked.map.money.paid is not None:
            mine += journey.payments
        elif journey.won_at is not None:
            # Nobody wrote down the sum.
            mine.append((journey.won_at, 0))
    return found


def least(asked: Asked) -> int:
    """The smallest payment that is an order."""
    if asked.map.money.paid is None:
        return 0
    return max(1, minor_units(asked.map.money.least, asked.map.currency) or 0)


def customers(people: dict[int, Payments], smallest: int) -> Customers:
    """The orders of whoever has any."""
    found = {person: orders(one, smallest) for person, one in people.items()}
    return {person: made for person, made in found.items() if made}


def orders(payments: Payments, smallest: int) -> list[Order]:
    """Every payment that is large enough; the rest belongs to the order before it."""
    found: list[Order] = []
    early = 0
    for at, amount in sorted(payments, key=lambda one: (one[0], -one[1])):
        if amount >= smallest:
            found.append(Order(at, amount))
        elif found:
            found[-1].net += amount
        else:
            early += amount
    if found:
        found[0].net += early
    return found


def of_cohort(people: Customers, asked: Asked) -> Customers:
    """Customers whose first order was made in the period."""
    return {
        person: made
        for person, made in people.items()
        if asked.since <= made[0].at < asked.until
    }


def gaps(made: Sequence[Order]) -> list[int]:
    """Times between an order and the next."""
    return [later.at - one.at for one, later in pairwise(made)]
