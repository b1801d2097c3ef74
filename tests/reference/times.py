"""Time in stage: finished visits, and everybody honestly (domain model 2.5.5)."""

from fractions import Fraction

from reference.quantile import quantile
from reference.walked import LOSSES, Story, Visit, cohort
from tropa.clock import DAY
from tropa.measure.fold import Asked

ONWARD = ("advance", "skip", "success")


def times(stories: list[Story], asked: Asked) -> list[dict[str, object]]:
    """Each stage, in days."""
    every = [visit for one in cohort(stories, asked) for visit in one.visits]
    found: list[dict[str, object]] = []
    for at, stage in enumerate(asked.map.stages):
        mine = [visit for visit in every if visit.stage == at]
        finished = [length(one, asked) for one in mine if one.exit is not None]
        onward = [length(one, asked) for one in mine if one.exit in ONWARD]
        found.append(
            {
                "stage": stage.id,
                "n": len(finished),
                "median_days": quantile(finished, Fraction(1, 2)),
                "p75_days": quantile(finished, Fraction(3, 4)),
                "p90_days": quantile(finished, Fraction(9, 10)),
                "advanced_median_days": quantile(onward, Fraction(1, 2)),
                "incidence": incidence(mine, asked),
            }
        )
    return found


def length(visit: Visit, asked: Asked) -> Fraction:
    left = asked.as_of if visit.left is None else visit.left
    return Fraction(left - visit.entered, DAY)


def incidence(visits: list[Visit], asked: Asked) -> list[tuple[Fraction, Fraction]]:
    """The share gone on by each length at which somebody went on.

    Day after day: of those still here some go on, some are lost, some are seen no longer.
    """
    here = Fraction(1)
    gone_on = Fraction(0)
    found: list[tuple[Fraction, Fraction]] = []
    for day in sorted({length(one, asked) for one in visits}):
        watched = [one for one in visits if length(one, asked) >= day]
        ending = [one for one in watched if length(one, asked) == day]
        on = sum(one.exit in ONWARD for one in ending)
        lost = sum(one.exit in LOSSES for one in ending)
        gone_on += here * Fraction(on, len(watched))
        here *= 1 - Fraction(on + lost, len(watched))
        if on:
            found.append((day, gone_on))
    return found
