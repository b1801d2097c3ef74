"""What lies in the funnel (domain model 2.5.6); amounts in minor units."""

from dataclasses import dataclass
from fractions import Fraction

from reference.walked import Story, Walked, cohort, valid
from tropa.clock import Duration
from tropa.measure.fold import Asked


@dataclass
class Stage:
    """Those under way on a stage, and how many of those who reached it have bought."""

    stage: str
    open: int
    probability: tuple[int, int]


def pipeline(stories: list[Story], asked: Asked, within: Duration | None) -> dict[str, object]:
    """For each stage those under way on it, and its probability."""
    everybody, own = valid(stories, asked), cohort(stories, asked)
    stages = [
        Stage(
            stage.id,
            sum(1 for one in everybody if is_open(one) and one.stage == at),
            probability(own, at, asked, within),
        )
        for at, stage in enumerate(asked.map.stages)
    ]
    return {"stages": [vars(one) for one in stages], "wins": wins(stages)}


def is_open(journey: Walked) -> bool:
    """Under way, and nothing sold yet."""
    return journey.status == "active" and journey.won_at is None


def probability(
    journeys: list[Walked], stage: int, asked: Asked, within: Duration | None
) -> tuple[int, int]:
    """Those with a sale, of those who reached a stage."""
    came = [one for one in journeys if stage in one.reached]
    if within is not None:
        came = [one for one in came if asked.as_of - one.reached[stage] >= within]
    won = [one for one in came if one.won_at is not None]
    if within is not None:
        won = [one for one in won if (one.won_at or 0) - one.reached[stage] <= within]
    return len(won), len(came)


def wins(stages: list[Stage]) -> Fraction | None:
    """Sales to be expected of all who are under way."""
    found = Fraction(0)
    for one in stages:
        won, came = one.probability
        if one.open and not came:
            return None
        found += Fraction(one.open * won, came) if came else 0
    return found
