"""KPIs as the map states them, journey by journey."""

from fractions import Fraction

from reference.quantile import quantile
from reference.walked import Story, Walked, cohort
from tropa.map.document import Kpi
from tropa.measure.fold import Asked


def kpis(stories: list[Story], asked: Asked) -> list[dict[str, object]]:
    """Each KPI of the map: its value, what a share is made of, and over how many."""
    journeys = cohort(stories, asked)
    return [{"kpi": one.id, **fact(one, journeys, asked)} for one in asked.map.kpis.values()]


def fact(kpi: Kpi, journeys: list[Walked], asked: Asked) -> dict[str, object]:
    if kpi.kind == "share":
        made, could = share(kpi, journeys, asked)
        value = Fraction(made, could) if could else None
        return {"value": value, "rate": (made, could), "n": could}
    numbers: list[int] = []
    if kpi.kind == "time":
        numbers = [end - start for start, end in lengths(kpi, journeys, asked)]
    if kpi.kind == "touches":
        numbers = counts(kpi, journeys, asked)
    return {"value": at(kpi.at, numbers), "rate": None, "n": len(numbers)}


def share(kpi: Kpi, journeys: list[Walked], asked: Asked) -> tuple[int, int]:
    """Of those who have had the time, how many passed both points in order and in time."""
    made, could = 0, 0
    for journey in journeys:
        start, end = ends(kpi, journey, asked)
        if start is None or (kpi.within and asked.as_of - start < kpi.within):
            continue
        could += 1
        made += end is not None and 0 <= end - start <= (kpi.within or end - start)
    return made, could


def lengths(kpi: Kpi, journeys: list[Walked], asked: Asked) -> list[tuple[int, int]]:
    """When each passed both points, of those who did so in order."""
    found: list[tuple[int, int]] = []
    for journey in journeys:
        start, end = ends(kpi, journey, asked)
        if start is not None and end is not None and start <= end:
            found.append((start, end))
    return found


def counts(kpi: Kpi, journeys: list[Walked], asked: Asked) -> list[int]:
    """The touches of each before the point, shown advertisements aside."""
    found: list[int] = []
    for journey in journeys:
        _, end = ends(kpi, journey, asked)
        if end is not None:
            found.append(sum(one.counted and one.at < end for one in journey.contacts))
    return found


def ends(kpi: Kpi, journey: Walked, asked: Asked) -> tuple[int | None, int | None]:
    assert kpi.points is not None
    return passed(kpi.points.start, journey, asked), passed(kpi.points.end, journey, asked)


def passed(point: str, journey: Walked, asked: Asked) -> int | None:
    """When a journey first passed a point, if it has."""
    if point == "sale":
        return journey.won_at
    if point == "lead":
        return journey.marks.get("lead")
    if point == "first touch":
        return min([journey.opened_at, *(one.at for one in journey.contacts)])
    for number, stage in enumerate(asked.map.stages):
        if stage.id == point:
            return journey.reached.get(number)
    return min((one.at for one in journey.contacts if one.point == point), default=None)


def at(which: str, numbers: list[int]) -> Fraction | None:
    """The mean, the median, or the value below which so many of a hundred lie."""
    if which == "mean":
        return Fraction(sum(numbers), len(numbers)) if numbers else None
    below = 50 if which == "median" else int(which.removeprefix("p"))
    return quantile(numbers, Fraction(below, 100))
