"""When the next order is expected, and who is late (domain model 2.5.7)."""

from fractions import Fraction

from reference.orders import Customers, gaps, of_cohort
from reference.quantile import median
from reference.repeat import gap
from tropa.clock import DAY
from tropa.measure.fold import Asked

ENOUGH = 2
ENDS = (Fraction(1, 2), 1, Fraction(3, 2), 2, 3, 4, 6, 8)


def next_order(
    people: Customers, asked: Asked, dormant: Fraction, lost: Fraction
) -> dict[str, object]:
    everybody = [one for made in people.values() for one in gaps(made)]
    mine = of_cohort(people, asked)
    expected = {
        person: own(gaps(made)) or median(everybody) or None for person, made in mine.items()
    }
    late = [
        Fraction(asked.as_of - made[-1].at) / wait
        for person, made in mine.items()
        if (wait := expected[person]) is not None
    ]
    return {
        "customers": len(mine),
        "own": sum(own(gaps(made)) is not None for made in mine.values()),
        "everybody": gap([Fraction(one, DAY) for one in everybody]),
        "expected": gap([one / DAY for one in expected.values() if one is not None]),
        "on_time": sum(one <= 1 for one in late),
        "overdue": sum(1 < one <= dormant for one in late),
        "dormant": sum(dormant < one <= lost for one in late),
        "lost": sum(lost < one for one in late),
        "unknown": len(mine) - len(late),
        "factor_median": median(late),
        "bands": bands(late),
    }


def own(waits: list[int]) -> Fraction | None:
    """A person's own rhythm, if there is one."""
    return median(waits) or None if len(waits) >= ENOUGH else None


def bands(late: list[Fraction]) -> list[dict[str, object]]:
    """How many are late by how much; who ordered this very instant is in the first."""
    edges = [Fraction(-1), *ENDS]
    found: list[dict[str, object]] = [
        {
            "low": Fraction(max(low, 0)),
            "high": Fraction(high),
            "customers": sum(low < one <= high for one in late),
        }
        for low, high in zip(edges, ENDS, strict=False)
    ]
    last = Fraction(ENDS[-1])
    above = sum(one > last for one in late)
    return [*found, {"low": last, "high": None, "customers": above}]
