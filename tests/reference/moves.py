"""Against the way of the map, by pair of stages: each journey once a pair."""

from reference.returns import comebacks
from reference.walked import Story, Walked, cohort
from tropa.measure.fold import Asked


def moves(stories: list[Story], asked: Asked) -> dict[str, object]:
    """Steps back, and the lost who came again."""
    journeys, stages = cohort(stories, asked), range(len(asked.map.stages))
    pairs = [(start, end) for start in stages for end in stages]
    back = {pair: sum(stepped(one, *pair) for one in journeys) for pair in pairs}
    came = {pair: sum(came_back(one, *pair) for one in journeys) for pair in pairs}
    return {"back": named(back, asked), "returned": named(came, asked)}


def stepped(journey: Walked, start: int, end: int) -> bool:
    """Whether it ever went back from one stage to another."""
    steps = zip(journey.visits, journey.visits[1:], strict=False)
    return any((one.stage, two.stage, two.entry) == (start, end, "back") for one, two in steps)


def came_back(journey: Walked, start: int, end: int) -> bool:
    """Whether its latest return after a loss on a stage led to another."""
    visits = comebacks(journey, start)
    return bool(visits) and journey.visits[visits[-1]].stage == end


def named(pairs: dict[tuple[int, int], int], asked: Asked) -> list[dict[str, object]]:
    names = [one.id for one in asked.map.stages]
    return [
        {"start": names[start], "end": names[end], "count": count}
        for (start, end), count in pairs.items()
        if count
    ]
