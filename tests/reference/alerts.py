"""Weeks beside the weeks before them, journey by journey (domain model 2.5.2, 2.5.3, 2.5.5)."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import comb

from reference.quantile import median
from reference.walked import LOSSES, Story, Walked, valid
from tropa.clock import DAY, as_datetime, from_datetime
from tropa.map.document import Map, Stage
from tropa.measure.fold import Asked

WEEK = 7 * DAY
Look = dict[str, object]


def looks(stories: list[Story], asked: Asked) -> list[Look]:
    """Three looks a stage, in the map's order; how they are judged is another matter."""
    journeys, found = valid(stories, asked), list[Look]()
    for at, stage in enumerate(asked.map.stages[:-1]):
        if stage.counted_only:
            continue
        ends: Look = {"stage": stage.id, "next": asked.map.stages[at + 1].id}
        weeks = whole_weeks(stage.norm or stage.lost_after, 4)
        within = weeks * WEEK
        now, before = (came(journeys, at, one) for one in spans(asked, weeks))
        on = [[one for one in group if went_on(one, at, within)] for group in (now, before)]
        conversion: Look = ends | {
            "measure": "conversion", "within": within,
            "now": (len(on[0]), len(now)), "before": (len(on[1]), len(before)),
        }  # fmt: skip
        dwell: Look = ends | {"measure": "dwell", "within": within, **longer(at, *on)}
        found += [conversion, ends | lost(journeys, at, stage, asked), dwell]
    return found


def lost(journeys: list[Walked], at: int, stage: Stage, asked: Asked) -> Look:
    weeks = whole_weeks(stage.lost_after, 8)
    now, before = (came(journeys, at, one) for one in spans(asked, weeks))
    counts = [
        (sum(was_lost(one, at, weeks * WEEK) for one in group), len(group))
        for group in (now, before)
    ]
    return {
        "measure": "losses", "within": weeks * WEEK, "now": counts[0], "before": counts[1],
    }  # fmt: skip


def longer(at: int, now: list[Walked], before: list[Walked]) -> Look:
    """How many of each took longer than the middle one of both."""
    took = [[one.reached[at + 1] - one.reached[at] for one in group] for group in (now, before)]
    if not all(took):
        return {"now": (0, len(now)), "before": (0, len(before)), "median_now": None}
    middle = median([*took[0], *took[1]])
    assert middle is not None
    counts = [(sum(one > middle for one in group), len(group)) for group in took]
    return {"now": counts[0], "before": counts[1], "median_now": median(took[0])}


def whole_weeks(length: int | None, most: int) -> int:
    """So many whole weeks that the length fits in, at least one."""
    weeks = 1
    while weeks < most and weeks * WEEK < (length or 0):
        weeks += 1
    return weeks


def spans(asked: Asked, weeks: int) -> list[tuple[int, int]]:
    """The latest week, Monday to Monday, that was over so many weeks ago; the eight before."""
    end = monday(asked.as_of - weeks * WEEK, asked.map)
    begin, first = (midnight(end - timedelta(weeks=one), asked.map) for one in (1, 9))
    return [(begin, midnight(end, asked.map)), (first, begin)]


def monday(at: int, map_: Map) -> date:
    day = as_datetime(at, map_.zone).date()
    while day.weekday():
        day -= timedelta(days=1)
    return day


def midnight(day: date, map_: Map) -> int:
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=map_.zone))


def came(journeys: list[Walked], at: int, span: tuple[int, int]) -> list[Walked]:
    return [
        one for one in journeys if at in one.reached and span[0] <= one.reached[at] < span[1]
    ]


def went_on(journey: Walked, at: int, within: int) -> bool:
    reached = journey.reached
    return at + 1 in reached and reached[at + 1] - reached[at] <= within


def was_lost(journey: Walked, at: int, within: int) -> bool:
    return any(
        one.stage == at
        and one.exit in LOSSES
        and (one.left or 0) - journey.reached[at] <= within
        for one in journey.visits
    )


def p_value(k: int, n: int, others: int, m: int) -> Fraction:
    """Every way the deeds could have fallen, counted."""
    did = k + others
    ways = {x: comb(n, x) * comb(m, did - x) for x in range(max(0, did - m), min(n, did) + 1)}
    below = sum(one for x, one in ways.items() if x <= k)
    above = sum(one for x, one in ways.items() if x >= k)
    return min(Fraction(1), Fraction(2 * min(below, above), comb(n + m, did)))
