"""Leads, new customers, and what they cost (domain model 2.5.6); amounts in minor units."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reference.orders import least
from reference.walked import Walked, in_period, stories, walked
from tropa.measure.fold import Asked
from tropa.place.placed import Placed

Journeys = dict[int, list[Walked]]


def journeys_of(placed: Sequence[Placed], asked: Asked) -> Journeys:
    """The valid journeys of each person."""
    persons = [int(one.person[unit]) for one in placed for unit in one.unit]
    found: Journeys = {}
    for person, story in zip(persons, stories(placed, asked.map), strict=True):
        if story.opened_at <= asked.as_of:
            journey = walked(story, asked.as_of)
            if "invalid" not in journey.marks:
                found.setdefault(person, []).append(journey)
    return found


def gained(people: Journeys, asked: Asked) -> dict[str, dict[str, int]]:
    """What came in: of the period, and of its leads."""
    journeys = [one for mine in people.values() for one in mine]
    led = [one for one in journeys if in_period(one.marks.get("lead"), asked)]
    first = [found for mine in people.values() if (found := first_order(mine, asked))]
    paid = [payment for one in journeys for payment in one.payments]
    return {
        "period": {
            "leads": len(led),
            "customers": sum(1 for at, _ in first if in_period(at, asked)),
            "revenue": sum(amount for at, amount in paid if in_period(at, asked)),
        },
        "cohort": {
            "leads": len(led),
            "customers": sum(1 for _, lead in first if in_period(lead, asked)),
            "revenue": sum(amount for one in led for _, amount in one.payments),
        },
    }


def first_order(journeys: list[Walked], asked: Asked) -> tuple[int, int | None] | None:
    """When a person first ordered, and when that journey had become a lead."""
    found: list[tuple[int, int | None]] = []
    for one in journeys:
        at = [when for when, amount in one.payments if amount >= least(asked)]
        if asked.map.money.paid is None:
            at = [one.won_at] if one.won_at is not None else []
        if at:
            found.append((min(at), one.marks.get("lead")))
    # Of two at one instant, the one that was a lead earlier; a lead that never was is the last.
    return min(found, key=lambda one: (one[0], one[1] is None, one[1] or 0), default=None)


def acquisition(
    came: Mapping[str, Mapping[str, int]],
    kinds: Mapping[str, int] | None,
    margin: float | None,
    basis: str,
    attributed: tuple[float, float] | None,
) -> dict[str, Fraction | None]:
    """Each figure straight from its line of the domain model; None where it means nothing."""
    own, cohort = came[basis], came["cohort"]
    part = None if margin is None else Fraction(margin)

    def spent(*names: str) -> Fraction | None:
        return None if kinds is None else Fraction(sum(kinds.get(name, 0) for name in names))

    advertising, marketing = spent("ad"), spent("ad", "content", "tool")
    acquiring = spent("ad", "content", "tool", "salary", "commission")
    customers, revenue = attributed or (None, own["revenue"])
    earned = None if part is None else Fraction(revenue) * part
    over = None if earned is None or marketing is None else earned - marketing
    return {
        "cpl": over_(marketing, own["leads"]),
        "cpo": over_(marketing, own["customers"]),
        "cac": over_(acquiring, own["customers"]),
        "paid_cac": over_(advertising, customers),
        "drr": over_(advertising, own["revenue"]),
        "roas": over_(Fraction(own["revenue"]), advertising),
        "romi": over_(over, marketing),
        "margin_per_lead": over_(
            None if part is None else cohort["revenue"] * part, cohort["leads"]
        ),
    }


def over_(above: Fraction | None, below: float | Fraction | None) -> Fraction | None:
    """A quotient of what is known by what is more than nothing."""
    if above is None or below is None or below <= 0:
        return None
    return above / Fraction(below)
