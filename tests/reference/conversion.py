"""Conversion between two stages, journey by journey (domain model 2.5.2)."""

from fractions import Fraction

from reference.quantile import quantile
from reference.walked import Story, Walked, cohort, in_period, valid
from tropa.measure.fold import Asked


def conversion(
    stories: list[Story], asked: Asked, within: int | None, start: int, end: int
) -> dict[str, object]:
    """From a stage to a later one: the share, those still under way, and the quick look."""
    journeys = cohort(stories, asked) if not asked.map.stages[start].counted_only else []
    entered = [one for one in journeys if start in one.reached]
    made = [one for one in entered if end in one.reached]
    took = [one.reached[end] - one.reached[start] for one in made]
    ripe = entered
    if within is not None:
        ripe = [one for one in entered if asked.as_of - one.reached[start] >= within]
        made = [
            one
            for one in ripe
            if end in one.reached and one.reached[end] - one.reached[start] <= within
        ]
    everyone = valid(stories, asked)
    return {
        "rate": (len(made), len(ripe)),
        "in_window": None if within is None else len(entered) - len(ripe),
        "by_period": (entries(end, everyone, asked), entries(start, everyone, asked)),
        "suggested": quantile(took, Fraction(9, 10)),
    }


def entries(stage: int, journeys: list[Walked], asked: Asked) -> int:
    """Journeys whose first actual visit of a stage began in the period."""
    found = 0
    for journey in journeys:
        began = [one.entered for one in journey.visits if one.stage == stage]
        found += bool(began) and in_period(began[0], asked)
    return found
