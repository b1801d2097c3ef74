"""Losses, their reasons, their price (domain model 2.5.3)."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction

from reference.walked import Story, Visit, Walked, cohort
from tropa.measure.fold import Asked


def losses(stories: list[Story], asked: Asked, before_sale: int) -> list[dict[str, object]]:
    """Each stage; so many stages stand before the one of the sale."""
    journeys = cohort(stories, asked)
    return [
        {
            "stage": stage.id,
            "lost": sum(len(lost_on(one, at)) for one in journeys),
            "journeys": sum(bool(lost_on(one, at)) for one in journeys),
            "net": sum(lost_now(one, at) for one in journeys),
            "position": position(at, before_sale),
            "reasons": reasons(journeys, lambda visit, at=at: visit.stage == at),
        }
        for at, stage in enumerate(asked.map.stages)
    ]


def lost_on(journey: Walked, stage: int) -> list[Visit]:
    return [one for one in journey.losses if one.stage == stage]


def lost_now(journey: Walked, stage: int) -> bool:
    """Lost from this stage, and not returned."""
    return journey.status == "lost" and journey.losses[-1].stage == stage


def reasons(journeys: list[Walked], which: Callable[[Visit], bool]) -> dict[str, int]:
    """How many losses for each reason; silence is one of them."""
    found = Counter[str]()
    for journey in journeys:
        for visit in filter(which, journey.losses):
            found["silence" if visit.exit == "silence" else visit.reason] += 1
    return dict(found)


def position(stage: int, before_sale: int) -> str | None:
    """How near the finish a stage is; a lone stage before the sale is the finish itself."""
    if stage >= before_sale:
        return None
    if before_sale == 1:
        return "near_finish"
    way = Fraction(stage, before_sale - 1)
    if way < Fraction(1, 3):
        return "early"
    return "middle" if way < Fraction(2, 3) else "near_finish"


def onward(stories: list[Story], asked: Asked) -> list[Fraction | None]:
    """For each stage, the share with a sale of those who reached the next one."""
    journeys, found = cohort(stories, asked), list[Fraction | None]()
    for at in range(len(asked.map.stages) - 1):
        further = [one for one in journeys if one.furthest >= at + 1]
        bought = [one for one in further if one.won_at is not None]
        found.append(Fraction(len(bought), len(further)) if further else None)
    # Whoever passes the last stage has bought.
    return [*found, Fraction(1)]


def leak(lost: int, share: Fraction | None, deal: Fraction | None) -> Fraction | None:
    """What the lost of a stage would have brought, had they behaved like those who passed."""
    if not lost:
        return Fraction(0)
    return None if share is None or deal is None else lost * share * deal


def point(entered: int, share: Fraction | None) -> Fraction | None:
    """The wins that one more of a hundred brings."""
    return entered * Fraction(1, 100) * share if entered and share is not None else None
