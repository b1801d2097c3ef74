"""Touches before purchase (domain model 2.5.5)."""

from fractions import Fraction

from reference.cycle import purchases
from reference.quantile import median, quantile
from reference.walked import Story
from tropa.measure.fold import Asked


def touches_before_purchase(stories: list[Story], asked: Asked) -> dict[str, object]:
    """How many it took each who bought in the period, shown advertisements aside."""
    every: list[int] = []
    buyers: list[int] = []
    for journey, paid in purchases(stories, asked):
        before = [one for one in journey.contacts if one.counted and one.at < paid]
        every.append(len(before))
        buyers.append(sum(one.by_buyer for one in before))
    return {
        "n": len(every),
        "median": median(every),
        "q1": quantile(every, Fraction(1, 4)),
        "q3": quantile(every, Fraction(3, 4)),
        "by_buyer_median": median(buyers),
        "under": sum(one < 5 for one in every),
        "within": sum(5 <= one <= 40 for one in every),
        "over": sum(one > 40 for one in every),
        "histogram": [every.count(number) for number in range(max(every, default=-1) + 1)],
    }
