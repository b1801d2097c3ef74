"""Repeat rate, ladder, share of later orders (domain model 2.5.7)."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from reference.orders import Customers, Order, of_cohort
from reference.quantile import median, quantile
from tropa.clock import DAY
from tropa.measure.fold import Asked

FOURTH = 4


def repeat(people: Customers, asked: Asked, within: int | None) -> dict[str, object]:
    mine = of_cohort(people, asked)
    ladder = [rung(mine, number, asked, within) for number in (1, 2, 3, FOURTH)]
    counts = Counter(len(made) for made in mine.values())
    return {
        "within": within,
        "customers": len(mine),
        "orders": sum(len(made) for made in mine.values()),
        "ladder": ladder,
        "rate": ladder[0]["rate"],
        "by_orders": sorted(counts.items()),
        "shared": shared(mine),
        "in_period": shared(people, asked),
        "margin": asked.map.money.margin,
    }


def rung(people: Customers, number: int, asked: Asked, within: int | None) -> dict[str, object]:
    """From one order to the next; the fourth stands for all after it."""
    old, young, took = 0, 0, list[Fraction]()
    for made in people.values():
        for at in range(number - 1, len(made) if number == FOURTH else number):
            if at >= len(made):
                continue
            if within is not None and asked.as_of - made[at].at < within:
                young += 1
                continue
            old += 1
            wait = made[at + 1].at - made[at].at if at + 1 < len(made) else None
            if wait is not None and (within is None or wait <= within):
                took.append(Fraction(wait, DAY))
    return {
        "number": number,
        "rate": (len(took), old),
        "in_window": None if within is None else young,
        "gap": gap(took),
    }


def gap(days: Sequence[Fraction]) -> dict[str, object]:
    """What times between orders come to."""
    return {
        "n": len(days),
        "mean_days": sum(days) / len(days) if days else None,
        "median_days": median(days),
        "p90_days": quantile(days, Fraction(9, 10)),
    }


def shared(people: Customers, period: Asked | None = None) -> dict[str, object]:
    """Money of first orders and of later ones, of all or of those made in a period."""

    def counts(order: Order) -> bool:
        return period is None or period.since <= order.at < period.until

    first = sum(made[0].net for made in people.values() if counts(made[0]))
    later = sum(one.net for made in people.values() for one in made[1:] if counts(one))
    return {
        "first": first,
        "later": later,
        "share": Fraction(later, first + later) if first + later > 0 else None,
    }
