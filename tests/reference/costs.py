"""Costs of a period, day by day (domain model 2.2, 2.5.6); amounts in minor units."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction

from reference.walked import in_period
from tropa.cost import Cost
from tropa.measure.fold import Asked

Spent = tuple[Cost, date, int]


def costs(spent: Sequence[Cost], asked: Asked) -> dict[str, object]:
    """Everything told of costs."""
    days = [one for cost in spent for one in daily(cost) if is_asked_for(one[1], asked)]
    own = [one for one in days if one[0].currency == asked.map.currency]
    others = [one for one in days if one[0].currency != asked.map.currency]
    return {
        "total": sum(share for _, _, share in own),
        "by": {
            name: sums(own, lambda one, name=name: getattr(one[0], name))
            for name in ("kind", "channel", "campaign", "touchpoint", "role")
        },
        "months": sums(own, lambda one: f"{one[1]:%Y-%m}"),
        "rows": len({cost.key for cost, _, _ in own}),
        "foreign": sums(others, lambda one: one[0].currency),
    }


def daily(cost: Cost) -> Iterator[Spent]:
    """Each day of a cost, and what falls on it: what is due by its end less what was."""
    begin, given = date(1970, 1, 1) + timedelta(days=cost.since), 0
    for number in range(1, cost.until - cost.since + 1):
        due = math.floor(Fraction(cost.amount * number, cost.until - cost.since))
        yield cost, begin + timedelta(days=number - 1), due - given
        given = due


def is_asked_for(day: date, asked: Asked) -> bool:
    """Whether a day begins in the period."""
    begins = datetime(day.year, day.month, day.day, tzinfo=asked.map.zone)
    return in_period(int(begins.timestamp()) * 1_000_000, asked)


def sums(days: Sequence[Spent], name: Callable[[Spent], str]) -> dict[str, int]:
    """What fell on days, by some name."""
    found: dict[str, int] = {}
    for one in days:
        found[name(one)] = found.get(name(one), 0) + one[2]
    return found
