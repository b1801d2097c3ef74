"""The sales cycle over the wins paid in a period (domain model 2.5.5)."""

from fractions import Fraction

from reference.quantile import median, quantile
from reference.walked import Story, Walked, in_period, valid
from tropa.clock import DAY
from tropa.measure.fold import Asked
from tropa.money import minor_units


def first_payment(journey: Walked, asked: Asked) -> int | None:
    """The first payment large enough; where the map keeps none, the sale."""
    money = asked.map.money
    if money.paid is None:
        return journey.won_at
    least = minor_units(money.least, asked.map.currency) or 0
    return min(
        (at for at, sum_ in journey.payments if sum_ > 0 and sum_ >= least), default=None
    )


def purchases(stories: list[Story], asked: Asked) -> list[tuple[Walked, int]]:
    """The wins paid in the period, and when."""
    found: list[tuple[Walked, int]] = []
    for journey in valid(stories, asked):
        paid = bought(journey, asked)
        if paid is not None:
            found.append((journey, paid))
    return found


def bought(journey: Walked, asked: Asked) -> int | None:
    """When a win was first paid, if that was in the period."""
    paid = first_payment(journey, asked)
    if paid is None or not in_period(paid, asked) or journey.won_at is None:
        return None
    return paid


def cycle(stories: list[Story], asked: Asked) -> dict[str, object]:
    """In days."""
    lengths: list[Fraction] = []
    whole: list[Fraction] = []
    opportunity: list[Fraction] = []
    qualified = asked.map.stage_index(asked.map.qualified)
    for journey, paid in purchases(stories, asked):
        lead = min(journey.marks.get("lead", paid), paid)
        touched = min([one.at for one in journey.contacts] + [journey.opened_at, lead])
        lengths.append(Fraction(paid - lead, DAY))
        whole.append(Fraction(paid - touched, DAY))
        since, won = journey.reached.get(qualified), journey.won_at
        if since is not None and won is not None and since <= won:
            opportunity.append(Fraction(won - since, DAY))
    return {
        "n": len(lengths),
        "median_days": median(lengths),
        "mean_days": sum(lengths) / len(lengths) if lengths else None,
        "q1_days": quantile(lengths, Fraction(1, 4)),
        "q3_days": quantile(lengths, Fraction(3, 4)),
        "full_median_days": median(whole),
        "opportunity_median_days": median(opportunity),
    }
